"""Links, pictures and anchors in a fragment, found without parsing Markdown, each with its line."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from app.content.attributes import id_in
from app.content.lines import lines_of
from app.content.slugs import slug
from app.content.text import Text

TARGET = re.compile(r"\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
PICTURE = re.compile(r"!\[([^\[\]]*)\](?=[\[(])")
DEFINITION = re.compile(r""" {0,3}\[[^\[\]^][^\[\]]*\]:[ \t]*(\S+)[ \t]*(?:["'(].*)?$""")
HEADING = re.compile(r"#{1,6}[ \t]+")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
ALLOWED = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Link:
    target: str
    line: int
    is_picture: bool = False


def links_in(text: Text) -> Iterator[Link]:
    for line in lines_of(text.source, first=text.line)[0]:
        pictures = {match.end() - 1 for match in PICTURE.finditer(line.masked)}
        for match in TARGET.finditer(line.masked):
            target = match.group(1).strip("<>")
            yield Link(target, line.number, match.start() in pictures)
        if definition := DEFINITION.match(line.masked):
            yield Link(definition.group(1).strip("<>"), line.number)


def bare_pictures(text: Text) -> Iterator[int]:
    """Lines of pictures without alternative text."""
    for line in lines_of(text.source, first=text.line)[0]:
        for match in PICTURE.finditer(line.masked):
            if not match.group(1).strip():
                yield line.number


def is_external(target: str) -> bool:
    """Has a scheme, allowed or not, or names another host."""
    return bool(SCHEME.match(target)) or target.startswith("//")


def is_allowed(target: str) -> bool:
    return target.lower().startswith(ALLOWED)


def resolved(target: str, base: str) -> tuple[str, str]:
    """The course-relative path (beginning with `..` or `/` where it leaves the course; that of
    `base` itself where only an anchor is named) and the anchor."""
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return base, anchor
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)), anchor


def headings_in(text: Text) -> Iterator[tuple[int, int, str]]:
    """`(line, level, anchor)`; the anchor as links write it, from `{#id}` or the words."""
    for line in lines_of(text.source, first=text.line)[0]:
        if match := HEADING.match(line.masked):
            title = line.raw[match.end() :].strip().rstrip("#").rstrip()
            yield line.number, match.group().count("#"), anchor_of(title)


def anchor_of(title: str) -> str:
    return id_in(title) or slug(re.sub(r"\]\([^()]*\)", "", title))
