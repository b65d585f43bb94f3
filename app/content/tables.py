"""Tables in a text, and rows that hold more than their head has room for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.content.lines import Line

RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:-]*)*$")
BORDER = re.compile(r"^[ \t]*\||(?<!\\)\|[ \t]*$")
BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class LongRow:
    line: int
    cells: int
    expected: int


def tables_in(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of blocks whose second line is a table's rule."""
    block: list[Line] = []
    for line in [*lines, Line(0, "", "")]:
        if not line.is_blank:
            block.append(line)
            continue
        if len(block) > 1 and "|" in block[1].raw and RULE.match(block[1].masked):
            yield block
        block = []


def long_rows(lines: list[Line]) -> Iterator[LongRow]:
    for head, _, *rows in tables_in(lines):
        expected = cells_in(head)
        for row in rows:
            if (cells := cells_in(row)) > expected:
                yield LongRow(row.number, cells, expected)


def cells_in(line: Line) -> int:
    return len(BAR.findall(BORDER.sub("", line.masked))) + 1
