"""From an uploaded file to its rows in the database: a lot at a time, each in a short
transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from app.db import db
from app.jobs.actions import Ticket, hold
from app.kit.errors import Conflict, Invalid
from app.kit.progress import Tell
from app.staffing import queries
from app.staffing.columns import REQUIRED, is_example, recognise
from app.staffing.comparing import DAY, Current, Known, as_json, compare, person_of
from app.staffing.models import StaffImport, StaffImportRow
from app.staffing.queries import in_lots
from app.staffing.reading import Sheet, open_sheet
from app.staffing.rows import Fault, Seen, StaffRow, read_row
from app.staffing.units import UnitPlan
from app.web.transaction import transaction


class Checking:
    """`begin`, `stage` and `finish` belong together; each reads what it needs anew, so that a job
    that starts again starts from the file."""

    def __init__(self, ticket: Ticket, import_id: int) -> None:
        self._ticket = ticket
        self.import_id = import_id

    def begin(self) -> bool:
        """Reads the headings, drops what was staged before; whether the columns are known.

        Raises Conflict for an import that is applied, Invalid for a file that cannot be read.
        """
        with transaction():
            hold(self._ticket)
            found = self._import()
            if found.applied_at or found.file is None:
                raise Conflict("staffing.applied")
            self._data, self._name = found.file, found.file_name
            found.checked_at = None
            db.session.execute(
                delete(StaffImportRow).where(StaffImportRow.import_id == self.import_id)
            )
            remembered = queries.remembered_columns(found.agency_id)
        self._sheet: Sheet = open_sheet(self._name, self._data)
        self._columns = recognise(self._sheet.headings, remembered)
        return all(field in self._columns for field in REQUIRED)

    def stage(self, tell: Tell) -> None:
        found = self._import()
        plan = UnitPlan(queries.known_units(found.agency_id))
        today = queries.day_of_upload(found)
        seen, total = Seen(), 0
        for row in self._rows(today):
            total += 1
            tell(total, None, "reading")
            seen.note(row)
            plan.note(row)
        plan.settle()
        known = Known(
            agency_id=found.agency_id,
            day=found.day,
            today=today,
            actor_id=found.created_by_id,
            units=plan,
            positions=queries.known_positions(found.agency_id),
        )
        before = set(known.positions)
        done = 0
        for lot in in_lots(self._rows(today)):
            tell(done, total, "comparing")
            rows, doubled = self._compared(lot, known, seen)
            self._store(rows, doubled)
            done += len(lot)
        for missing in queries.missing_people(found, today=today):
            tell(done, total, "missing")
            self._store([_absent(person, today) for person in missing])
        units, titles = queries.needed(self.import_id)
        self._units = [vars(unit) for unit in plan.to_make(units)]
        self._positions = sorted(title for title in titles if title.casefold() not in before)

    def finish(self, *, at: datetime, is_known: bool) -> None:
        """In the transaction that ends the job."""
        found = self._import()
        found.headings, found.columns = self._sheet.headings, self._columns
        if is_known:
            found.new_units, found.new_positions = self._units, self._positions
            found.checked_at = at

    def _import(self) -> StaffImport:
        statement = select(StaffImport).where(StaffImport.id == self.import_id)
        found = db.session.scalar(statement.execution_options(populate_existing=True))
        if found is None:
            raise Invalid("staffing.gone")
        return found

    def _rows(self, today: date) -> Iterator[StaffRow]:
        for number, cells in self._sheet.rows(self._columns):
            if not is_example(cells):
                yield read_row(number, cells, today=today)

    def _compared(
        self, lot: Sequence[StaffRow], known: Known, seen: Seen
    ) -> tuple[list[dict[str, Any]], dict[int, int]]:
        """Rows to store; and of earlier rows that are about the same people their numbers, with
        those of the rows here."""
        by_nip, by_email = queries.owners(
            [row.nip for row in lot if row.nip], [row.email for row in lot if row.email]
        )
        known.by_nip, known.by_email = by_nip, by_email
        known.people = queries.people({*by_nip.values(), *by_email.values()}, today=known.today)
        known.begun = queries.begun(known.people, today=known.today)
        people = [person_of(row, known) for row in lot]
        doubled = {}
        for row, person in zip(lot, people, strict=True):
            if person and (first := seen.note_person(person.person_id, row.number)):
                doubled[first] = row.number
        found = []
        for row, person in zip(lot, people, strict=True):
            seen.blame(row)
            if person:
                seen.blame_person(row, person.person_id)
            known.units.name(row)
            staged = compare(row, person, known)
            if staged["state"] in ("new", "changed"):
                # The first way of writing a title counts for the rows behind.
                title = staged["position"]
                known.positions.setdefault(title.casefold(), (title, staged["grade"]))
            found.append(staged)
        return found, doubled

    def _store(
        self, rows: Sequence[Mapping[str, Any]], doubled: Mapping[int, int] | None = None
    ) -> None:
        with transaction():
            hold(self._ticket)
            if not queries.holds_still(self.import_id):
                raise Invalid("staffing.gone")
            self._blame_earlier(doubled or {})
            db.session.execute(
                insert(StaffImportRow), [{"import_id": self.import_id, **row} for row in rows]
            )

    def _blame_earlier(self, doubled: Mapping[int, int]) -> None:
        """Before the rows are stored: no two that write are about one person."""
        for row in queries.rows_numbered(self.import_id, doubled):
            if not any(fault["code"].endswith("-twice") for fault in row.faults):
                other = {"row": doubled[row.number or 0]}
                row.blame(as_json(asdict(Fault("staffing.person-twice", "nip", row.nip, other))))
        db.session.flush()


def _absent(person: Current, today: date) -> dict[str, Any]:
    return {
        "number": None,
        "state": "missing",
        "person_id": person.person_id,
        "nip": person.nip or "",
        "name": person.name,
        "email": person.email,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date,
        "education": person.education,
        "performance": person.performance,
        "unit_code": person.unit or "",
        "position": person.position or "",
        "grade": None,
        "rank": person.rank,
        "employment_type": person.type or "",
        "day": today,
        "closes_on": today - DAY,
        "has_new_post": False,
        "has_new_number": False,
        "seen": person.hash,
        "changes": {},
        "faults": [],
    }
