"""Every kind of fault of a row by itself, planted by hand."""

from datetime import date

import pytest

from app.staffing.dates import read_date
from app.staffing.rows import Seen, read_row

GOOD = {
    "nip": "199204112019032003",
    "name": "Ana Lestari",
    "email": "Ana@kota.go.id",
    "unit": "D.01",
    "position": "Analis",
    "type": "PNS",
    "since": "02/01/2026",
    "birth_date": "11 April 1992",
    "status": "aktif",
}
FAULTS = [
    ("nip", "", "staffing.nip-missing"),
    ("nip", "19920411201903200", "staffing.nip-length"),
    ("nip", "1992041120190320031", "staffing.nip-length"),
    ("nip", "19920411201903200O", "staffing.nip-letters"),
    ("nip", "1,99204E+17", "nip.rounded"),
    ("nip", "1.9920411201903201E+17", "nip.rounded"),
    ("nip", "199204112019032000", "nip.rounded"),
    ("nip", "199202302019032003", "nip.birth-date"),
    ("nip", "199204112019132003", "nip.appointment"),
    ("nip", "199204112019192003", "nip.appointment"),
    ("nip", "199204112019033003", "nip.sex"),
    ("name", "", "staffing.name-missing"),
    ("name", "A" * 201, "staffing.text-long"),
    ("email", "ana kota.go.id", "staffing.email-invalid"),
    ("email", "ana@kota", "staffing.email-invalid"),
    ("type", "honorer", "staffing.type-unknown"),
    ("type", "PPPK", "staffing.type-differs"),
    ("since", "kemarin", "staffing.date-unreadable"),
    ("since", "31/02/2026", "staffing.date-unreadable"),
    ("since", "02/01/2926", "staffing.date-year"),
    ("since", "02/01/1986", "staffing.date-before-birth"),
    ("birth_date", "12/04/1992", "staffing.birth-date-differs"),
    ("status", "cuti", "staffing.status-unknown"),
]


def test_a_row_without_fault_is_read() -> None:
    row = read_row(7, {**GOOD, "nip": "'19920411 201903 2 003"})
    assert row.faults == []
    assert (row.number, row.nip, row.email) == (7, "199204112019032003", "ana@kota.go.id")
    assert (row.since, row.birth_date) == (date(2026, 1, 2), date(1992, 4, 11))
    assert (row.type, row.is_leaving) == ("pns", False)


@pytest.mark.parametrize(("column", "value", "code"), FAULTS)
def test_a_fault_is_told_with_its_column_and_value(column, value, code) -> None:
    row = read_row(2, {**GOOD, column: value})
    assert (code, column, value) in [(f.code, f.column, f.value) for f in row.faults]


def test_all_faults_of_a_row_are_told() -> None:
    row = read_row(2, {**GOOD, "name": "", "email": "x", "since": "?"})
    assert [fault.column for fault in row.faults] == ["name", "email", "since"]


def test_the_nip_tells_type_and_birth_date_where_the_file_is_silent() -> None:
    row = read_row(2, {"nip": "199308262022211001", "name": "Gita"})
    assert (row.type, row.birth_date) == ("pppk", date(1993, 8, 26))


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "#NAME?"])
def test_a_formula_that_failed_is_a_fault_and_no_value(text) -> None:
    row = read_row(2, {**GOOD, "name": text, "nip": text})
    assert (row.name, row.nip) == ("", "")
    assert [(f.code, f.column, f.value) for f in row.faults] == [
        ("staffing.cell-failed", "nip", text),
        ("staffing.cell-failed", "name", text),
    ]


def test_rows_with_the_same_nip_or_address_name_each_other() -> None:
    first, second, other = (
        read_row(2, GOOD),
        read_row(5, GOOD),
        read_row(6, {**GOOD, "nip": "199001302015042002", "birth_date": "", "email": "d@k.go.id"}),
    )
    seen = Seen()
    for row in (first, second, other):
        seen.note(row)
    for row in (first, second, other):
        seen.blame(row)
    assert [(f.code, f.params["row"]) for f in first.faults] == [
        ("staffing.nip-twice", 5),
        ("staffing.email-twice", 5),
    ]
    assert [f.params["row"] for f in second.faults] == [2, 2]
    assert other.faults == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-02", date(2026, 1, 2)),
        ("2026-01-02 00:00:00", date(2026, 1, 2)),
        ("2/1/2026", date(2026, 1, 2)),
        ("02.01.2026", date(2026, 1, 2)),
        ("17 Agustus 1999", date(1999, 8, 17)),
        ("5-Okt-2020", date(2020, 10, 5)),
    ],
)
def test_days_are_read_as_they_are_written_here(text, day) -> None:
    assert read_date(text) == day


def test_nobody_in_the_file_is_born_tomorrow() -> None:
    row = read_row(2, GOOD, today=date(1992, 4, 10))
    assert "nip.future" in [fault.code for fault in row.faults]
