"""The register of positions: a page of it, and one by its title."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select, tuple_

from app.db import db
from app.org.models import Agency, Membership, Position
from app.org.queries import valid_on

PAGE_SIZE = 50
# So many are named where no title fits.
MOST_NEAR = 5


class Place(NamedTuple):
    """Where the list goes on: behind this key and id."""

    key: str
    id: int


@dataclass(frozen=True)
class Row:
    position: Position
    agency: str
    key: str

    @property
    def place(self) -> Place:
        return Place(self.key, self.position.id)


def found(words: str, *, after: Place | None) -> Sequence[Row]:
    """By title; one more than a page."""
    key = func.lower(Position.title)
    statement = (
        select(Position, Agency.name, key)
        .join(Agency, Agency.id == Position.agency_id)
        .where(_matches(words))
        .order_by(key, Position.id)
        .limit(PAGE_SIZE + 1)
    )
    if after:
        statement = statement.where(tuple_(key, Position.id) > (after.key, after.id))
    return [Row(*row) for row in db.session.execute(statement)]


def _matches(words: str) -> ColumnElement[bool]:
    return func.lower(Position.title).contains(words.lower(), autoescape=True)


def find_titled(agency_id: int, title: str) -> Position | None:
    """As it is written, or else in capitals or small letters."""
    rows = db.session.scalars(
        select(Position).where(
            Position.agency_id == agency_id, func.lower(Position.title) == title.lower()
        )
    ).all()
    return next((one for one in rows if one.title == title), rows[0] if rows else None)


def titles_near(agency_id: int, words: str) -> Sequence[str]:
    """Some that contain `words`, by title."""
    return db.session.scalars(
        select(Position.title)
        .where(Position.agency_id == agency_id, _matches(words))
        .order_by(func.lower(Position.title))
        .limit(MOST_NEAR)
    ).all()


def holders(position_ids: Collection[int], *, day: date) -> Mapping[int, int]:
    """How many posts there are on `day` in each position."""
    rows = db.session.execute(
        select(Membership.position_id, func.count())
        .where(valid_on(day), Membership.position_id.in_(position_ids))
        .group_by(Membership.position_id)
    )
    return dict(rows.all())
