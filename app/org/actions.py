"""Placing people."""

from datetime import date

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db, insert_once
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
    """A main post from `day` on; unit and position are made when the agency lacks them."""
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


def get_or_create_agency(name: str, *, city: str, time_zone: str) -> Agency:
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
