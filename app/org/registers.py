"""Changing the registers: agencies and positions."""

from sqlalchemy import select

from app.db import db, insert_once
from app.kit.errors import Invalid
from app.org.models import Agency, Position


def create_agency(*, name: str, city: str, time_zone: str) -> Agency:
    """Raises Invalid for a name that another agency has."""
    if not insert_once(Agency, name=name, city=city, time_zone=time_zone):
        raise Invalid("agency.taken", name=name)
    return db.session.scalars(select(Agency).where(Agency.name == name)).one()


def change_agency(agency: Agency, *, name: str, city: str, time_zone: str) -> None:
    """Days that are stored stay as they were counted. Raises Invalid as `create_agency`."""
    other = select(Agency.id).where(Agency.name == name, Agency.id != agency.id)
    if db.session.scalar(other):
        raise Invalid("agency.taken", name=name)
    agency.name, agency.city, agency.time_zone = name, city, time_zone
    db.session.flush()


def create_position(agency: Agency, *, title: str, grade: str | None, kind: str | None) -> None:
    """Raises Invalid for a title that the agency has."""
    if not insert_once(Position, agency_id=agency.id, title=title, grade=grade, kind=kind):
        raise Invalid("position.taken", title=title)


def change_position(position: Position, *, title: str, grade: str | None, kind: str | None) -> None:
    """Also in the history: this mends a name. Another position is a new one, and a new post."""
    other = select(Position.id).where(
        Position.agency_id == position.agency_id,
        Position.title == title,
        Position.id != position.id,
    )
    if db.session.scalar(other):
        raise Invalid("position.taken", title=title)
    position.title, position.grade, position.kind = title, grade, kind
    db.session.flush()
