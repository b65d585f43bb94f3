"""From staged rows to the organisation: in one transaction, set by set, so that the write lock is
held for as short as it can be."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from app.accounts.events import EmailChanged
from app.accounts.links import void_links_of
from app.accounts.models import EmployeeNumber, Person, RoleGrant
from app.db import UtcDateTime, db, insert_missing
from app.kit.errors import Conflict, Invalid
from app.kit.events import tell
from app.org.models import Membership, Position, Unit
from app.org.periods import lock_agency
from app.staffing import audited, queries
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
    _make_units(units, found.agency_id)
    _make_positions(mine, found.agency_id)
    _make_people(mine, at=at, today=today)
    _change_people(mine, at=at)
    _change_numbers(mine)
    _change_posts(mine, found.agency_id)
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


def _make_units(units: Sequence[Mapping[str, Any]], agency_id: int) -> None:
    """A level after the other, since each names its parent's id."""
    ids = {
        code.casefold(): unit_id
        for code, unit_id in db.session.execute(
            select(Unit.code, Unit.id).where(Unit.agency_id == agency_id)
        )
    }
    for unit in units:
        made = Unit(
            agency_id=agency_id,
            parent_id=ids[unit["parent"].casefold()],
            code=unit["code"],
            name=unit["name"],
            # Posts may have begun earlier than anybody entered the unit.
            valid_from=None,
        )
        db.session.add(made)
        db.session.flush()
        ids[unit["code"].casefold()] = made.id


def _make_positions(mine: ColumnElement[bool], agency_id: int) -> None:
    rows = db.session.execute(
        select(Row.position, func.max(Row.grade))
        .where(mine, Row.has_new_post)
        .group_by(Row.position)
    )
    insert_missing(
        Position,
        [{"agency_id": agency_id, "title": title, "grade": grade} for title, grade in rows],
    )


def _make_people(mine: ColumnElement[bool], *, at: datetime, today: date) -> None:
    new = mine & (Row.state == "new")
    moment = literal(at, UtcDateTime())
    db.session.execute(
        insert(Person).from_select(
            ["name", "email", "birth_place", "birth_date", "created_at"],
            select(Row.name, Row.email, Row.birth_place, Row.birth_date, moment).where(new),
        )
    )
    of_row = select(Person.id).where(Person.email == Row.email).scalar_subquery()
    db.session.execute(update(Row).where(new).values(person_id=of_row).execution_options(**KEEP))
    db.session.execute(
        insert(EmployeeNumber).from_select(
            ["person_id", "number", "valid_from"],
            select(Row.person_id, Row.nip, Row.day).where(new),
        )
    )
    db.session.execute(
        insert(RoleGrant).from_select(
            ["person_id", "role", "valid_from"],
            select(Row.person_id, literal("employee"), literal(today)).where(new),
        )
    )


def _change_people(mine: ColumnElement[bool], *, at: datetime) -> None:
    changed = mine & (Row.state == "changed")
    moved = _who_moved(changed)
    for lot in in_lots(moved):
        void_links_of(select(Person.id).where(Person.id.in_(lot)), at=at)
    db.session.execute(
        update(Person)
        .where(changed, Row.person_id == Person.id)
        .values(
            name=Row.name,
            email=Row.email,
            birth_place=Row.birth_place,
            birth_date=Row.birth_date,
            deactivated_at=None,
        )
        .execution_options(**KEEP)
    )
    for person_id in moved:
        tell(EmailChanged(person_id, at))


def _who_moved(changed: ColumnElement[bool]) -> Sequence[int]:
    """People who get another address."""
    return db.session.scalars(
        select(Person.id)
        .join(Row, Row.person_id == Person.id)
        .where(changed, Person.email != Row.email)
        .order_by(Person.id)
    ).all()


def _change_numbers(mine: ColumnElement[bool]) -> None:
    """A contract employee's number of a new contract; the one before ends the day before."""
    moved = mine & Row.has_new_number
    db.session.execute(
        update(EmployeeNumber)
        .where(moved, Row.person_id == EmployeeNumber.person_id, EmployeeNumber.valid_to.is_(None))
        .values(valid_to=Row.closes_on)
        .execution_options(**KEEP)
    )
    db.session.execute(
        insert(EmployeeNumber).from_select(
            ["person_id", "number", "valid_from"],
            select(Row.person_id, Row.nip, Row.day).where(moved),
        )
    )


def _change_posts(mine: ColumnElement[bool], agency_id: int) -> None:
    """The main post before ends the day before; one that began on the day was a slip."""
    moves = mine & Row.has_new_post
    is_open = Membership.is_main & Membership.valid_to.is_(None)
    is_slip = exists().where(
        moves, Row.person_id == Membership.person_id, Row.day == Membership.valid_from
    )
    db.session.execute(delete(Membership).where(is_open, is_slip).execution_options(**KEEP))
    db.session.execute(
        update(Membership)
        .where(moves, Row.person_id == Membership.person_id, is_open)
        .values(valid_to=Row.closes_on)
        .execution_options(**KEEP)
    )
    wanted = db.session.scalar(select(func.count()).where(moves))
    made = db.session.execute(
        insert(Membership).from_select(
            [
                "person_id",
                "unit_id",
                "position_id",
                "employment_type",
                "rank",
                "kind",
                "valid_from",
            ],
            select(
                Row.person_id,
                Unit.id,
                Position.id,
                Row.employment_type,
                Row.rank,
                literal("main"),
                Row.day,
            )
            .join(Unit, (Unit.agency_id == agency_id) & (Unit.code == Row.unit_code))
            .join(Position, (Position.agency_id == agency_id) & (Position.title == Row.position))
            .where(moves),
        ),
        execution_options={"preserve_rowcount": True},
    )
    count: int = made.rowcount  # type: ignore[attr-defined]
    if count != wanted:
        # Somebody's post would be closed and none opened.
        raise RuntimeError(f"{count} of {wanted} posts were opened")
