"""What is nearly Markdown and so will be shown as it was typed; only what is meant beyond doubt."""

import re
from collections.abc import Iterable

from app.content.findings import Report
from app.content.lines import BULLET, COVER, Line, lines_of
from app.content.text import Text

ROW = re.compile(r"[ \t>]*\|(?:(?:\\.|[^|\\])*\|){2,}[ \t]*$")
DELIMITER = re.compile(r"[ \t>]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
NOT_PROSE = ("#", ">", "|", "{:", " ", "\t")
FILES = r"md|png|jpe?g|gif|webp|svg|pdf|docx?|xlsx?|pptx?|zip|mp[34]|m4a|webm|ogg|vtt"
PARTED_LINK = re.compile(
    r"(?<![\\\]])\[(?!\d+\])([^\[\]]{2,200})\][ \t]+"
    rf"\(((?:https?://|www\.)[^\s()]+|[^\s()]{{1,200}}\.(?:{FILES})(?:#[^\s()]*)?)\)"
)
STRONG = re.compile(r"\*\*(?=[^\s*])(?:[^*]|\*(?!\*))*(?<![\s\\])\*\*")
OPEN_STRONG = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])([^*]*[ \t])\*\*(?![\w*])")


def check_look(text: Text, report: Report) -> None:
    if not any(sign in text.source for sign in ("|", "](", "] (", "]\t(", "**")):
        return
    lines = lines_of(text.source, first=text.line)[0]
    check_tables(lines, report)
    check_parted_links(text, lines, report)
    for line in lines:
        for match in OPEN_STRONG.finditer(without_strong(line.masked)):
            report.add("W709", line.number, text=match.group(1).strip()[:40])


def check_tables(lines: list[Line], report: Report) -> None:
    """Rows need a line of dashes below their heads, and a blank line above them."""
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if not ROW.match(line.masked) or (before and ROW.match(before.masked)):
            continue
        below = lines[place + 1].masked if place + 1 < len(lines) else ""
        if DELIMITER.match(below):
            if before and is_prose(before) and not line.indent:
                report.add("W707", line.number, case="glued")
        elif ROW.match(below):
            report.add("W707", line.number)


def is_prose(line: Line) -> bool:
    return bool(line.masked.strip()) and not (
        line.masked.startswith(NOT_PROSE)
        or BULLET.match(line.masked)
        or UNDERLINE.fullmatch(line.masked)
    )


def check_parted_links(text: Text, lines: Iterable[Line], report: Report) -> None:
    for line in lines:
        for match in PARTED_LINK.finditer(line.masked):
            if f"[{match.group(1)}]:" not in text.source:
                report.add("W708", line.number, target=match.group(2)[:80])


def without_strong(masked: str) -> str:
    """Bold that is closed as it should be, covered, so that what is left stands out."""
    return STRONG.sub(lambda match: COVER * len(match.group()), masked)
