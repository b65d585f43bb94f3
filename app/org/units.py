"""Changing the tree: new units, names, places, heads, and the end of a unit."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from app.accounts.models import Person
from app.db import db, insert_once
from app.kit.errors import Conflict, Invalid
from app.org.actions import end_before
from app.org.models import Agency, FormerUnit, Membership, Unit, UnitHead
from app.org.tree import UnitTree, read_tree

# A city's agencies are four to six deep.
DEEPEST = 6


@dataclass(frozen=True)
class Concerned:
    """Whom a change of a unit's place takes along."""

    people: int
    units: int


def create(agency: Agency, *, code: str, name: str, parent: Unit | None, day: date) -> Unit:
    """Raises Invalid for a code that the agency has, and for a place too deep."""
    lock(agency.id)
    if parent:
        _refuse_foreign(parent, agency.id)
        _refuse_deep(read_tree(), parent.id, height=1)
    values = {"parent_id": parent.id if parent else None, "valid_from": day}
    if not insert_once(Unit, agency_id=agency.id, code=code, name=name, **values):
        raise Invalid("unit.code-taken", taken=code)
    return db.session.scalars(
        select(Unit).where(Unit.agency_id == agency.id, Unit.code == code)
    ).one()


def rename(unit: Unit, *, name: str, day: date) -> bool:
    """Whether anything changed. Raises Conflict for a day before its last change."""
    return _change(unit, name=name, parent_id=unit.parent_id, day=day)


def move(unit: Unit, *, parent: Unit | None, day: date) -> bool:
    """Below another unit or to the top, with all below it; whether anything changed.

    Raises Invalid for a place within itself, in another agency or too deep.
    """
    lock(unit.agency_id)
    tree = read_tree()
    if parent:
        _refuse_foreign(parent, unit.agency_id)
        if parent.id in tree.below(unit.id):
            raise Invalid("unit.within-itself", name=unit.name)
        _refuse_deep(tree, parent.id, height=_height(tree, unit.id))
    return _change(unit, name=unit.name, parent_id=parent.id if parent else None, day=day)


def _change(unit: Unit, *, name: str, parent_id: int | None, day: date) -> bool:
    """What it was is kept up to the day before; a second change on a day corrects the first."""
    lock(unit.agency_id)
    if (unit.name, unit.parent_id) == (name, parent_id):
        return False
    if unit.valid_from and day < unit.valid_from:
        raise Conflict("period.later", day=unit.valid_from)
    if unit.valid_from != day:
        db.session.add(
            FormerUnit(
                unit_id=unit.id,
                parent_id=unit.parent_id,
                name=unit.name,
                valid_from=unit.valid_from,
                valid_to=day - timedelta(days=1),
            )
        )
    unit.name, unit.parent_id, unit.valid_from = name, parent_id, day
    db.session.flush()
    return True


def set_head(
    unit: Unit, person: Person, *, kind: str, day: date, until: date | None = None
) -> UnitHead:
    """From `day` on; who had the same `kind` (head or acting) ends the day before.

    Raises Conflict where somebody else began, or has a period that reaches, later.
    """
    lock(unit.agency_id)
    current = _open_head(unit, kind)
    if current and (current.person_id, current.valid_from) == (person.id, day) and not until:
        return current
    end_before(current, day)
    _refuse_overlap(unit, kind, day)
    head = UnitHead(unit_id=unit.id, person_id=person.id, kind=kind, valid_from=day, valid_to=until)
    db.session.add(head)
    db.session.flush()
    return head


def _refuse_overlap(unit: Unit, kind: str, day: date) -> None:
    last = db.session.scalar(
        select(func.max(UnitHead.valid_to)).where(
            UnitHead.unit_id == unit.id, UnitHead.kind == kind, UnitHead.valid_to >= day
        )
    )
    if last:
        raise Conflict("head.until", day=last)


def end_head(head: UnitHead, *, day: date) -> bool:
    """With `day` as the last; whether it was open. Raises Invalid for a day before it began."""
    if head.valid_to is not None and head.valid_to <= day:
        return False
    if day < head.valid_from:
        raise Invalid("post.ends-early", day=head.valid_from)
    head.valid_to = day
    db.session.flush()
    return True


def close(unit: Unit, *, day: date) -> bool:
    """With `day` as its last; whether it was open.

    Raises Conflict while somebody has a post in it, or it has open units below it, after `day`.
    """
    lock(unit.agency_id)
    if unit.valid_to is not None:
        return False
    if unit.valid_from and day < unit.valid_from:
        raise Invalid("post.ends-early", day=unit.valid_from)
    left = _left_after(unit, day)
    if left.people or left.units:
        raise Conflict("unit.not-empty", people=left.people, units=left.units)
    unit.valid_to = day
    for head in db.session.scalars(
        select(UnitHead).where(UnitHead.unit_id == unit.id, UnitHead.valid_to.is_(None))
    ):
        end_before(head, day + timedelta(days=1))
    db.session.flush()
    return True


def _left_after(unit: Unit, day: date) -> Concerned:
    people = select(func.count(Membership.person_id.distinct())).where(
        Membership.unit_id == unit.id,
        or_(Membership.valid_to.is_(None), Membership.valid_to > day),
    )
    units = select(func.count()).where(
        Unit.parent_id == unit.id, or_(Unit.valid_to.is_(None), Unit.valid_to > day)
    )
    return Concerned(db.session.scalar(people) or 0, db.session.scalar(units) or 0)


def lock(agency_id: int) -> None:
    """Two moves at once could tie a ring that neither sees."""
    db.session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update())


def _open_head(unit: Unit, kind: str) -> UnitHead | None:
    return db.session.scalar(
        select(UnitHead).where(
            UnitHead.unit_id == unit.id, UnitHead.kind == kind, UnitHead.valid_to.is_(None)
        )
    )


def _refuse_foreign(parent: Unit, agency_id: int) -> None:
    if parent.agency_id != agency_id:
        raise Invalid("unit.other-agency", name=parent.name)


def _refuse_deep(tree: UnitTree, parent_id: int, *, height: int) -> None:
    if len(tree.path(parent_id)) + height > DEEPEST:
        raise Invalid("unit.too-deep", deepest=DEEPEST)


def _height(tree: UnitTree, unit_id: int) -> int:
    """1 for a unit with nothing below it."""
    depth = len(tree.path(unit_id))
    return max(len(tree.path(one)) for one in tree.below(unit_id)) - depth + 1
