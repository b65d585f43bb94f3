"""A row of a staff list against the person it is about: new, changed, unchanged, leaving, or what
is wrong with it."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from app.kit.nip import NipError, parse_nip
from app.staffing.columns import FIELDS
from app.staffing.rows import LONGEST, Fault, StaffRow
from app.staffing.units import UnitPlan

DAY = timedelta(days=1)
# Whose account nobody has any more, as after their name was taken away; a note and no fault.
UNKNOWN = "staffing.leaver-unknown"
# Of somebody whom nobody knows nothing is kept but the NIP to look up in the file.
MERIT = ("education", "performance")
NAMELESS = {
    **dict.fromkeys(("name", "email", "unit_code", "position", "employment_type"), ""),
    **dict.fromkeys(("birth_place", "birth_date", "grade", "rank", *MERIT)),
}


class Current(NamedTuple):
    """A person as they are; from `agency_id` to `until` the last main post, None without one.
    `until`: its last day, None while there is no end."""

    person_id: int
    name: str
    email: str
    birth_place: str | None
    birth_date: date | None
    is_active: bool
    is_admin: bool
    nip: str | None
    nip_since: date | None
    agency_id: int | None = None
    unit: str | None = None
    position: str | None = None
    type: str | None = None
    rank: str | None = None
    since: date | None = None
    until: date | None = None
    education: str | None = None
    performance: str | None = None

    def as_of(self, day: date) -> "Current":
        """Without a post that is over by then."""
        if self.until is None or self.until >= day:
            return self
        return self._replace(
            agency_id=None, unit=None, position=None, type=None, rank=None, since=None
        )

    @property
    def hash(self) -> str:
        return hashlib.sha256(repr(tuple(self)).encode()).hexdigest()


@dataclass
class Known:
    """What a row is compared with. `day`: for rows without a day of their own; `today`: of the
    upload; `by_nip` also by numbers that somebody had; `positions`: small title → title and grade
    of the agency's positions; `begun`: person → since when their newest post or task runs."""

    agency_id: int
    day: date
    today: date
    actor_id: int
    units: UnitPlan
    positions: dict[str, tuple[str, str | None]]
    people: Mapping[int, Current] = field(default_factory=dict)
    by_nip: Mapping[str, int] = field(default_factory=dict)
    by_email: Mapping[str, int] = field(default_factory=dict)
    begun: Mapping[int, date] = field(default_factory=dict)


def compare(row: StaffRow, person: Current | None, known: Known) -> dict[str, Any]:
    """The columns of a `StaffImportRow`, without those that say whose. `person`: `person_of`."""
    seen = person.hash if person else ""
    person = person and person.as_of(max(row.since or known.day, known.today))
    if row.is_leaving:
        _check_leaving(row, person, known)
    else:
        _check_post(row, person, known)
        _check_email(row, person, known)
    staged = _staged(row, person, known)
    changes = _changes(staged, person) if person else {}
    state = _state(row, person, changes)
    if state == "unchanged" and not person:
        staged |= NAMELESS
    return {
        **staged,
        "seen": seen,
        "state": state,
        "has_new_post": state in ("new", "changed") and (not person or _moves(staged, person)),
        "has_new_number": state == "changed" and "nip" in changes,
        "changes": as_json(changes) if state == "changed" else {},
        "faults": [as_json(asdict(fault)) for fault in sorted(row.faults, key=_place)],
    }


def _place(fault: Fault) -> int:
    return FIELDS.index(fault.column)


def person_of(row: StaffRow, known: Known) -> Current | None:
    """By NIP; by e-mail where a contract employee comes with the number of a new contract, or
    where the NIP cannot be read and the row is an error anyway."""
    person = known.people.get(known.by_nip.get(row.nip, 0))
    if person:
        if person.nip != row.nip:
            row.blame("staffing.nip-former", "nip", row.nip, name=person.name)
        return person
    person = known.people.get(known.by_email.get(row.email, 0))
    if person and (not row.nip or _has_new_contract(row, person)):
        return person
    return None


def _has_new_contract(row: StaffRow, person: Current) -> bool:
    try:
        new, old = parse_nip(row.nip), parse_nip(person.nip or "")
    except NipError:
        return False
    is_same = (new.kind, new.birth_date, new.sex) == (old.kind, old.birth_date, old.sex)
    return is_same and new.kind == "pppk" and person.name.casefold() == row.name.casefold()


def _check_leaving(row: StaffRow, person: Current | None, known: Known) -> None:
    """The same as where one person leaves (`org.leaving`): what began later is history."""
    if person is None:
        if row.nip:
            row.blame(UNKNOWN, "nip", row.nip)
        return
    _check_agency(row, person, known)
    if not person.is_active:
        return
    if person.is_admin or person.person_id == known.actor_id:
        row.blame("staffing.leaver-protected", "status", person.name)
    last_day = row.since or known.day
    begun = known.begun.get(person.person_id)
    if last_day > known.today:
        row.blame("staffing.leaves-later", "since", last_day.isoformat())
    elif begun and begun > last_day:
        row.blame("staffing.since-early", "since", last_day.isoformat(), day=begun)


