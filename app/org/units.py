"""Changing the tree: new units, names, places, heads, and the end of a unit."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from app.accounts.models import Person
from app.accounts.reach import reaches_unit
from app.db import db, insert_once
from app.kit.errors import Conflict, Invalid
from app.org import audited
from app.org.models import Agency, FormerUnit, Membership, Unit, UnitHead
from app.org.periods import lock_agency
from app.org.tree import UnitTree, read_tree

# A city's agencies are four to six deep.
DEEPEST = 6


@dataclass(frozen=True)
class Concerned:
    """Whom a change of a unit's place takes along."""

    people: int
    units: int


def find_reached(actor: Person, unit_id: int) -> Unit | None:
    """One that an officer looks after; closed ones too."""
    return db.session.scalar(select(Unit).where(Unit.id == unit_id, reaches_unit(actor, Unit.id)))


def create(
    agency: Agency,
    *,
    code: str,
    name: str,
    parent: Unit | None,
    day: date,
    by_id: int | None = None,
) -> Unit:
    """Raises Invalid for a code that the agency has, and for a place too deep or not there."""
    lock_agency(agency.id)
    if parent:
        _refuse_as_parent(parent, agency.id, day)
        _refuse_deep(read_tree(), parent.id, height=1)
    values = {"parent_id": parent.id if parent else None, "valid_from": day}
    if not insert_once(Unit, agency_id=agency.id, code=code, name=name, **values):
        raise Invalid("unit.code-taken", taken=code)
    unit = db.session.scalars(
        select(Unit).where(Unit.agency_id == agency.id, Unit.code == code)
    ).one()
    audited.entered_unit(unit, by_id=by_id)
    return unit


def rename(unit: Unit, *, name: str, day: date, by_id: int | None = None) -> bool:
    """Whether anything changed. Raises Conflict for a day before its last change."""
    _lock(unit)
    return _change(unit, name=name, parent_id=unit.parent_id, day=day, by_id=by_id)


def move(unit: Unit, *, parent: Unit | None, day: date, by_id: int | None = None) -> bool:
    """Below another unit or to the top, with all below it.

    Raises Invalid for the place where it stands, one within itself, in another agency, too deep or
    not there, and for a day before the unit began.
    """
    _lock(unit)
    refuse_outside(unit, day=day, until=day)
    tree = read_tree()
    if parent:
        _refuse_as_parent(parent, unit.agency_id, day)
        if parent.id in tree.below(unit.id):
            raise Invalid("unit.within-itself", name=unit.name)
        _refuse_deep(tree, parent.id, height=_height(tree, unit.id))
    parent_id = parent.id if parent else None
    _refuse_closed(unit)
    if parent_id == unit.parent_id:
        raise Invalid("unit.same-place", name=unit.name)
    return _change(unit, name=unit.name, parent_id=parent_id, day=day, by_id=by_id)


def _change(unit: Unit, *, name: str, parent_id: int | None, day: date, by_id: int | None) -> bool:
    """What it was is kept up to the day before; a second change on a day corrects the first."""
    _refuse_closed(unit)
    if (unit.name, unit.parent_id) == (name, parent_id):
        return False
    if unit.valid_from and day < unit.valid_from:
        raise Conflict("period.later", day=unit.valid_from)
    old = FormerUnit(
        unit_id=unit.id,
        parent_id=unit.parent_id,
        name=unit.name,
        valid_from=unit.valid_from,
        valid_to=day - timedelta(days=1),
    )
    if unit.valid_from != day:
        db.session.add(old)
    unit.name, unit.parent_id, unit.valid_from = name, parent_id, day
    db.session.flush()
    audited.changed_unit(unit, old=old, by_id=by_id)
    return True


def close(unit: Unit, *, day: date, by_id: int | None = None) -> bool:
    """With `day` as its last; whether it was open. What is planned of its heads never begins.

    Raises Conflict while somebody has a post in it, or it has open units below it, after `day`.
    """
    _lock(unit)
    if unit.valid_to is not None:
        return False
    if unit.valid_from and day < unit.valid_from:
        raise Invalid("post.ends-early", day=unit.valid_from)
    left = _left_after(unit, day)
    if left.people or left.units:
        raise Conflict("unit.not-empty", people=left.people, units=left.units)
    unit.valid_to = day
    _end_heads(unit, day, by_id)
    db.session.flush()
    audited.closed_unit(unit, by_id=by_id)
    return True


def _end_heads(unit: Unit, day: date, by_id: int | None) -> None:
    goes_on = or_(UnitHead.valid_to.is_(None), UnitHead.valid_to > day)
    for head in db.session.scalars(select(UnitHead).where(UnitHead.unit_id == unit.id, goes_on)):
        if head.valid_from > day:
            db.session.delete(head)
            audited.taken_back(head, by_id=by_id)
        else:
            old, head.valid_to = head.valid_to, day
            audited.ended(head, old=old, by_id=by_id)


def _left_after(unit: Unit, day: date) -> Concerned:
    people = select(func.count(Membership.person_id.distinct())).where(
        Membership.unit_id == unit.id,
        or_(Membership.valid_to.is_(None), Membership.valid_to > day),
    )
    units = select(func.count()).where(
        Unit.parent_id == unit.id, or_(Unit.valid_to.is_(None), Unit.valid_to > day)
    )
    return Concerned(db.session.scalar(people) or 0, db.session.scalar(units) or 0)


def _lock(unit: Unit) -> None:
    lock_agency(unit.agency_id)
    db.session.refresh(unit)


def refuse_outside(unit: Unit, *, day: date, until: date | None) -> None:
    """Raises Invalid where the unit is not there from `day` to `until`, None for no end."""
    first = first_day(unit)
    if first and day < first:
        raise Invalid("unit.later", name=unit.name, day=first)
    if unit.valid_to and (until or date.max) > unit.valid_to:
        raise Invalid("unit.closed", name=unit.name, day=unit.valid_to)


def first_day(unit: Unit) -> date | None:
    """Under any name and at any place; None where nobody knows of a beginning."""
    earliest = db.session.execute(
        select(FormerUnit.valid_from)
        .where(FormerUnit.unit_id == unit.id)
        .order_by(FormerUnit.valid_to)
        .limit(1)
    ).first()
    return earliest[0] if earliest else unit.valid_from


def _refuse_closed(unit: Unit) -> None:
    if unit.valid_to is not None:
        raise Conflict("unit.closed-itself", name=unit.name, day=unit.valid_to)


def _refuse_as_parent(parent: Unit, agency_id: int, day: date) -> None:
    db.session.refresh(parent)
    if parent.agency_id != agency_id:
        raise Invalid("unit.other-agency", name=parent.name)
    refuse_outside(parent, day=day, until=None)


def _refuse_deep(tree: UnitTree, parent_id: int, *, height: int) -> None:
    if len(tree.path(parent_id)) + height > DEEPEST:
        raise Invalid("unit.too-deep", deepest=DEEPEST)


def _height(tree: UnitTree, unit_id: int) -> int:
    """1 for a unit with nothing below it."""
    depth = len(tree.path(unit_id))
    return max(len(tree.path(one)) for one in tree.below(unit_id)) - depth + 1
