"""Gaps in a stem, `{{…}}`: found outside code, each replaced by a sign that nobody writes.

So a gap's key never comes near the renderer, and the HTML tells where the gap stood.
"""

import re
from dataclasses import dataclass

from app.content.lines import Line, lines_of
from app.content.tables import tables_in
from app.content.text import Text

FIRST = 0xE000
MOST = 200
SIGNS = re.compile(f"[{chr(FIRST)}-{chr(FIRST + MOST - 1)}]")
"""Signs of the private-use area, one for each gap of a stem: the first stands for gap 0."""
OPEN = re.compile(r"(?<!\\)\{\{")
GAP = re.compile(r"(?<!\\)\{\{(.*?)\}\}(?!\})")
BAR = re.compile(r"(?<!\\)\|")
BAR_IN_TABLE = re.compile(r"\\?\|")
SIGN = SIGNS.pattern
IN_LINK = re.compile(
    rf"\[[^\[\]]*{SIGN}[^\[\]]*\][(\[]|\][(\[][^()\[\]]*{SIGN}"
    rf"|(?<!\\)<[A-Za-z/][^<>]*{SIGN}[^<>]*>"
    rf"|^ {{0,3}}\*?\[(?!\^)[^\[\]]*\]:.*{SIGN}|^ {{0,3}}\*?\[[^\[\]]*{SIGN}[^\[\]]*\]:"
    rf"|(?<!\\)\{{[^{{}}]*[\w-]=[\"']?[^{{}}\"']*{SIGN}[^{{}}]*\}}"
)
"""Links and pictures, HTML, definitions, attributes."""


@dataclass(frozen=True, slots=True)
class RawGap:
    """`parts` are what its bars part, trimmed and as written."""

    line: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """`case` is open (never closed), nested, link (or the like), most or sign (the author wrote one
    of ours)."""

    line: int
    case: str


@dataclass(frozen=True, slots=True)
class Gapped:
    """A stem with signs in the place of its gaps."""

    stem: Text
    gaps: tuple[RawGap, ...]
    faults: tuple[Fault, ...]


def sign_of(place: int) -> str:
    return chr(FIRST + place)


def place_of(sign: str) -> int:
    return ord(sign) - FIRST


def has_gap(stem: Text) -> bool:
    return "{{" in stem.source and any(
        OPEN.search(line.masked) for line in lines_of(stem.source)[0]
    )


def gapped(stem: Text) -> Gapped:
    lines, _ = lines_of(stem.source, first=stem.line)
    in_table = table_lines(lines)
    written: list[str] = []
    gaps: list[RawGap] = []
    faults: list[Fault] = []
    for line in lines:
        found, text = gaps_of(line, line.number in in_table, len(gaps))
        gaps += found
        faults += [Fault(line.number, case) for case in faults_of(line, text)]
        written.append(text)
    if len(gaps) > MOST:
        faults.append(Fault(gaps[MOST].line, "most"))
    return Gapped(Text("\n".join(written), stem.line), tuple(gaps[:MOST]), tuple(faults))


def gaps_of(line: Line, in_table: bool, before: int) -> tuple[list[RawGap], str]:
    """The gaps of a line, and the line with their signs."""
    gaps: list[RawGap] = []
    text, end = "", 0
    for match in GAP.finditer(line.masked):
        inner = line.raw[match.start(1) : match.end(1)]
        text += line.raw[end : match.start()] + sign_of(min(before + len(gaps), MOST))
        gaps.append(RawGap(line.number, parts_of(inner, in_table)))
        end = match.end()
    return gaps, text + line.raw[end:]


def parts_of(inner: str, in_table: bool) -> tuple[str, ...]:
    """Bars part variants; within a table they may be escaped, so that viewers see one cell."""
    pieces = (BAR_IN_TABLE if in_table else BAR).split(inner)
    return tuple(piece.strip() for piece in pieces)


def faults_of(line: Line, text: str) -> list[str]:
    insides = [match.group(1) for match in GAP.finditer(line.masked)]
    is_unmatched = len(OPEN.findall(line.masked)) > line.masked.count("}}")
    is_open = is_unmatched or bool(OPEN.search(GAP.sub("", line.masked)))
    found = {
        "sign": bool(SIGNS.search(line.raw)),
        "open": is_open,
        "nested": not is_open and any(OPEN.search(inside) for inside in insides),
        "link": bool(IN_LINK.search(text)),
    }
    return [case for case, is_met in found.items() if is_met]


def table_lines(lines: list[Line]) -> set[int]:
    return {line.number for table in tables_in(lines) for line in table}
