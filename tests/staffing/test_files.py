"""Staff lists as they come, and as somebody could send them to do harm."""

import contextlib
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from app.kit.errors import Invalid
from app.staffing import reading, xlsx
from app.staffing.columns import keys_of, recognise
from app.staffing.reading import open_sheet

NIP = "199204112019032003"
SHEET = "xl/worksheets/sheet1.xml"


def book(**settings) -> bytes:
    """Headings below a title; a NIP as text, one as a number, a day and a formula."""
    file = BytesIO()
    with Workbook(file, settings) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "dd mmmm yyyy"})
        sheet.write_string(0, 0, "DAFTAR PEGAWAI")
        for place, heading in enumerate(("No.", "NIP ", "Nama Lengkap", "TMT Jabatan", "Unit")):
            sheet.write_string(2, place, heading)
        sheet.write_string(3, 1, NIP)
        sheet.write_string(3, 2, "Ana")
        sheet.write_number(3, 3, 46024, day)  # 2 January 2026
        sheet.write_formula(3, 4, '=HYPERLINK("http://x")', None, "Dishub")
        sheet.write_number(5, 1, 199204112019032003)
    return file.getvalue()


def read(data: bytes, name: str = "daftar.xlsx") -> list[tuple[int, dict[str, str]]]:
    sheet = open_sheet(name, data)
    return list(sheet.rows(recognise(sheet.headings, {})))


def with_part(data: bytes, path: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, content if name == path else old.read(name))
    return out.getvalue()


def test_a_spreadsheet_gives_texts_days_and_stored_values_of_formulas() -> None:
    rows = read(book())
    assert rows[0] == (
        4,
        {"nip": NIP, "name": "Ana", "since": "2026-01-02", "unit_name": "Dishub"},
    )
    assert rows[1][0] == 6
    assert "E+17" in rows[1][1]["nip"].upper()


def test_days_of_a_spreadsheet_that_counts_from_1904_are_the_same_day() -> None:
    # 1,462 days lie between the beginnings of the two calendars.
    data = with_part(
        book(),
        "xl/workbook.xml",
        zipfile.ZipFile(BytesIO(book()))
        .read("xl/workbook.xml")
        .replace(b"<workbookPr ", b'<workbookPr date1904="1" '),
    )
    assert read(data)[0][1]["since"] == "2030-01-03"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_the_ways_that_spreadsheets_write_it(separator, encoding) -> None:
    text = separator.join(("NIP", "Nama")) + "\r\n" + separator.join(("'" + NIP, '"Zoë"')) + "\r\n"
    assert read(text.encode(encoding), "a.csv") == [(2, {"nip": NIP, "name": "Zoë"})]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "staffing.file-kind"),
        ("a.xlsx", b"NIP;Nama\n", "staffing.file-kind"),
        ("a.csv", b"NIP\x00;Nama\n", "staffing.file-kind"),
        ("a.csv", b"MZ\x00\x01", "staffing.file-kind"),
        ("a.pdf", b"%PDF-1.7", "staffing.file-kind"),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "staffing.file-broken"),
        ("a.csv", b"\n\n", "staffing.file-empty"),
        ("a.csv", b"NIP;Nama\n" + b'"' + b"x" * 200_000, "staffing.file-broken"),
    ],
)
def test_what_is_no_staff_list_is_refused(name, data, code) -> None:
    with pytest.raises(Invalid) as error:
        read(data, name)
    assert error.value.code == code


def test_a_file_with_too_many_rows_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(Invalid, match="file-rows"):
        read(b"NIP;Nama\n" + b"1;a\n" * 4, "a.csv")


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = with_part(book(), SHEET, b" " * (xlsx.MOST_BYTES + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(Invalid, match="file-large"):
        read(bomb)


def test_a_size_that_lies_is_refused() -> None:
    data = bytearray(book())
    place = data.rfind(SHEET.encode())
    # 22 bytes before its name in the list at the end stands how large the sheet is.
    data[place - 22 : place - 18] = (10).to_bytes(4, "little")
    with pytest.raises(Invalid, match="file-broken"):
        read(bytes(data))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row></sheetData>'
        b"</worksheet>",
        b'<worksheet><sheetData><row r="1"><c r="1"><v>9</v></c></row></sheetData></worksheet>',
        b"<worksheet><sheetData><row>",
    ],
)
def test_a_sheet_that_is_made_to_mislead_is_refused(xml) -> None:
    with pytest.raises(Invalid, match="file-broken"):
        read(with_part(book(), SHEET, xml))


