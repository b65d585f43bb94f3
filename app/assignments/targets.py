"""Whom an assignment is for, and who that is on a day."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.accounts.reach import OFFICERS, reaches, reaches_all, reaches_unit
from app.assignments.models import AssignmentTarget
from app.db import db
from app.org.models import Membership, Position, Unit
from app.org.queries import valid_on

# A browser searches them as one types.
MOST_TITLES = 1000


@dataclass(frozen=True)
class Target:
    """One person; or everybody in a unit and those below it, in a position, or in both."""

    person_id: int | None = None
    position_id: int | None = None
    unit_id: int | None = None


def of_people(person_ids: Iterable[int]) -> list[Target]:
    return [Target(person_id=person_id) for person_id in person_ids]


def of_positions(
    position_ids: Sequence[int], unit_id: int | None, *, actor: Person
) -> list[Target]:
    """In a unit and below it, or, where that is None, wherever the officer looks after."""
    if unit_id or reaches_all(actor):
        roots: list[int | None] = [unit_id]
    else:
        roots = [*sorted(actor.grants.units(*OFFICERS))]
    return [Target(position_id=one, unit_id=root) for one in position_ids for root in roots]


def positions_titled(title: str) -> list[int]:
    """Ids; of several where agencies have positions of one name."""
    same = func.lower(Position.title) == title.lower()
    return list(db.session.scalars(select(Position.id).where(same).order_by(Position.id)))


def titles_within_reach(actor: Person, *, day: date) -> Sequence[str]:
    """Of the positions that people whom the officer looks after hold on `day`; for a list to choose
    from, so the first `MOST_TITLES`."""
    held = select(Membership.position_id).where(
        Membership.is_main, valid_on(day), reaches_unit(actor, Membership.unit_id)
    )
    titles = select(Position.title).where(Position.id.in_(held)).distinct()
    return db.session.scalars(titles.order_by(Position.title).limit(MOST_TITLES)).all()


def split_people(words: str) -> list[str]:
    """By lines, commas and semicolons; spaces may stand within a NIP."""
    return [one.strip() for one in re.split(r"[\n,;]", words) if one.strip()]


def read_people(words: str, *, actor: Person) -> tuple[list[int], list[str]]:
    """Ids of the active people whom the officer looks after by e-mail or current NIP, as
    `split_people` reads them; and the words that name nobody."""
    lines = {line.lower() for line in split_people(words)}
    digits = {"".join(line.split()) for line in lines}
    rows = db.session.execute(
        select(Person.id, Person.email, EmployeeNumber.number)
        .outerjoin(EmployeeNumber, current_number())
        .where(
            Person.deactivated_at.is_(None),
            or_(Person.email.in_(lines), EmployeeNumber.number.in_(digits)),
            reaches(actor, Person.id),
        )
        .order_by(Person.id)
    ).all()
    known = {login for row in rows for login in row[1:]}
    unknown = [line for line in lines if not {line, "".join(line.split())} & known]
    return [row.id for row in rows], sorted(unknown)


def targets_of(assignment_id: int) -> list[tuple[int, Target]]:
    """With their ids, without those of one person."""
    rows = db.session.execute(
        select(AssignmentTarget.id, AssignmentTarget.position_id, AssignmentTarget.unit_id)
        .where(
            AssignmentTarget.assignment_id == assignment_id, AssignmentTarget.person_id.is_(None)
        )
        .order_by(AssignmentTarget.id)
    )
    return [(row.id, Target(None, row.position_id, row.unit_id)) for row in rows]


def is_meant(targets: Collection[Target], day: date) -> ColumnElement[bool]:
    """A condition on `Person`; whoever has left is never meant."""
    people = [target.person_id for target in targets if target.person_id]
    groups = [target for target in targets if not target.person_id]
    return or_(Person.id.in_(people), *(Person.id.in_(members_of(one, day)) for one in groups))


def members_of(target: Target, day: date) -> Select[int]:
    """Ids of the people whose main post of the day lies in the unit or below it, as the tree is
    now, and is of the position."""
    found = select(Membership.person_id).where(Membership.is_main, valid_on(day))
    if target.position_id:
        found = found.where(Membership.position_id == target.position_id)
    if target.unit_id:
        found = found.where(Membership.unit_id.in_(_subtree(target.unit_id)))
    return found


def _subtree(unit_id: int) -> Select[int]:
    below = select(Unit.id).where(Unit.id == unit_id).cte(recursive=True)
    # A union that drops what it has: a ring is walked once.
    below = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
    return select(below.c.id)
