"""A staff list as it was uploaded: its headings, and its rows as text."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from app.kit.errors import Invalid
from app.kit.file_types import BOMS_OF_UTF16, is_what_it_says
from app.staffing import xlsx
from app.staffing.columns import likeness

MOST_ROWS = 100_000
# Of a title above the headings.
HEADINGS_WITHIN = 20
LONGEST_CELL = 500
MOST_COLUMNS = xlsx.MOST_COLUMNS
SEPARATORS = ";,\t"

Row = tuple[int, list[str]]


def suffix_of(name: str, data: bytes) -> str:
    """Raises Invalid for a file that is neither kind, whatever it is called."""
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix not in (".csv", ".xlsx") or not is_what_it_says(suffix, data):
        raise Invalid("staffing.file-kind")
    return suffix


@dataclass(frozen=True)
class Sheet:
    """`heading_row`: the number of the row with the headings, as a spreadsheet shows it."""

    suffix: str
    data: bytes
    heading_row: int
    headings: list[str]

    def rows(self, columns: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
        """(number, field → text) of the rows that hold anything. Raises Invalid."""
        for count, (number, cells) in enumerate(self._filled()):
            if count >= MOST_ROWS:
                raise Invalid("staffing.file-rows", most=MOST_ROWS)
            yield (
                number,
                {
                    field: cells[place] if place < len(cells) else ""
                    for field, place in columns.items()
                },
            )

    def _filled(self) -> Iterator[Row]:
        for number, cells in _read(self.suffix, self.data):
            cleaned = [_cleaned(cell) for cell in cells]
            if number > self.heading_row and any(cleaned):
                yield number, cleaned


def open_sheet(name: str, data: bytes) -> Sheet:
    """The row with most headings that are known, of the first ones, is theirs. Raises Invalid."""
    suffix = suffix_of(name, data)
    first = list(islice(_read(suffix, data), HEADINGS_WITHIN))
    if not any(any(cells) for _, cells in first):
        raise Invalid("staffing.file-empty")
    number, cells = max(first, key=lambda row: (likeness(row[1]), -row[0]))
    if likeness(cells) == 0:
        number, cells = next(row for row in first if any(row[1]))
    return Sheet(suffix, data, number, [_cleaned(cell) for cell in cells])


def _cleaned(cell: str) -> str:
    """An apostrophe in front is a spreadsheet's mark for text, and ours against formulas."""
    text = " ".join(cell.replace("\x00", "").split())
    return text.removeprefix("'").strip()[:LONGEST_CELL]


def _read(suffix: str, data: bytes) -> Iterator[Row]:
    return xlsx.read(data) if suffix == ".xlsx" else _read_csv(data)


def _read_csv(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text))
    try:
        # As a spreadsheet counts, for which a line break in a cell begins no row.
        for number, cells in enumerate(reader, start=1):
            yield number, cells[:MOST_COLUMNS]
    except csv.Error as error:
        raise Invalid("staffing.file-broken") from error


def _decoded(data: bytes) -> str:
    """What is not UTF-8 comes from a Windows spreadsheet."""
    encoding = "utf-16" if data.startswith(BOMS_OF_UTF16) else "utf-8-sig"
    for name in (encoding, "cp1252"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise Invalid("staffing.file-broken")


def _separator(text: str) -> str:
    """The one that parts the first lines into most cells."""
    start = "\n".join(text.splitlines()[:HEADINGS_WITHIN])
    return max(SEPARATORS, key=start.count)
