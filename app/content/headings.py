"""Headings and the braces behind them: `## Title {#q-id points=2 tags="a, b"}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.content.lines import Line

HASHES = re.compile(r"(#{1,6})[ \t]+")
QUOTES = '"“”„'
"""Straight, or as word processors set them."""
ATTRIBUTE = re.compile(
    rf"#(?P<ref>\S+)|(?P<name>[\w-]+)="
    rf"(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]|(?P<plain>[^\s{QUOTES}]\S*|))"
)
QUESTION = "q-"


@dataclass(frozen=True, slots=True)
class Heading:
    """`strays`: what stood in the braces and is neither an id nor a setting."""

    level: int
    title: str
    line: int
    ref: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[str, ...] = ()

    @property
    def is_question(self) -> bool:
        return self.ref.startswith(QUESTION)


def heading_of(line: Line) -> Heading | None:
    hashes = HASHES.match(line.masked)
    if not hashes:
        return None
    text = line.raw[hashes.end() :].strip()
    title, braces = split_braces(text)
    title = title.rstrip("#").rstrip() if title.endswith(" " + "#" * trailing(title)) else title
    ref, settings, strays = attributes(braces)
    return Heading(len(hashes.group(1)), title, line.number, ref, settings, strays)


def trailing(text: str) -> int:
    return max(1, len(text) - len(text.rstrip("#")))


def split_braces(text: str) -> tuple[str, str]:
    """The text and what stands in the braces at its end; an escaped brace belongs to the text."""
    start = text.rfind("{")
    if not text.endswith("}") or start < 0 or text[:start].endswith(("\\", "{")):
        return text, ""
    return text[:start].rstrip(), text[start + 1 : -1]


def attributes(braces: str) -> tuple[str, dict[str, str], tuple[str, ...]]:
    ref, settings = "", {}
    for match in ATTRIBUTE.finditer(braces):
        if match["ref"]:
            ref = match["ref"]
        else:
            settings[match["name"]] = match["quoted"] or match["plain"] or ""
    return ref, settings, tuple(ATTRIBUTE.sub(" ", braces).split())
