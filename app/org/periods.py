"""Rows that hold from a first to a last day: ending one, and taking back one that lies ahead."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.db import db
from app.kit.errors import Conflict
from app.org.models import Agency, ChosenSupervisor, Membership, UnitHead

Dated = Membership | ChosenSupervisor | UnitHead


def lock_agency(agency_id: int) -> None:
    """Two moves at once could tie a ring that neither sees.

    Who needs a person's lock too (`accounts.queries.lock_person`) takes that one first.
    """
    db.session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update())


def refuse_leaver(person: Person) -> None:
    """Once locked. Raises Conflict."""
    db.session.refresh(person, ["deactivated_at"])
    if person.deactivated_at is not None:
        raise Conflict("post.left", name=person.name)


def is_there(row: Dated) -> bool:
    """Read anew, once its owner is locked: somebody may have changed it or taken it back."""
    return db.session.get(type(row), row.id, populate_existing=True) is not None


def end_before(row: Dated | None, day: date) -> None:
    """The last day of an open row becomes the day before; one that began on `day` was a slip.

    Raises Conflict for one that began later.
    """
    if row is None:
        return
    if row.valid_from > day:
        raise Conflict("period.later", day=row.valid_from)
    if row.valid_from == day:
        db.session.delete(row)
    else:
        row.valid_to = day - timedelta(days=1)
    db.session.flush()


def take_back(row: Dated, *, today: date) -> None:
    """It never begins; what ended the day before goes on, unless something else follows.

    Raises Conflict for what has begun.
    """
    before = goes_on_without(row, today=today)
    db.session.delete(row)
    db.session.flush()
    if before:
        before.valid_to = None
        db.session.flush()


def goes_on_without(row: Dated, *, today: date) -> Dated | None:
    """What ended for its sake. Raises Conflict where it has begun."""
    if row.valid_from <= today:
        raise Conflict("period.begun", day=row.valid_from)
    if isinstance(row, Membership) and not row.is_main:
        return None  # a post beside the main one follows no other
    model: Any = type(row)
    line = _line(row)
    if db.session.scalar(select(model.id).where(*line, model.valid_from > row.valid_from).limit(1)):
        return None
    day_before = row.valid_from - timedelta(days=1)
    before: Dated | None = db.session.scalar(
        select(model).where(*line, model.valid_to == day_before)
    )
    return before


def _line(row: Dated) -> tuple[ColumnElement[bool], ...]:
    """Of which one follows the other."""
    if isinstance(row, UnitHead):
        return UnitHead.unit_id == row.unit_id, UnitHead.kind == row.kind
    if isinstance(row, Membership):
        return Membership.person_id == row.person_id, Membership.kind == "main"
    return (ChosenSupervisor.person_id == row.person_id,)
