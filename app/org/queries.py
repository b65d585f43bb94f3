"""Where a person works on a day, and whom they supervise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.db import db, in_force
from app.kit import clock
from app.org.models import Agency, Membership, Position, Unit


@dataclass(frozen=True)
class Placement:
    """A person's main post on a day."""

    agency: Agency
    unit: str
    position: str
    rank: str | None


def valid_on(day: date) -> ColumnElement[bool]:
    return in_force(Membership, day)


def find_placement(person_id: int, *, day: date) -> Placement | None:
    row = db.session.execute(
        select(Agency, Unit.name, Position.title, Membership.rank)
        .select_from(Membership)
        .join(Unit, Unit.id == Membership.unit_id)
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


def team_of(
    supervisor_id: int, *, day: date, limit: int = 200
) -> Sequence[tuple[Person, str, str]]:
    """The people whom someone supervises on a day, by name: (person, position, unit)."""
    statement = (
        select(Person, Position.title, Unit.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Position, Position.id == Membership.position_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(
            Membership.supervisor_id == supervisor_id,
            valid_on(day),
            Person.deactivated_at.is_(None),
        )
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return [(person, title, unit) for person, title, unit in db.session.execute(statement)]
