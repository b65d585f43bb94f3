"""Who leads a unit, from when to when."""

from datetime import date

from sqlalchemy import or_, select

from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.db import db
from app.kit.errors import Conflict, Invalid
from app.org import audited
from app.org.models import Unit, UnitHead
from app.org.periods import (
    end_before,
    is_there,
    lock_agency,
    refuse_leaver,
    take_back,
)
from app.org.units import refuse_outside


def set_head(
    unit: Unit,
    person: Person,
    *,
    kind: str,
    day: date,
    until: date | None = None,
    by_id: int | None = None,
) -> UnitHead:
    """From `day` on; who had the same `kind` (head or acting) ends the day before.

    Raises Conflict where somebody else began, or has a period that reaches, later; Invalid where
    the unit is not there all that time.
    """
    lock_person(person.id)
    lock_agency(unit.agency_id)
    db.session.refresh(unit)
    refuse_outside(unit, day=day, until=until)
    refuse_leaver(person)
    current = _open_head(unit, kind)
    if current and (current.person_id, current.valid_from) == (person.id, day) and not until:
        return current
    end_before(current, day)
    _refuse_overlap(unit, kind, day, until)
    head = UnitHead(unit_id=unit.id, person_id=person.id, kind=kind, valid_from=day, valid_to=until)
    db.session.add(head)
    db.session.flush()
    if current:
        audited.ended(current, old=None, by_id=by_id)
    audited.began(head, by_id=by_id)
    return head


def end_head(head: UnitHead, *, day: date, by_id: int) -> bool:
    """With `day` as the last; whether it would have gone on. Raises Invalid for a day before it
    began."""
    lock_person(head.person_id)
    lock_agency(db.session.get_one(Unit, head.unit_id).agency_id)
    if not is_there(head) or (head.valid_to and head.valid_to <= day):
        return False
    if day < head.valid_from:
        raise Invalid("post.ends-early", day=head.valid_from)
    old, head.valid_to = head.valid_to, day
    db.session.flush()
    audited.ended(head, old=old, by_id=by_id)
    return True


def cancel(head: UnitHead, *, today: date, by_id: int) -> bool:
    """Whether it was still there. Raises Conflict for what has begun."""
    lock_person(head.person_id)
    lock_agency(db.session.get_one(Unit, head.unit_id).agency_id)
    if not is_there(head):
        return False
    take_back(head, today=today)
    audited.taken_back(head, by_id=by_id)
    return True


def _open_head(unit: Unit, kind: str) -> UnitHead | None:
    return db.session.scalar(
        select(UnitHead).where(
            UnitHead.unit_id == unit.id, UnitHead.kind == kind, UnitHead.valid_to.is_(None)
        )
    )


def _refuse_overlap(unit: Unit, kind: str, day: date, until: date | None) -> None:
    other = db.session.scalar(
        select(UnitHead)
        .where(
            UnitHead.unit_id == unit.id,
            UnitHead.kind == kind,
            UnitHead.valid_from <= (until or date.max),
            or_(UnitHead.valid_to.is_(None), UnitHead.valid_to >= day),
        )
        .order_by(UnitHead.valid_from)
        .limit(1)
    )
    if other and other.valid_to:
        raise Conflict("head.until", day=other.valid_to)
    if other:
        raise Conflict("period.later", day=other.valid_from)
