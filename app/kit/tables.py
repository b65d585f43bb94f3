"""Tables to hand out: CSV and XLSX."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, TextIO

from xlsxwriter import Workbook

Cell = str | int | float | Decimal | date | None

# How a formula may begin in some spreadsheet: OWASP, "CSV Injection". Names and answers come from
# people, and a file that is opened must not compute what somebody wrote.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Digits that a spreadsheet would take for a number, which keeps 15 of them and no zeros in front.
LOSES_DIGITS = re.compile(r"\d{16,}|0\d+", re.ASCII)
# File name ending → media type.
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_TEXT = 32_767  # of a cell, in characters; XlsxWriter would leave out a longer one
NARROWEST = 12


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """As a spreadsheet with Indonesian settings opens it at a double click.

    There the comma is the decimal sign, so cells are parted by `;` and numbers have a comma; the
    mark at the beginning says UTF-8. Days and moments are ISO, moments as they are given: the
    heading says in which time zone. What must stay a text has an apostrophe in front.
    """
    file = StringIO()
    write_csv(file, columns, rows)
    return file.getvalue().encode("utf-8-sig")


def write_csv(
    file: TextIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    is_for_machines: bool = False,
) -> None:
    """As `to_csv`, where it is too much for the memory; a file is opened as "utf-8-sig", with
    `newline=""`. `is_for_machines`: many digits stand as they are, which a spreadsheet rounds."""
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(column) for column in columns])
    keeps_digits = not is_for_machines
    writer.writerows([_text(cell, keeps_digits=keeps_digits) for cell in row] for row in rows)


def _text(cell: Cell, *, keeps_digits: bool = True) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None).isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        is_number = keeps_digits and LOSES_DIGITS.fullmatch(cell)
        is_guarded = is_number or cell.startswith(FORMULA_STARTS)
        return f"'{cell}" if is_guarded else cell
    # Never with an exponent, which str() has for what is very small.
    return f"{Decimal(str(cell)).normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class Sheet:
    r"""`title`: at most 31 signs, without []:*?/\ and apostrophes."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def to_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet, as `to_workbook` writes it."""
    return to_workbook([Sheet(title, columns, rows)])


def to_workbook(sheets: Iterable[Sheet]) -> bytes:
    """The first row of each stays in view and filters; numbers, days and moments are real.

    A spreadsheet knows no time zones: a moment is written as it is given.
    """
    file = BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        for sheet in sheets:
            _add_sheet(book, sheet)
    return file.getvalue()


def _add_sheet(book: Workbook, told: Sheet) -> None:
    sheet = book.add_worksheet(told.title)
    bold = book.add_format({"bold": True})
    for place, column in enumerate(told.columns):
        sheet.write_string(0, place, column, bold)
        sheet.set_column(place, place, max(NARROWEST, len(column) + 4))
    sheet.freeze_panes(1, 0)
    write = _writer(book, sheet)
    last = 0
    for last, row in enumerate(told.rows, start=1):
        for place, cell in enumerate(row):
            write(last, place, cell)
    sheet.autofilter(0, 0, last, len(told.columns) - 1)


def _writer(book: Workbook, sheet: Any) -> Callable[[int, int, Cell], None]:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    # Text in spite of its first sign, also after somebody has edited the cell.
    guarded = book.add_format({"quote_prefix": True})

    def write(row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, str):
            is_formula = cell.startswith(FORMULA_STARTS)
            sheet.write_string(row, place, cell[:LONGEST_TEXT], guarded if is_formula else None)
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, place, cell.replace(tzinfo=None), moment)
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, cell, day)
        elif cell is not None:
            sheet.write_number(row, place, cell)

    return write
