"""For whom assignments are, in words: the groups, and how many people by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.accounts.models import Person
from app.assignments.models import AssignmentTarget
from app.assignments.targets import Target
from app.db import db
from app.org.models import Position, Unit

# So many show that the right ones are meant.
MOST_NAMES = 10


class Group(NamedTuple):
    """Everybody in a unit and below it, in a position, or in both."""

    unit: str | None
    position: str | None


@dataclass(frozen=True)
class Meant:
    """`names`: the first of the `count` people by name, told to whoever chose them."""

    groups: Sequence[Group] = ()
    count: int = 0
    names: Sequence[str] = ()


def of_targets(targets: Collection[Target]) -> Meant:
    """Of people whom the reader looks after."""
    people = [one.person_id for one in targets if one.person_id]
    units = _titles(Unit.id, Unit.name, [one.unit_id for one in targets])
    positions = _titles(Position.id, Position.title, [one.position_id for one in targets])
    groups = [
        Group(units.get(one.unit_id), positions.get(one.position_id))
        for one in targets
        if not one.person_id
    ]
    names = select(Person.name).where(Person.id.in_(people)).order_by(Person.name, Person.id)
    # Agencies may have positions of one name.
    return Meant(
        list(dict.fromkeys(groups)), len(people), db.session.scalars(names.limit(MOST_NAMES)).all()
    )


def of_assignments(ids: Collection[int]) -> dict[int, Meant]:
    """Assignment id → for whom, without names."""
    groups = _groups_of(ids)
    counts = db.session.execute(
        select(AssignmentTarget.assignment_id, func.count())
        .where(AssignmentTarget.assignment_id.in_(ids), AssignmentTarget.person_id.is_not(None))
        .group_by(AssignmentTarget.assignment_id)
    )
    named = {row[0]: row[1] for row in counts}
    return {one: Meant(groups.get(one, ()), named.get(one, 0)) for one in ids}


def _groups_of(ids: Collection[int]) -> dict[int, list[Group]]:
    rows = db.session.execute(
        select(AssignmentTarget.assignment_id, Unit.name, Position.title)
        .select_from(AssignmentTarget)
        .outerjoin(Unit, Unit.id == AssignmentTarget.unit_id)
        .outerjoin(Position, Position.id == AssignmentTarget.position_id)
        .where(AssignmentTarget.assignment_id.in_(ids), AssignmentTarget.person_id.is_(None))
        .order_by(AssignmentTarget.id)
    )
    found: dict[int, list[Group]] = {}
    for assignment_id, unit, position in rows:
        groups, one = found.setdefault(assignment_id, []), Group(unit, position)
        if one not in groups:
            groups.append(one)
    return found


def _titles(key: Any, title: Any, ids: Collection[int | None]) -> dict[int | None, str]:
    sought = set(ids) - {None}
    if not sought:
        return {}
    return {row[0]: row[1] for row in db.session.execute(select(key, title).where(key.in_(sought)))}
