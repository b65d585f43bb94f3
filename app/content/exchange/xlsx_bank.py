"""A question bank in Excel's XLSX, one question a row; the columns are those of `table`."""

import io
from collections.abc import Mapping
from datetime import date, time, timedelta

from app.content.exchange.archives import checked
from app.content.exchange.cells import unguarded
from app.content.exchange.decode import cleaned
from app.content.exchange.format import Format, Source, Unreadable
from app.content.exchange.pool import Pools
from app.content.exchange.table import MOST_COLUMNS, MOST_ROWS, items_of
from app.content.exchange.table_template import template_rows
from app.content.model import Page
from app.content.numbers import decimal_mark

LARGEST_EXACT = 2**53


class XlsxBank(Format):
    name = "xlsx"
    suffixes = (".xlsx",)
    can_read = True

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        # Cells far out are refused here: the library reads a sheet as one dense block.
        checked(source.data, "xl/workbook.xml", most_rows=MOST_ROWS + 1, most_columns=MOST_COLUMNS)
        rows = [
            [text_of(cell, number, source) for cell in row]
            for number, row in enumerate(sheet_of(source.data), start=1)
        ]
        return Pools(source).pages(items_of(rows, source.lang, source.report)), {}

    def template(self, lang: str) -> bytes:
        from xlsxwriter import Workbook  # noqa: PLC0415  # only who asks for it waits

        out = io.BytesIO()
        with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            bold = book.add_format({"bold": True})
            for row, cells in enumerate(template_rows(lang)):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell, bold if row == 0 else None)
            sheet.set_column(0, len(template_rows(lang)[0]), 20)
            sheet.freeze_panes(1, 0)
        return out.getvalue()


def sheet_of(data: bytes) -> list[list[object]]:
    """The first sheet that is not hidden. Raises Unreadable."""
    from python_calamine import (  # noqa: PLC0415  # slow to load, seldom needed
        CalamineError,
        SheetVisibleEnum,
        load_workbook,
    )

    try:
        book = load_workbook(io.BytesIO(data))
        visible = [s for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        if not visible:
            raise Unreadable("E903", case="questions")
        sheet = book.get_sheet_by_name(visible[0].name)
        rows: list[list[object]] = [list(row) for row in sheet.to_python()]
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Unreadable("E901", case="office") from error
    return rows


def text_of(cell: object, line: int, source: Source) -> str:
    """A cell as its author sees it. Excel takes `1-2` for a date: that is told."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < LARGEST_EXACT
        return str(int(cell)) if whole else f"{cell:.15g}".replace(".", decimal_mark(source.lang))
    if isinstance(cell, date | time | timedelta):
        source.report.add("W922", line, value=str(cell))
        return str(cell)
    return unguarded(cleaned(str(cell)))
