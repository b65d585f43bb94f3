"""What an import writes: units, positions, people and their posts, a statement for all of each.

`mine`: the rows of the import; what is not to be applied has been taken out of their states before.
"""

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

from app.accounts.events import EmailsChanged
from app.accounts.links import void_links_of
from app.accounts.models import EmployeeNumber, Person, RoleGrant
from app.db import UtcDateTime, db, insert_missing
from app.kit.events import tell
from app.org.models import Membership, Merit, Position, Unit
from app.staffing.leaving import KEEP
from app.staffing.models import StaffImportRow
from app.staffing.queries import in_lots

Row = StaffImportRow


def make_units(units: Sequence[Mapping[str, Any]], agency_id: int) -> None:
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


def make_positions(mine: ColumnElement[bool], agency_id: int) -> None:
    rows = db.session.execute(
        select(Row.position, func.max(Row.grade))
        .where(mine, Row.has_new_post)
        .group_by(Row.position)
    )
    insert_missing(
        Position,
        [{"agency_id": agency_id, "title": title, "grade": grade} for title, grade in rows],
    )


def make_people(mine: ColumnElement[bool], *, at: datetime, today: date) -> None:
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


def change_people(mine: ColumnElement[bool], *, at: datetime) -> None:
    changed = mine & (Row.state == "changed")
    moved = _who_moved(changed)
    for lot in in_lots(list(moved)):
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
    if moved:
        tell(EmailsChanged(moved, at))


def _who_moved(changed: ColumnElement[bool]) -> dict[int, str]:
    """People who get another address, with the one of today."""
    rows = db.session.execute(
        select(Person.id, Person.email)
        .join(Row, Row.person_id == Person.id)
        .where(changed, Person.email != Row.email)
        .order_by(Person.id)
    )
    return dict(rows.all())


def change_numbers(mine: ColumnElement[bool]) -> None:
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


def keep_merit(mine: ColumnElement[bool], *, by_id: int, at: datetime) -> None:
    """Only where the list says something else: who typed the rest, and when, stays."""
    written = mine & Row.state.in_(("new", "changed"))
    moment = literal(at, UtcDateTime())
    differs = or_(
        Merit.education.is_distinct_from(Row.education),
        Merit.performance.is_distinct_from(Row.performance),
    )
    db.session.execute(
        update(Merit)
        .where(written, Row.person_id == Merit.person_id, differs)
        .values(education=Row.education, performance=Row.performance, by_id=by_id, at=moment)
        .execution_options(**KEEP)
    )
    is_said = or_(Row.education.is_not(None), Row.performance.is_not(None))
    is_kept = exists().where(Merit.person_id == Row.person_id)
    db.session.execute(
        insert(Merit).from_select(
            ["person_id", "education", "performance", "by_id", "at"],
            select(Row.person_id, Row.education, Row.performance, literal(by_id), moment).where(
                written, is_said, ~is_kept
            ),
        )
    )


def change_posts(mine: ColumnElement[bool], agency_id: int) -> None:
    """Raises RuntimeError where somebody's post would be closed and none opened."""
    moves = mine & Row.has_new_post
    _end_posts(moves)
    wanted = db.session.scalar(select(func.count()).where(moves))
    count = _open_posts(moves, agency_id)
    if count != wanted:
        raise RuntimeError(f"{count} of {wanted} posts were opened")


def _end_posts(moves: ColumnElement[bool]) -> None:
    """The main post before ends the day before; one that began on the day was a slip."""
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


def _open_posts(moves: ColumnElement[bool], agency_id: int) -> int:
    """How many there were."""
    held = {
        "person_id": Row.person_id,
        "unit_id": Unit.id,
        "position_id": Position.id,
        "employment_type": Row.employment_type,
        "rank": Row.rank,
        "kind": literal("main"),
        "valid_from": Row.day,
    }
    posts = (
        select(*held.values())
        .join(Unit, (Unit.agency_id == agency_id) & (Unit.code == Row.unit_code))
        .join(Position, (Position.agency_id == agency_id) & (Position.title == Row.position))
        .where(moves)
    )
    made = db.session.execute(
        insert(Membership).from_select(list(held), posts),
        execution_options={"preserve_rowcount": True},
    )
    count: int = made.rowcount  # type: ignore[attr-defined]
    return count
