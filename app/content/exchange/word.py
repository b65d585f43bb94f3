"""A Word document as a lesson: headings, lists, tables, links, pictures and footnotes."""

import io
import re
from collections.abc import Mapping
from typing import Any

from app.content.exchange.archives import checked
from app.content.exchange.decode import cleaned
from app.content.exchange.format import Format, Source, Unreadable
from app.content.exchange.html_markdown import Converted, markdown_of
from app.content.exchange.pictures import Pictures
from app.content.exchange.plain import plain
from app.content.model import Page, Text
from app.content.slugs import PREFIX, slug, slug_of_file

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
u => em
strike => s
"""
TITLE = re.compile(r'<h1 class="title">(.*?)</h1>', re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
NOTE_MARK = re.compile(r'<sup><a href="#((?:foot|end)note-\d+)" id="[^"]*">\[\d+\]</a></sup>')
NOTE_TEXT = re.compile(r'<li id="((?:foot|end)note-\d+)">(.*?)</li>', re.DOTALL)
NOTE_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-\d+">.</a>')
NOTE_LIST = re.compile(r'<ol>(?=<li id="(?:foot|end)note-\d+">).*?</ol>\s*$', re.DOTALL)
LOST = re.compile(r"unrecognised element was ignored: (.*)", re.IGNORECASE)
HELD = re.compile("\uf7fc([0-9]{1,5})\uf7fd")
NAME = "https://picture.invalid/"


class Word(Format):
    name = "docx"
    suffixes = (".docx",)
    can_read = True

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        checked(source.data, "word/document.xml")
        pictures = Pictures(source.report)
        stem = source.name.rpartition("/")[2].rpartition(".")[0]
        html = html_of(source, pictures, slug(stem) or "gambar")
        notes, html = notes_in(html)
        stated, html = stated_title(html)
        converted = markdown_of(html, picture=lambda src: src.removeprefix(NAME), headings=True)
        tell(source, converted)
        body = HELD.sub(lambda m: f"[^{m[1]}]", converted.text)
        heading, body = titled(body, is_named=bool(stated))
        body = "\n\n".join([body, *notes]).strip()
        if not body:
            raise Unreadable("E903", case="word")
        ref = slug_of_file(stem) or "pelajaran"
        title = (stated or heading or PREFIX.sub("", stem, count=1) or ref)[:200]
        page = Page(
            ref=ref,
            kind="lesson",
            title=title,
            path=f"modules/{ref}.md",
            lang=source.lang,
            parts=(Text(body),),
        )
        return (page,), pictures.found


def html_of(source: Source, pictures: Pictures, stem: str) -> str:
    """Raises Unreadable: whatever the library makes of a broken document."""
    import mammoth  # noqa: PLC0415  # slow to load, seldom needed

    def placed(image: Any) -> dict[str, str]:
        with image.open() as file:
            path = pictures.add(f"{stem}.x", file.read(), 1)
        return {"src": NAME + path if path else ""}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(source.data),
            convert_image=mammoth.images.img_element(placed),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except Exception as error:  # it has no error of its own: any may come out of odd XML
        raise Unreadable("E901", case="office") from error
    elements = {match[1] for m in result.messages if (match := LOST.search(m.message))}
    for element in sorted(elements)[:20]:
        source.report.add("W923", 1, what=element[:60])
    return cleaned(result.value)


def notes_in(html: str) -> tuple[list[str], str]:
    """Footnotes as ours, in the order of their marks, and the text without them."""
    texts = {match[1]: NOTE_BACK.sub("", match[2]) for match in NOTE_TEXT.finditer(html)}
    numbers: dict[str, int] = {}

    def mark(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[1], len(numbers) + 1)
        return f"\uf7fc{number}\uf7fd"

    body = NOTE_MARK.sub(mark, NOTE_LIST.sub("", html))
    notes = [
        f"[^{number}]: " + markdown_of(texts.get(name, "")).text.replace("\n", "\n    ")
        for name, number in numbers.items()
    ]
    return notes, body


def stated_title(html: str) -> tuple[str, str]:
    """What has Word's own style for a title, as plain text, and the rest."""
    match = TITLE.search(html)
    title = plain(markdown_of(match[1]).text) if match else ""
    return " ".join(title.split()), TITLE.sub(r"<p>\1</p>", TITLE.sub("", html, count=1))


def titled(body: str, *, is_named: bool) -> tuple[str, str]:
    """The first heading is the title where it opens the text and none is as high; the others move
    so that the highest is a `##`."""
    levels = [len(match[1]) for match in HEADING.finditer(body)]
    title = ""
    opens = body.startswith("#") and not is_named
    if opens and levels.count(levels[0]) == 1 and levels[0] == min(levels):
        first, _, body = body.partition("\n")
        title, levels = plain(first.lstrip("# ")).strip(), levels[1:]
    shift = 2 - min(levels, default=2)
    body = HEADING.sub(lambda m: "#" * min(max(len(m[1]) + shift, 2), 6) + " ", body)
    return title, body.strip("\n")


def tell(source: Source, converted: Converted) -> None:
    for what in sorted(converted.losses):
        source.report.add("W923", 1, what=what)
