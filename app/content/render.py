"""Markdown to safe HTML. Runs at publishing only; slow texts are the caller's to cut off."""

import re
from collections.abc import Mapping
from importlib.metadata import version
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from app.content.lines import lines_of
from app.content.raw_html import without_html
from app.content.rendered import Rendered
from app.content.sanitise import POLICY, sanitise
from app.content.tree import Finish, Place

PARTS = ("markdown", "pymdown-extensions", "pygments", "bleach", "nh3")
RENDERER = " ".join(["1", f"policy-{POLICY}", *(f"{part}-{version(part)}" for part in PARTS)])
"""Changes whenever the same source could give other HTML."""

EXTENSIONS = (
    "markdown.extensions.tables",
    "markdown.extensions.footnotes",
    "markdown.extensions.def_list",
    "markdown.extensions.abbr",
    "markdown.extensions.attr_list",
    "markdown.extensions.sane_lists",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.quotes",
)
CONFIGS = {
    "markdown.extensions.tables": {"use_align_attribute": True},
    "pymdownx.highlight": {"guess_lang": False, "anchor_linenums": False},
    "pymdownx.quotes": {"callouts": True},
}
BACK = ("Kembali ke rujukan {} dalam teks", "Jump back to footnote {} in the text")
MAIL = r"<([^<> !]{1,64}@[^@<> ]{1,255})>"
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


class Mail(InlineProcessor):  # type: ignore[misc]
    """`<a@b.id>` as a plain link; Markdown's own writes it in numbered characters."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        link = Element("a", {"href": f"mailto:{m.group(1)}"})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


def render(
    source: str, *, lang: str, links: Mapping[str, str], base: str, scope: str = ""
) -> Rendered:
    """`base` is the course-relative path of the file the fragment came from; relative targets are
    looked up in `links` (course-relative path to URL). `scope` keeps the footnotes of several
    fragments on one page apart."""
    place = Place(lang=lang, base=base, links=links, scope=scope)
    html = sanitise(markdown_for(place).convert(prepared(source)))
    return Rendered(html, tuple(place.outline))


def render_inline(
    source: str, *, lang: str, links: Mapping[str, str], base: str, scope: str = ""
) -> str:
    """For choices and titles: a single line is never a list or heading, whatever it begins with,
    and a single paragraph loses its `<p>`."""
    place = Place(lang=lang, base=base, links=links, scope=scope)
    markdown = markdown_for(place)
    source = source.strip()
    if "\n" not in source:
        only_paragraphs(markdown)
    html = sanitise(markdown.convert(prepared(source))).strip()
    match = ONE_PARAGRAPH.fullmatch(html)
    return match.group(1) if match else html


def prepared(source: str) -> str:
    """Without comments and raw HTML. What is left of a tag is text, for nothing else reads it."""
    lines, _ = lines_of(source)
    return without_html(
        "\n".join(line.raw for line in lines), "\n".join(line.masked for line in lines)
    )


def markdown_for(place: Place) -> Markdown:
    footnotes = {"SEPARATOR": "-", "BACKLINK_TITLE": place.word(BACK)}
    configs = {**CONFIGS, "markdown.extensions.footnotes": footnotes}
    markdown = Markdown(extensions=list(EXTENSIONS), extension_configs=configs)
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.inlinePatterns.register(Mail(MAIL, markdown), "automail", 110)
    markdown.treeprocessors.register(Finish(markdown, place), "finish", -10)
    return markdown


def only_paragraphs(markdown: Markdown) -> None:
    for name in [item.name for item in markdown.parser.blockprocessors._priority]:
        if name != "paragraph":
            markdown.parser.blockprocessors.deregister(name)
