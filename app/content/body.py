"""The text under a question's heading, cut into segments: loose text, lists, quotes at the margin.

Tolerant of white space: blank lines between or none, an indent of one to three. What has a meaning
is only whether a `>` stands at the margin (the question's) or indented (the answer's feedback).
"""

import re
from dataclasses import dataclass, field

from app.content.lines import Line
from app.content.marks import mark_of
from app.content.text import Text

ITEM = re.compile(r"([ \t]{0,8})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)")


@dataclass(slots=True)
class Item:
    """One bullet: its first line without the bullet, more lines, and its feedback."""

    first: Line
    start: int
    bullet: str
    lines: list[Line] = field(default_factory=list)
    feedback: list[Line] = field(default_factory=list)
    raw: list[Line] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        return self.bullet[0].isdecimal()

    @property
    def head(self) -> tuple[str, str]:
        return self.first.raw[self.start :], self.first.masked[self.start :]


@dataclass(slots=True)
class Listing:
    items: list[Item]

    @property
    def lines(self) -> list[Line]:
        return [line for item in self.items for line in item.raw]


@dataclass(slots=True)
class Loose:
    lines: list[Line]


@dataclass(slots=True)
class Quote:
    lines: list[Line]


Segment = Listing | Loose | Quote


def segments_of(lines: list[Line]) -> list[Segment]:
    segments: list[Segment] = []
    blank = True
    for line in lines:
        last = segments[-1] if segments else None
        if isinstance(last, Listing) and belongs(line, last.items[-1], blank):
            extend(last.items[-1], line)
        elif (found := ITEM.match(line.masked)) and (isinstance(last, Listing) or shallow(found)):
            item = Item(line, found.end(), found.group(2), raw=[line])
            if isinstance(last, Listing) and not (blank and differs(item, last)):
                last.items.append(item)
            else:
                segments.append(Listing([item]))
        else:
            loosen(segments, line)
        blank = line.is_blank
    return segments


def differs(item: Item, listing: Listing) -> bool:
    """Behind a blank line another bullet begins another list, as in Markdown."""
    return item.bullet[-1] != listing.items[-1].bullet[-1]


def shallow(found: re.Match[str]) -> bool:
    return len(found.group(1)) < 4 and "\t" not in found.group(1)


def belongs(line: Line, item: Item, blank: bool) -> bool:
    """Whether a line under a bullet continues it. A deeper bullet does, unless it bears a mark."""
    if line.is_blank:
        return True
    if found := ITEM.match(line.masked):
        deeper = line.indent >= item.first.indent + 2
        return deeper and mark_of(line.raw[found.end() :], line.masked[found.end() :]) is None
    if line.raw.startswith(">"):
        return False
    return line.indent > 0 or not blank


def extend(item: Item, line: Line) -> None:
    previous = item.raw[-1]
    item.raw.append(line)
    in_feedback = bool(item.feedback) and previous is item.feedback[-1]
    lazy = in_feedback and (line.is_blank or not previous.is_blank)
    if lazy or line.masked.lstrip().startswith(">"):
        item.feedback.append(line)
    else:
        item.lines.append(line)


def loosen(segments: list[Segment], line: Line) -> None:
    last = segments[-1] if segments else None
    if isinstance(last, Quote) and not line.is_blank:
        last.lines.append(line)
    elif line.masked.lstrip().startswith(">"):
        segments.append(Quote([line]))
    elif isinstance(last, Loose):
        last.lines.append(line)
    else:
        segments.append(Loose([line]))


def unquoted(line: str) -> str:
    stripped = line.lstrip(" \t")
    if not stripped.startswith(">"):
        return stripped
    return stripped[1:].removeprefix(" ")


def feedback_text(item: Item) -> Text | None:
    texts = (unquoted(line.raw) for line in item.feedback)
    source = "\n".join(text if text.strip() else "" for text in texts).strip("\n")
    return Text(source, item.feedback[0].number) if source else None


def continuation(item: Item) -> str:
    """The further lines of an item, without the indent they share."""
    lines = [line.raw for line in item.lines]
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    shared = min(indents, default=0)
    return "\n".join(line[shared:] if line.strip() else "" for line in lines).rstrip()
