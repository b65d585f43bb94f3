"""Changing the registers: agencies and positions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.db import db, insert_once
from app.kit.errors import Invalid
from app.org import audited
from app.org.models import Agency, Position


def create_agency(*, name: str, city: str, time_zone: str, by_id: int) -> Agency:
    """Raises Invalid for a name that another agency has."""
    if not insert_once(Agency, name=name, city=city, time_zone=time_zone):
        raise Invalid("agency.taken", name=name)
    agency = db.session.scalars(select(Agency).where(Agency.name == name)).one()
    audited.wrote(agency, old={}, by_id=by_id)
    return agency


def change_agency(agency: Agency, *, name: str, city: str, time_zone: str, by_id: int) -> Agency:
    """Days that are stored stay as they were counted. Raises Invalid as `create_agency`."""
    with _changing(agency, Invalid("agency.taken", name=name), by_id=by_id):
        agency.name, agency.city, agency.time_zone = name, city, time_zone
    return agency


def create_position(
    agency: Agency, *, title: str, grade: str | None, kind: str | None, by_id: int
) -> Position:
    """Raises Invalid for a title that the agency has."""
    if not insert_once(Position, agency_id=agency.id, title=title, grade=grade, kind=kind):
        raise Invalid("position.taken", title=title)
    position = db.session.scalars(
        select(Position).where(Position.agency_id == agency.id, Position.title == title)
    ).one()
    audited.wrote(position, old={}, by_id=by_id)
    return position


def change_position(
    position: Position, *, title: str, grade: str | None, kind: str | None, by_id: int
) -> Position:
    """Also in the history: this mends a name. Another position is a new one, and a new post.

    Raises Invalid as `create_position`.
    """
    with _changing(position, Invalid("position.taken", title=title), by_id=by_id):
        position.title, position.grade, position.kind = title, grade, kind
    return position


@contextmanager
def _changing(row: Agency | Position, taken: Invalid, *, by_id: int) -> Iterator[None]:
    """Raises `taken` where another has the name, also one that was entered at the same moment."""
    old = audited.facts_of(row)
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        raise taken from error
    if old != audited.facts_of(row):
        audited.wrote(row, old=old, by_id=by_id)
