"""One row of a staff list, read and checked by itself: all its faults, not the first alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.kit.nip import NOISE, ROUNDED, Nip, NipError, parse_nip
from app.staffing.dates import read_date
from app.staffing.merit import education_of, performance_of

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST = {
    "name": 200,
    "email": 254,
    "unit": 40,
    "unit_name": 200,
    "parent": 40,
    "position": 200,
    "grade": 40,
    "rank": 60,
    "birth_place": 100,
}
TYPES = {
    "pns": "pns",
    "pegawainegerisipil": "pns",
    "pppk": "pppk",
    "p3k": "pppk",
    "pegawaipemerintahdenganperjanjiankerja": "pppk",
}
ACTIVE = {"", "aktif", "active"}
LEFT = {"keluar", "left", "nonaktif", "tidakaktif", "pensiun", "pindah", "meninggal", "inactive"}
YEARS = range(1900, 2101)
# What a spreadsheet stores for a formula that fails.
FAILED = re.compile(r"#(N/A|GETTING_DATA|[A-Z0-9/_]+[!?])")


@dataclass(frozen=True)
class Fault:
    """`code`: of the message that says what is wrong and what to do; `column`: the field."""

    code: str
    column: str
    value: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass
class StaffRow:
    """What is empty in the file is empty here: it leaves what is known as it is."""

    number: int
    nip: str = ""
    name: str = ""
    email: str = ""
    unit: str = ""
    unit_name: str = ""
    parent: str = ""
    position: str = ""
    grade: str | None = None
    rank: str | None = None
    type: str = ""
    since: date | None = None
    birth_place: str | None = None
    birth_date: date | None = None
    education: str | None = None
    performance: str | None = None
    is_leaving: bool = False
    faults: list[Fault] = field(default_factory=list)

    def blame(self, code: str, column: str, value: str, **params: Any) -> None:
        self.faults.append(Fault(code, column, value, params))


def read_row(number: int, cells: Mapping[str, str], *, today: date | None = None) -> StaffRow:
    """`cells`: field → text, for the columns that the file has; `today`: nobody is born later."""
    row = StaffRow(number)
    failed = {column: text for column, text in cells.items() if FAILED.fullmatch(text)}
    cells = {column: "" if column in failed else text for column, text in cells.items()}
    _read_texts(row, cells)
    for column in ("since", "birth_date"):
        setattr(row, column, _read_day(row, column, cells.get(column, "")))
    nip = _read_nip(row, cells.get("nip", ""), today)
    _read_type(row, cells.get("type", ""), nip)
    _read_merit(row, cells)
    _read_status(row, cells.get("status", ""))
    _compare_days(row, nip, cells)
    # Not also that it is missing.
    row.faults = [fault for fault in row.faults if fault.column not in failed]
    for column, text in failed.items():
        row.blame("staffing.cell-failed", column, text)
    return row


def _read_texts(row: StaffRow, cells: Mapping[str, str]) -> None:
    for column, longest in LONGEST.items():
        text = cells.get(column, "")
        if len(text) > longest:
            row.blame("staffing.text-long", column, text, longest=longest)
            continue
        setattr(row, column, text or getattr(row, column))
    row.email = row.email.lower()
    if not cells.get("name"):
        row.blame("staffing.name-missing", "name", "")
    if row.email and not EMAIL.fullmatch(row.email):
        row.blame("staffing.email-invalid", "email", row.email)


def _read_day(row: StaffRow, column: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = read_date(text)
    except ValueError:
        row.blame("staffing.date-unreadable", column, text)
        return None
    if day.year not in YEARS:
        row.blame("staffing.date-year", column, text)
        return None
    return day


def _read_nip(row: StaffRow, text: str, today: date | None) -> Nip | None:
    try:
        nip = parse_nip(text, today=today)
    except NipError as error:
        row.blame(_fault_of(text, error), "nip", text, digits=len(NOISE.sub("", text)))
        return None
    row.nip = nip.digits
    return nip


def _fault_of(text: str, error: NipError) -> str:
    """Length alone does not tell what to do."""
    if error.code != "nip.length":
        return error.code
    signs = NOISE.sub("", text)
    if not signs:
        return "staffing.nip-missing"
    if ROUNDED.fullmatch(signs):
        return "nip.rounded"
    return "staffing.nip-length" if re.fullmatch("[0-9]+", signs) else "staffing.nip-letters"


def _read_type(row: StaffRow, text: str, nip: Nip | None) -> None:
    """The NIP tells where the cell is empty."""
    said = TYPES.get(_letters(text), "")
    if text and not said:
        row.blame("staffing.type-unknown", "type", text)
    elif said and nip and said != nip.kind:
        row.blame("staffing.type-differs", "type", text, kind=nip.kind.upper())
    row.type = said or (nip.kind if nip else "")


def _read_merit(row: StaffRow, cells: Mapping[str, str]) -> None:
    for column, code_of in (("education", education_of), ("performance", performance_of)):
        text = cells.get(column, "")
        setattr(row, column, code_of(text))
        if text and getattr(row, column) is None:
            row.blame(f"staffing.{column}-unknown", column, text)


def _read_status(row: StaffRow, text: str) -> None:
    said = _letters(text)
    row.is_leaving = said in LEFT
    if said not in ACTIVE | LEFT:
        row.blame("staffing.status-unknown", "status", text)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _compare_days(row: StaffRow, nip: Nip | None, cells: Mapping[str, str]) -> None:
    born = row.birth_date
    if nip and born and born != nip.birth_date:
        row.blame(
            "staffing.birth-date-differs", "birth_date", cells["birth_date"], nip=nip.birth_date
        )
    born = nip.birth_date if nip else born
    if born and row.since and row.since <= born:
        row.blame("staffing.date-before-birth", "since", cells["since"])
    row.birth_date = row.birth_date or (nip.birth_date if nip else None)


@dataclass
class Seen:
    """What must stand in a file once, with the numbers of the first and the last row; `people`: by
    id, since two different NIPs can be one person's."""

    nips: dict[str, tuple[int, ...]] = field(default_factory=dict)
    emails: dict[str, tuple[int, ...]] = field(default_factory=dict)
    people: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def note(self, row: StaffRow) -> None:
        for values, value in ((self.nips, row.nip), (self.emails, row.email)):
            if value:
                values[value] = (*values.get(value, ())[:1], row.number)

    def blame(self, row: StaffRow) -> None:
        """Of rows with the same value each is told of another: nobody knows which is right."""
        for values, column in ((self.nips, "nip"), (self.emails, "email")):
            value = getattr(row, column)
            others = [number for number in values.get(value, ()) if number != row.number]
            if others:
                row.blame(f"staffing.{column}-twice", column, value, row=others[0])

    def note_person(self, person_id: int, number: int) -> int | None:
        """The number of the first row about the same person, if it is another."""
        first = self.people.get(person_id, (number,))[0]
        self.people[person_id] = (first, number)
        return first if first != number else None

    def blame_person(self, row: StaffRow, person_id: int) -> None:
        """Unless the row was told already that another holds the same."""
        others = [number for number in self.people[person_id] if number != row.number]
        if others and not any(fault.code.endswith("-twice") for fault in row.faults):
            row.blame("staffing.person-twice", "nip", row.nip, row=others[0])