def test_cells_far_out_cost_nothing_and_count_for_nothing() -> None:
    far = (
        b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>NIP</t></is></c>'
        b'<c r="XFD1" t="inlineStr"><is><t>Nama</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>1</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    sheet = open_sheet("a.xlsx", with_part(book(), SHEET, far))
    assert sheet.headings == ["NIP"]
    assert list(sheet.rows({"nip": 0})) == [(1048576, {"nip": "1"})]


HEAD_OF_SHEET = b'<worksheet><sheetData><row r="1">'
END_OF_SHEET = b"</row></sheetData></worksheet>"


@pytest.mark.parametrize(
    ("path", "xml", "code"),
    [
        (SHEET, HEAD_OF_SHEET + b"<c/>" * 20_000 + END_OF_SHEET, "file-wide"),
        (SHEET, HEAD_OF_SHEET + b"<c>" + b"<v/>" * 20_000 + b"</c>" + END_OF_SHEET, "file-wide"),
        (SHEET, b"<a>" * 1_000 + b"</a>" * 1_000, "file-broken"),
        ("xl/sharedStrings.xml", b"<sst><si>" + b"<t/>" * 20_000 + b"</si></sst>", "file-wide"),
        ("xl/styles.xml", b" " * (xlsx.MOST_BYTES_BESIDE + 1), "file-large"),
        ("xl/workbook.xml", b" " * (xlsx.MOST_BYTES_BESIDE + 1), "file-large"),
    ],
)
def test_one_part_that_would_fill_the_memory_is_refused(path, xml, code) -> None:
    with pytest.raises(Invalid, match=code):
        read(with_part(book(), path, xml))


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        (SHEET, b"<worksheet><sheetData>", b"</sheetData></worksheet>"),
        ("xl/sharedStrings.xml", b"<sst>", b"</sst>"),
        ("xl/styles.xml", b"<styleSheet><cellXfs>", b"</cellXfs></styleSheet>"),
    ],
)
def test_what_is_read_does_not_stay_in_memory(path, start, end) -> None:
    # As elements that were kept, 400,000 would take some 40 MB.
    data = with_part(book(), path, start + b"<x/>" * 400_000 + end)
    tracemalloc.start()
    try:
        with contextlib.suppress(Invalid):
            list(xlsx.read(data))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_sheet_of_endless_elements_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS", 100)
    xml = b"<worksheet>" + b"<x/>" * 200 + b"</worksheet>"
    with pytest.raises(Invalid, match="file-large"):
        read(with_part(book(), SHEET, xml))


def test_a_csv_with_thousands_of_columns_has_those_that_a_spreadsheet_would_have() -> None:
    sheet = open_sheet("a.csv", b"NIP;Nama" + b";x" * 20_000 + b"\n1;a\n")
    assert len(sheet.headings) == 200


def test_a_day_that_is_none_condemns_its_cell_alone() -> None:
    file = BytesIO()
    with Workbook(file) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ("NIP", "Nama", "Tanggal Lahir"))
        sheet.write_string(1, 0, NIP)
        # Typed as a number, into a column of days.
        sheet.write_number(1, 2, 11041992, day)
        sheet.write_string(2, 0, NIP)
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")
    assert read(file.getvalue()) == [
        (2, {"nip": NIP, "name": "", "birth_date": "11041992"}),
        (3, {"nip": NIP, "name": "#N/A", "birth_date": ""}),
    ]


def test_columns_with_the_same_heading_are_remembered_each() -> None:
    headings = ["NIP", "Nama", "Nama", "", "—"]
    assert keys_of(headings) == ["nip", "nama", "nama#2", "", "—"]
    remembered = {"nama": "unit_name", "nama#2": "name", "—": "email"}
    assert recognise(headings, remembered) == {"nip": 0, "unit_name": 1, "name": 2, "email": 4}
