"""Where a person works on a day, who supervises them, and whom they supervise."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person, RoleGrant
from app.accounts.queries import is_not_over
from app.db import db, in_force
from app.kit import clock
from app.org import lines
from app.org.models import (
    Agency,
    ChosenSupervisor,
    FormerUnit,
    Membership,
    Position,
    Unit,
    UnitHead,
)


@dataclass(frozen=True)
class Placement:
    """A person's main post on a day."""

    agency: Agency
    unit: str
    position: str
    rank: str | None


@dataclass(frozen=True)
class Supervisor:
    """By hand (`chosen`), or as the head of `unit`; what does not apply is None."""

    person: Person
    chosen: ChosenSupervisor | None
    set_by: str | None
    head: UnitHead | None
    unit: str | None


def valid_on(day: date) -> ColumnElement[bool]:
    """A post that somebody has on `day`."""
    return in_force(Membership, day)


def unit_name_on(day: date) -> ColumnElement[str]:
    """What a unit was called; beside it belongs `.outerjoin(FormerUnit, was_on(day))`."""
    return func.coalesce(FormerUnit.name, Unit.name)


def was_on(day: date) -> ColumnElement[bool]:
    return and_(FormerUnit.unit_id == Unit.id, in_force(FormerUnit, day))


def find_placement(person_id: int, *, day: date) -> Placement | None:
    row = db.session.execute(
        select(Agency, unit_name_on(day), Position.title, Membership.rank)
        .select_from(Membership)
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(FormerUnit, was_on(day))
        .join(Agency, Agency.id == Unit.agency_id)
        .join(Position, Position.id == Membership.position_id)
        .where(Membership.person_id == person_id, Membership.is_main, valid_on(day))
    ).first()
    return Placement(*row) if row else None


def find_placement_at(person_id: int, *, at: datetime) -> tuple[Placement, date] | None:
    """The main post at a moment, and which day it is there.

    The day depends on the agency, the agency on the day: so the days that `at` can fall on are
    tried, the server's first.
    """
    for offset in (0, 1, -1):
        day = at.date() + timedelta(days=offset)
        placement = find_placement(person_id, day=day)
        if placement and clock.local_date(at, placement.agency.time_zone) == day:
            return placement, day
    return None


def local_day(person: Person, *, at: datetime) -> date:
    """Which day it is at the person's agency, whatever clock they chose to read."""
    if person.agency_zone:
        return clock.local_date(at, person.agency_zone)
    return local_day_of(person.id, at=at)


def local_day_of(person_id: int, *, at: datetime) -> date:
    """The same, of somebody who is not signed in here."""
    found = find_placement_at(person_id, at=at)
    return found[1] if found else clock.local_date(at, clock.ZONES[0])


def supervisor_of(person_id: int, *, day: date) -> Supervisor | None:
    """By hand, or by the tree (`lines`); None where no unit above has a head."""
    found = lines.candidates(person_id, day)
    giver = aliased(Person)
    row = db.session.execute(
        select(Person, ChosenSupervisor, giver.name, UnitHead, unit_name_on(day))
        .select_from(found)
        .join(Person, Person.id == found.c.supervisor_id)
        .outerjoin(ChosenSupervisor, ChosenSupervisor.id == found.c.chosen_id)
        .outerjoin(giver, giver.id == ChosenSupervisor.set_by_id)
        .outerjoin(UnitHead, UnitHead.id == found.c.head_id)
        .outerjoin(Unit, Unit.id == UnitHead.unit_id)
        .outerjoin(FormerUnit, was_on(day))
        .order_by(found.c.rank)
        .limit(1)
    ).first()
    return Supervisor(*row) if row else None


def without_role(person_ids: Collection[int], role: str, *, day: date) -> Set[int]:
    """Of these, who does not hold it on `day`, nor from a later day on."""
    held = select(RoleGrant.person_id).where(
        RoleGrant.person_id.in_(person_ids), RoleGrant.role == role, is_not_over(day)
    )
    return set(person_ids) - set(db.session.scalars(held))


def team_of(
    supervisor_id: int, *, day: date, limit: int = 200
) -> Sequence[tuple[Person, str, str]]:
    """The people whom someone supervises on a day, by name: (person, position, unit)."""
    ids = lines.team_ids(supervisor_id, day)
    statement = (
        select(Person, Position.title, unit_name_on(day))
        .join(ids, ids.c.person_id == Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Position, Position.id == Membership.position_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(FormerUnit, was_on(day))
        .where(Membership.is_main, valid_on(day), Person.deactivated_at.is_(None))
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return [(person, title, unit) for person, title, unit in db.session.execute(statement)]
