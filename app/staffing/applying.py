"""From staged rows to the organisation: in one transaction, set by set, so that the write lock is
held for as short as it can be."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    exists,
    func,
    or_,
    select,
    update,
)

from app.accounts.models import EmployeeNumber, Person
from app.db import db
from app.kit.errors import Conflict, Invalid
from app.org.models import Unit
from app.org.periods import lock_agency
from app.staffing import audited, queries, writing
from app.staffing.comparing import DAY, Current
from app.staffing.leaving import KEEP, deactivate_all, has_begun_later
from app.staffing.models import StaffImport, StaffImportRow
from app.staffing.queries import in_lots

Row = StaffImportRow


def apply_import(
    import_id: int, *, is_whole: bool, by_id: int, at: datetime, today: date
) -> dict[str, int]:
    """Rows of each state as they were applied; `is_whole`: who is missing leaves, too.

    Raises Conflict where it was applied already or is being checked, Invalid where faulty rows
    leave open who is missing.
    """
    found = _claim(import_id, is_whole=is_whole, by_id=by_id, at=at)
    if is_whole and queries.count_unidentified(import_id):
        raise Invalid("staffing.unidentified")
    mine = Row.import_id == import_id
    _lock(mine, found.agency_id)
    leavers = ("leaving", "missing") if is_whole else ("leaving",)
    _let_missing_leave_today(mine, today)
    units = _units_to_make(found)
    counted = mine & Row.state.in_(("new", "changed", *leavers))
    _leave_out_what_changed(counted, today)
    _leave_out_what_cannot_be(counted, found, [unit["code"] for unit in units], today)
    _spare(counted & Row.state.in_(leavers) & (Row.person_id == by_id))
    writing.make_units(units, found.agency_id)
    writing.make_positions(mine, found.agency_id)
    writing.make_people(mine, at=at, today=today)
    writing.change_people(mine, at=at)
    writing.change_numbers(mine)
    writing.keep_merit(mine, by_id=by_id, at=at)
    writing.change_posts(mine, found.agency_id)
    deactivate_all(mine & Row.state.in_(leavers), at=at, today=today)
    told = queries.counts(import_id)
    audited.applied(found, told, by_id=by_id)
    return told


def _claim(import_id: int, *, is_whole: bool, by_id: int, at: datetime) -> StaffImport:
    """One click wins."""
    claimed = db.session.execute(
        update(StaffImport)
        .where(
            StaffImport.id == import_id,
            StaffImport.checked_at.is_not(None),
            StaffImport.applied_at.is_(None),
        )
        .values(applied_at=at, applied_by_id=by_id, is_whole=is_whole, file=None)
        .returning(StaffImport.id)
        .execution_options(**KEEP)
    ).first()
    if claimed is None:
        raise Conflict("staffing.not-open")
    return db.session.get_one(StaffImport, import_id, populate_existing=True)


def _lock(mine: ColumnElement[bool], agency_id: int) -> None:
    """Whoever changes one of these people, or the tree, waits; the people come first, as
    everywhere."""
    whom = select(Row.person_id).where(mine, Row.state.not_in(("error", "unchanged")))
    db.session.execute(
        select(Person.id)
        .where(Person.id.in_(whom))
        .order_by(Person.id)
        # What others write about these people goes on; nobody is deleted.
        .with_for_update(key_share=True)
    )
    lock_agency(agency_id)


def _let_missing_leave_today(mine: ColumnElement[bool], today: date) -> None:
    db.session.execute(
        update(Row)
        .where(mine, Row.state == "missing")
        .values(day=today, closes_on=today - DAY)
        .execution_options(**KEEP)
    )


def _leave_out_what_changed(counted: ColumnElement[bool], today: date) -> None:
    """Rows whose person is no more as they were compared."""
    rows = db.session.execute(
        queries.currents(today)
        .add_columns(Row.id, Row.seen)
        .join(Row, Row.person_id == Person.id)
        .where(counted)
    )
    changed = [one[-2] for one in rows if Current(*one[:-2]).hash != one[-1]]
    for lot in in_lots(changed):
        _leave_out(Row.id.in_(lot))


def _leave_out_what_cannot_be(
    counted: ColumnElement[bool], found: StaffImport, made: Sequence[str], today: date
) -> None:
    """Rows whose address or number is taken by now, or whose unit is closed or not there in the
    very letters; and leavers of whom something has begun since. `made`: codes of new units."""
    has_address = exists().where(
        Person.email == Row.email, Person.id != func.coalesce(Row.person_id, 0)
    )
    has_number = exists().where(
        EmployeeNumber.number == Row.nip,
        EmployeeNumber.person_id != func.coalesce(Row.person_id, 0),
    )
    _leave_out(counted & Row.state.in_(("new", "changed")) & or_(has_address, has_number))
    is_open = Row.unit_code.in_(
        select(Unit.code).where(Unit.agency_id == found.agency_id, Unit.valid_to.is_(None))
    )
    _leave_out(counted & Row.has_new_post & ~or_(is_open, Row.unit_code.in_(made)))
    _leave_out(counted & Row.state.in_(("leaving", "missing")) & has_begun_later(today))


def _spare(applier: ColumnElement[bool]) -> None:
    """Nobody deactivates themselves; the check knows only who uploaded the file."""
    fault = {"code": "staffing.leaver-applies", "column": "status", "value": "", "params": {}}
    db.session.execute(
        update(Row).where(applier).values(state="error", faults=[fault]).execution_options(**KEEP)
    )


def _leave_out(condition: ColumnElement[bool]) -> None:
    db.session.execute(
        update(Row)
        .where(condition)
        .values(state="outdated", has_new_post=False, has_new_number=False)
        .execution_options(**KEEP)
    )


def _units_to_make(found: StaffImport) -> list[dict[str, Any]]:
    """Those whose code is still free, below units that are still open."""
    rows = db.session.execute(
        select(Unit.code, Unit.valid_to).where(Unit.agency_id == found.agency_id)
    ).all()
    taken = {code.casefold() for code, _ in rows}
    is_open = {code.casefold() for code, last_day in rows if last_day is None}
    units = []
    for unit in found.new_units or []:
        code = unit["code"].casefold()
        if code not in taken and unit["parent"].casefold() in is_open:
            units.append(unit)
            is_open.add(code)
    return units
