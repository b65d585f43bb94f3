"""Questions whose heading is none: they would be shown as prose, and their key with them."""

import re
from collections.abc import Iterable, Iterator

from app.content.body import ITEM, Listing, segments_of
from app.content.findings import Report
from app.content.headings import heading_of
from app.content.lines import Line
from app.content.marks import ROUND, mark_of

GLUED = re.compile(r"#{2,6}(?![# \t]|$)")
"""A single sign without a blank may be a hashtag."""
UNDERLINE = re.compile(r"(?:-{2,}|={2,})[ \t]*$")
NAMED = re.compile(r"(?:[^\s>]| {1,3}#).*\{#q-[^{}]*\}[ \t]*$")


def check_headings(lines: Iterable[Line], may_head: set[int], report: Report) -> bool:
    """Whether all that look like a question's heading are one.

    `may_head`: numbers of the lines that are a lesson's prose, which has headings of its own.
    """
    found = [
        (line, case)
        for line, case in lost_headings(lines)
        if case == "braces" or line.number not in may_head
    ]
    for line, case in found:
        report.add("E136", line.number, case=case)
    return not found


def lost_headings(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """With the case of E136."""
    is_text = False
    for line in lines:
        heading = heading_of(line)
        if heading is None:
            if is_glued(line):
                yield line, "blank"
            elif is_text and UNDERLINE.match(line.masked):
                yield line, "underline"
            elif is_named(line):
                yield line, "braces"
        is_text = heading is None and bool(line.masked.strip())


def is_glued(line: Line) -> bool:
    return bool(GLUED.match(line.masked))


def is_named(line: Line) -> bool:
    """Behind a bullet the braces hold a key."""
    return bool(NAMED.match(line.masked)) and not ITEM.match(line.masked)


def check_marks(prose: list[Line], kind: str, report: Report) -> None:
    """In a lesson a checklist is one, and only `(x)` can mean an answer."""
    for segment in segments_of(prose):
        items = segment.items if isinstance(segment, Listing) else []
        if kind == "lesson" and any(ROUND.match(item.head[1]) for item in items):
            report.add("W706", items[0].first.number)
        elif kind != "lesson" and any(mark_of(*item.head) for item in items):
            report.add("E137", items[0].first.number)
