"""Who leaves, and who comes back after all."""

from datetime import date, datetime

from sqlalchemy import or_, select

from app.accounts.actions import end_sign_ins
from app.accounts.models import Person
from app.accounts.queries import lock_person, roles_of
from app.accounts.roles import has_other_admin
from app.db import db
from app.kit.errors import Conflict, Invalid
from app.org import audited
from app.org.models import ChosenSupervisor, Membership, UnitHead
from app.org.periods import Dated


def deactivate(
    person: Person, *, last_day: date, today: date, at: datetime, by_id: int | None = None
) -> bool:
    """Posts end, so does what they lead and whom they supervise by hand; whether it was still open.

    The account is shut at once, on `last_day` or later. What is planned for after `today` never
    begins. Raises Invalid where something began after `last_day`: that is history. Raises Conflict
    for the last administrator.
    """
    lock_person(person.id)
    db.session.refresh(person)
    if person.deactivated_at is not None:
        return False
    if "admin" in roles_of(person.id, day=today) and not has_other_admin(person.id, today):
        raise Conflict("role.last-admin")
    rows = _rows_after(person, last_day)
    _refuse_begun(person, rows, last_day, today)
    for row in rows:
        _end(row, last_day, by_id)
    person.deactivated_at = at
    end_sign_ins(person.id, at=at)
    audited.deactivated(person, last_day=last_day, by_id=by_id)
    db.session.flush()
    return True


def reactivate(person: Person, *, by_id: int | None = None) -> bool:
    """The account alone, with its roles: posts are given anew. Whether it was shut.

    Raises Conflict where nobody knows any more whose it was.
    """
    lock_person(person.id)
    db.session.refresh(person)
    if person.deactivated_at is None:
        return False
    if person.anonymised_at is not None:
        raise Conflict("person.anonymised")
    person.deactivated_at = None
    audited.reactivated(person, by_id=by_id)
    db.session.flush()
    return True


def _rows_after(person: Person, day: date) -> list[Dated]:
    """What of the person goes on after `day`, as the database has it by now."""
    found: list[Dated] = []
    for model, owners in (
        (Membership, (Membership.person_id,)),
        (UnitHead, (UnitHead.person_id,)),
        (ChosenSupervisor, (ChosenSupervisor.person_id, ChosenSupervisor.supervisor_id)),
    ):
        is_theirs = or_(*(column == person.id for column in owners))
        goes_on = or_(model.valid_to.is_(None), model.valid_to > day)
        rows = select(model).where(is_theirs, goes_on).execution_options(populate_existing=True)
        found += db.session.scalars(rows)
    return found


def _refuse_begun(person: Person, rows: list[Dated], last_day: date, today: date) -> None:
    begun = [row.valid_from for row in rows if last_day < row.valid_from <= today]
    if begun:
        raise Invalid("leaving.begun", name=person.name, day=max(begun))


def _end(row: Dated, last_day: date, by_id: int | None) -> None:
    if row.valid_from > last_day:
        db.session.delete(row)
        audited.taken_back(row, by_id=by_id)
        return
    old, row.valid_to = row.valid_to, last_day
    audited.ended(row, old=old, by_id=by_id)
