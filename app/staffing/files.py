"""Files to hand out: the template, the staff as it is, and what an import found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from flask_babel import gettext
from xlsxwriter import Workbook

from app.kit.tables import Cell, to_xlsx, write_csv
from app.staffing.columns import EXAMPLE, TEMPLATE
from app.staffing.merit import EDUCATION_WORDS, PERFORMANCE_WORDS
from app.staffing.models import StaffImportRow
from app.staffing.telling import changes_of, faults_of, state_of


def template() -> bytes:
    """Columns as text, so that the spreadsheet keeps all digits of a NIP; and a sheet on them."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(gettext("Employees"))
        for place, (heading, example) in enumerate(zip(TEMPLATE, EXAMPLE, strict=True)):
            sheet.set_column(place, place, max(len(heading), len(example)) + 4, text)
            sheet.write_string(0, place, heading, bold)
            sheet.write_string(1, place, example, text)
        sheet.freeze_panes(1, 0)
        words = book.add_worksheet(gettext("How to fill it in"))
        words.set_column(0, 0, 24)
        words.set_column(1, 1, 90, wrapped)
        for row, (heading, said) in enumerate(zip(TEMPLATE, _explanations(), strict=True)):
            words.write_string(row, 0, heading, bold)
            words.write_string(row, 1, said, wrapped)
    return file.getvalue()


def _explanations() -> tuple[str, ...]:
    return (
        gettext("Needed. 18 digits; keep the column as text, or the spreadsheet rounds them."),
        gettext("Needed. With titles, as on certificates."),
        gettext("Needed for somebody new. Everyone has an own one, and signs in with it."),
        gettext("Needed for somebody new. The unit's code as in Lentera."),
        gettext("Only read for a unit that is to be made, or where the code is empty."),
        gettext("Only for a unit that is to be made: the code of the unit above it."),
        gettext("Needed for somebody new. A position that the agency does not have yet is made."),
        gettext("Such as Ahli Muda; it is added to the position where it is not part of it."),
        gettext("Such as Penata Muda (III/a)."),
        gettext("PNS or PPPK; where it is empty the NIP tells."),
        gettext("The first day of this post; where it is empty the day entered with the file."),
        gettext("As printed on certificates."),
        gettext("Must agree with the NIP."),
        gettext("For the IP ASN. The highest level, such as S-1; the field may follow."),
        gettext(
            "For the IP ASN. The predicate of the latest yearly appraisal: Sangat Baik, Baik, "
            "Butuh Perbaikan, Kurang or Sangat Kurang."
        ),
        gettext(
            "aktif or keluar. Who left is deactivated, with the day under TMT as the last one."
        ),
    )


def export(rows: Iterable[Sequence[Cell]]) -> bytes:
    """`rows` as `queries.staff` gives them."""
    return to_xlsx(gettext("Employees"), TEMPLATE, (_exported(row) for row in rows))


def _exported(row: Sequence[Cell]) -> list[Cell]:
    kind = str(row[9]).upper()
    days = [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
    *facts, education, performance = days
    merit = [EDUCATION_WORDS.get(str(education)), PERFORMANCE_WORDS.get(str(performance))]
    return [*facts[:9], kind, *facts[10:], *merit, "aktif"]


def write_report(path: Path, rows: Iterable[StaffImportRow]) -> None:
    """XLSX or CSV, by the path's suffix: a line for each fault, change or other row."""
    lines = (line for row in rows for line in _report_lines(row))
    if path.suffix == ".xlsx":
        path.write_bytes(to_xlsx(gettext("Report"), _report_columns(), lines))
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, _report_columns(), lines)


def _report_columns() -> list[str]:
    return [
        gettext("Row"),
        gettext("State"),
        "NIP",
        gettext("Name"),
        gettext("Column"),
        gettext("Value"),
        gettext("What to do"),
    ]


def _report_lines(row: StaffImportRow) -> Iterator[list[Cell]]:
    start: list[Cell] = [row.number, state_of(row), row.nip, row.name]
    told = faults_of(row) or changes_of(row)
    for one in told:
        yield [*start, one.column, one.value, one.words]
    if not told:
        yield [*start, None, None, None]