def _check_agency(row: StaffRow, person: Current | None, known: Known) -> None:
    if person and person.agency_id not in (None, known.agency_id):
        row.blame("staffing.nip-elsewhere", "nip", row.nip, name=person.name)


def _check_post(row: StaffRow, person: Current | None, known: Known) -> None:
    _check_agency(row, person, known)
    has_post = person is not None and person.unit is not None
    for column in ("unit", "position"):
        if not getattr(row, column) and not has_post:
            row.blame(f"staffing.{column}-missing", column, "")
    if row.grade and not row.position and not _has_grade(person, row.grade, known):
        row.blame("staffing.grade-alone", "grade", row.grade)
    if person and person.is_admin and not person.is_active:
        row.blame("staffing.return-protected", "status", person.name)
    if person is None or _moves(_staged(row, person, known), person):
        _check_new_post(row, person, known)
    begins = row.since or known.day
    has_new_number = person and row.nip and row.nip != person.nip
    if person and has_new_number and person.nip_since and person.nip_since >= begins:
        row.blame("staffing.since-early", "since", begins.isoformat(), day=person.nip_since)


def _has_grade(person: Current | None, grade: str, known: Known) -> bool:
    title = (person and person.position) or ""
    return _is_same(known.positions.get(title.casefold(), ("", None))[1], grade)


def _check_new_post(row: StaffRow, person: Current | None, known: Known) -> None:
    begins = row.since or known.day
    code = row.unit or (person and person.unit) or ""
    fault = known.units.fault_of(code, begins) if code else ""
    if fault:
        row.blame(fault, "unit", code)
    if person and person.until and begins <= person.until:
        row.blame("staffing.since-held", "since", begins.isoformat(), day=person.until)
    elif person and person.since and begins < person.since:
        row.blame("staffing.since-early", "since", begins.isoformat(), day=person.since)


def _check_email(row: StaffRow, person: Current | None, known: Known) -> None:
    if not row.email:
        if person is None:
            row.blame("staffing.email-missing", "email", "")
        return
    owner = known.people.get(known.by_email.get(row.email, 0))
    if owner and (person is None or owner.person_id != person.person_id):
        row.blame("staffing.email-taken", "email", row.email, name=owner.name)
    if person and person.is_admin and row.email != person.email:
        row.blame("staffing.email-protected", "email", row.email, name=person.name)


def _staged(row: StaffRow, person: Current | None, known: Known) -> dict[str, Any]:
    """What the file leaves empty stays as it is."""
    day = row.since or known.day
    return {
        "number": row.number,
        "person_id": person.person_id if person else None,
        "nip": row.nip,
        "name": row.name or (person.name if person else ""),
        "email": row.email or (person.email if person else ""),
        "birth_place": row.birth_place or (person.birth_place if person else None),
        "birth_date": row.birth_date or (person.birth_date if person else None),
        **{name: getattr(row, name) or (person and getattr(person, name)) for name in MERIT},
        "unit_code": known.units.code_of(row.unit) or (person and person.unit) or "",
        "position": _title(row, known) or (person and person.position) or "",
        "grade": row.grade,
        "rank": row.rank or (person.rank if person else None),
        "employment_type": row.type or (person and person.type) or "",
        "day": day,
        "closes_on": day - DAY,
    }


def _title(row: StaffRow, known: Known) -> str:
    """As the agency writes it. A grade is part of the title, unless the position of this title is
    of that grade."""
    title, grade = known.positions.get(row.position.casefold(), (row.position, None))
    if not (row.position and row.grade) or _is_same(grade, row.grade):
        return title
    if row.grade.casefold() in row.position.casefold():
        return title
    longer = f"{row.position} {row.grade}"[: LONGEST["position"]]
    return known.positions.get(longer.casefold(), (longer, None))[0]


def _is_same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()


POST = {"unit": "unit_code", "position": "position", "type": "employment_type", "rank": "rank"}
SELF = ("nip", "name", "email", "birth_place", "birth_date", *MERIT)


def _moves(staged: Mapping[str, Any], person: Current) -> bool:
    if person.unit is None:
        return True
    return any(staged[column] != getattr(person, name) for name, column in POST.items())


def _changes(staged: Mapping[str, Any], person: Current) -> dict[str, list[Any]]:
    """Field → [old, new]."""
    pairs = {name: [getattr(person, name), staged[name]] for name in SELF}
    pairs |= {name: [getattr(person, name), staged[column]] for name, column in POST.items()}
    if person.birth_date is None and staged["nip"] == person.nip:
        # It follows from the NIP, which is known.
        del pairs["birth_date"]
    if not person.is_active:
        pairs["status"] = ["left", "active"]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _state(row: StaffRow, person: Current | None, changes: Mapping[str, Any]) -> str:
    if any(fault.code != UNKNOWN for fault in row.faults):
        return "error"
    if row.is_leaving:
        return "leaving" if person and person.is_active else "unchanged"
    if person is None:
        return "new"
    return "changed" if changes else "unchanged"


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
