"""Markdown of other projects loses nothing: no heading, code, table cell or link.

Whatever Markdown came with the installed packages is rendered and compared with what a CommonMark
reader makes of it. These differences are meant, and taken out of the comparison:

- raw HTML: it is stripped, its text stays (`html_block`, `html_inline` below);
- pictures from other sites: they give way to their alternative text (`image`);
- relative links: they lead nowhere outside their own project;
- front matter: it is read, not rendered;
- footnotes: CommonMark knows none, so that their marks stand there as text;
- control characters: the checker refuses a file that holds any.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from app.content.limits import CONTROL
from app.content.render import render

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
FOOTNOTE = re.compile(r"\[\^\w+\](?!:)")
OUR_FOOTNOTE = re.compile(r"<sup[^>]*>.*?</sup>", re.DOTALL)
OWN = "lentera"
ENOUGH = 40
KINDS = {**{f"h{level}": "heading" for level in range(1, 7)}, "code": "code", "td": "cell"}
KINDS |= {"th": "cell", "a": "link"}


def documents() -> Iterator[tuple[str, str]]:
    """Name and text of every Markdown file and description of the installed packages."""
    for package in distributions():
        name = package.metadata["Name"]
        if name == OWN:
            continue
        if "text/markdown" in (package.metadata.get("Description-Content-Type") or ""):
            yield f"{name}: description", str(package.metadata.get_payload())
        for file in package.files or ():
            path = Path(str(package.locate_file(file)))
            if path.suffix == ".md" and path.is_file():
                yield f"{name}: {file}", path.read_text("utf-8", errors="replace")


DOCUMENTS = sorted(documents())


class Contents(HTMLParser):
    """Texts of headings, code and cells, and targets of links to other sites."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, str]] = Counter()
        self.open: list[tuple[str, list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith(("http:", "https:")):
            self.found["link", target] += 1
        elif tag in KINDS:
            self.open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            _, pieces = self.open.pop()
            self.found[KINDS[tag], " ".join("".join(pieces).split())] += 1
            if self.open:
                self.open[-1][1].extend(pieces)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][1].append(data)


def alternative(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    return escape(tokens[index].content)


def nothing(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    return ""


def inline(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    """A line break parts words, other tags do not."""
    return " " if tokens[index].content.startswith("<br") else ""


def without_footnotes(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
    return escape(FOOTNOTE.sub("", tokens[index].content))


COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")
COMMONMARK.add_render_rule("html_block", nothing)
COMMONMARK.add_render_rule("html_inline", inline)
COMMONMARK.add_render_rule("image", alternative)
COMMONMARK.add_render_rule("text", without_footnotes)


def test_there_are_enough_documents_to_learn_from():
    assert len(DOCUMENTS) >= ENOUGH


@pytest.mark.parametrize(("name", "text"), DOCUMENTS, ids=[name for name, _ in DOCUMENTS])
def test_nothing_of_a_foreign_document_is_lost(name: str, text: str):
    source = CONTROL.sub("", FRONT_MATTER.sub("", text.replace("\r\n", "\n")))
    html = render(source, lang="en", links={}, base="x.md").html
    ours = Contents(OUR_FOOTNOTE.sub("", html)).found
    theirs = Contents(COMMONMARK.render(source)).found
    assert theirs - ours == Counter()
