"""A question bank in CSV, one question a row; the columns are those of `table`."""

import csv
import io
from collections.abc import Mapping
from itertools import islice

from app.content.exchange.cells import guarded, unguarded
from app.content.exchange.decode import decoded
from app.content.exchange.format import MEGABYTE, Format, Source, Unreadable
from app.content.exchange.pool import Pools
from app.content.exchange.table import MOST_ROWS, items_of
from app.content.exchange.table_template import template_rows
from app.content.model import Page

SEPARATORS = ";,\t"


class CsvBank(Format):
    name = "csv"
    suffixes = (".csv",)
    can_read = True
    most_bytes = 4 * MEGABYTE

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        rows = rows_in(decoded(source.data))
        return Pools(source).pages(items_of(rows, source.lang, source.report)), {}

    def template(self, lang: str) -> bytes:
        """With the mark that tells Excel that it is UTF-8, and the semicolons it expects here."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter="," if lang.startswith("en") else ";")
        writer.writerows([guarded(cell) for cell in row] for row in template_rows(lang))
        return out.getvalue().encode("utf-8-sig")


def rows_in(text: str) -> list[list[str]]:
    """The separator is the one that the first line has most of. Raises Unreadable."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(islice(reader, MOST_ROWS + 2))
    except csv.Error as error:
        raise Unreadable("E901", reader.line_num or 1, case="csv") from error
    return [[unguarded(cell) for cell in row] for row in rows]
