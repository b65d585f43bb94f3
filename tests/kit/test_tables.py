"""Files that people open in a spreadsheet: what they read there is what was meant."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from app.kit.tables import to_csv, to_xlsx

JAYAPURA = ZoneInfo("Asia/Jayapura")


def csv_rows(*cells):
    return to_csv(["Kolom"], [[cell] for cell in cells]).decode("utf-8-sig").split("\r\n")[1:-1]


def sheet_of(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)


def xlsx_cells(*cells):
    rows = sheet_of(to_xlsx("Hasil", ["Kolom"], [[cell] for cell in cells])).to_python()
    return [row[0] for row in rows[1:]]


def test_a_csv_file_says_its_encoding_and_parts_cells_by_semicolons() -> None:
    content = to_csv(["Nama", "Nilai"], [["Añí 山", 7], ["a;b", 8], ['c"d', None]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == ('Nama;Nilai\r\nAñí 山;7\r\n"a;b";8\r\n"c""d";\r\n')


def test_csv_writes_numbers_with_a_comma_and_moments_as_the_clock_showed_them() -> None:
    at = datetime(2026, 11, 22, 11, 5, 30, tzinfo=JAYAPURA)
    assert csv_rows(Decimal("72.5000"), 0.25, -3, Decimal("-0.5"), date(2026, 1, 2), at) == [
        *("72,5", "0,25", "-3", "-0,5"),
        *("2026-01-02", "2026-11-22 11:05:30"),
    ]


def test_csv_never_writes_a_number_with_an_exponent() -> None:
    # str() of both is 1E-7.
    assert csv_rows(Decimal("0.0000001"), 1e-7) == ["0,0000001"] * 2
    # So is normalize()'s 1E+2.
    assert csv_rows(100, Decimal("100.00")) == ["100"] * 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_looks_like_a_formula_is_guarded_in_both(text) -> None:
    content = to_csv(["Kolom"], [[text]]).decode("utf-8-sig")
    assert content.split("\r\n", 1)[1].lstrip('"').startswith("'" + text)
    book = to_xlsx("Hasil", ["Kolom"], [[text]])
    parts = ZipFile(BytesIO(book))
    assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()
    assert sheet_of(book).to_python()[1][0].strip() == text.strip()


def test_a_heading_is_guarded_too() -> None:
    assert to_csv(["=1+1"], []).decode("utf-8-sig") == "'=1+1\r\n"
    sheet = ZipFile(BytesIO(to_xlsx("Hasil", ["=1+1"], []))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


def test_xlsx_holds_real_numbers_days_and_moments() -> None:
    at = datetime(2026, 11, 22, 11, 5, 30, tzinfo=JAYAPURA)
    cells = xlsx_cells("Ana", Decimal("72.5"), 3, None, date(2026, 1, 2), at)
    assert cells == ["Ana", 72.5, 3, "", date(2026, 1, 2), at.replace(tzinfo=None)]


def test_a_number_that_is_a_text_stays_one() -> None:
    """As a number, an employee number of eighteen digits would lose its last ones."""
    assert xlsx_cells("199204112019032003") == ["199204112019032003"]


def test_a_text_longer_than_a_cell_is_cut_and_not_left_out() -> None:
    assert xlsx_cells("x" * 40_000) == ["x" * 32_767]


def test_an_address_stays_a_text() -> None:
    assert b"hyperlink" not in ZipFile(
        BytesIO(to_xlsx("Hasil", ["Kolom"], [["https://contoh.example"]]))
    ).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", ["199204112019032003", "1234567890123456", "007", "00"])
def test_digits_that_a_spreadsheet_would_spoil_stay_a_text_in_csv(text) -> None:
    """Sixteen digits and more are rounded to fifteen, zeros in front fall away."""
    assert csv_rows(text) == ["'" + text]


@pytest.mark.parametrize("text", ["0", "7", "123456789012345", "2026-01-02", "0 orang", "0,5"])
def test_other_digits_stay_as_they_are_in_csv(text) -> None:
    assert csv_rows(text) == [text]


def test_a_sheet_has_its_name() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(to_xlsx("Hasil", ["K"], [])))
    assert book.sheet_names == ["Hasil"]


def test_a_table_without_rows_has_its_headings() -> None:
    assert sheet_of(to_xlsx("Hasil", ["Nama", "Nilai"], [])).to_python() == [["Nama", "Nilai"]]
