"""Placing people."""

from datetime import date, timedelta
from zoneinfo import available_timezones

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db, insert_once
from app.kit.errors import Invalid
from app.org.models import Agency, Membership, Position, Unit


def place(
    person: Person,
    *,
    agency: Agency,
    unit: str,
    position: str,
    day: date,
    supervisor: Person | None = None,
    employment_type: str = "pns",
    rank: str | None = None,
) -> Membership:
    """A main post from `day` on; unit and position are made when the agency lacks them.

    An earlier main post ends the day before, or is replaced when it began that very day.
    Raises Invalid for somebody who would supervise themselves.
    """
    if supervisor and supervisor.id == person.id:
        raise Invalid("post.own-supervisor", name=person.name)
    _end_main_post(person, day)
    membership = Membership(
        person_id=person.id,
        unit_id=_unit(agency, unit).id,
        position_id=_position(agency, position).id,
        supervisor_id=supervisor.id if supervisor else None,
        employment_type=employment_type,
        rank=rank,
        valid_from=day,
    )
    db.session.add(membership)
    db.session.flush()
    return membership


def _end_main_post(person: Person, day: date) -> None:
    current = db.session.scalar(
        select(Membership).where(
            Membership.person_id == person.id, Membership.is_main, Membership.valid_to.is_(None)
        )
    )
    if current is None:
        return
    if current.valid_from >= day:
        db.session.delete(current)
    else:
        current.valid_to = day - timedelta(days=1)
    db.session.flush()


def get_or_create_agency(name: str, *, city: str, time_zone: str) -> Agency:
    """Raises Invalid for a time zone that does not exist."""
    if time_zone not in available_timezones():
        raise Invalid("agency.time-zone", time_zone=time_zone)
    insert_once(Agency, name=name, city=city, time_zone=time_zone)
    return db.session.scalars(select(Agency).where(Agency.name == name)).one()


def _unit(agency: Agency, name: str) -> Unit:
    insert_once(Unit, agency_id=agency.id, code=name[:40], name=name)
    return db.session.scalars(
        select(Unit).where(Unit.agency_id == agency.id, Unit.code == name[:40])
    ).one()


def _position(agency: Agency, title: str) -> Position:
    insert_once(Position, agency_id=agency.id, title=title)
    return db.session.scalars(
        select(Position).where(Position.agency_id == agency.id, Position.title == title)
    ).one()
