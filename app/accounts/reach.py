"""Whom and which units a training officer looks after, as conditions for every list and look-up.

An officer for everywhere, like an administrator, reaches all; one for units reaches their subtrees
as they are now, and the people whose main post lies there: the present one, one to come, or, where
there is neither, the last.
"""

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    column,
    exists,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.db import db

Ids = InstrumentedAttribute[int] | InstrumentedAttribute[int | None] | ColumnElement[int]
OFFICERS = ("officer", "admin")
# The rooms above are known by the names of their tables alone, as in a foreign key.
UNIT = table("unit", column("id", Integer), column("parent_id", Integer), column("name"))
MEMBERSHIP = table(
    "membership",
    column("person_id", Integer),
    column("unit_id", Integer),
    column("kind"),
    column("valid_from", Date),
    column("valid_to", Date),
)


def reaches(actor: Person, person_id: Ids) -> ColumnElement[bool]:
    return true() if reaches_all(actor) else person_id.in_(_people(actor))


def reaches_unit(actor: Person, unit_id: Ids) -> ColumnElement[bool]:
    return true() if reaches_all(actor) else unit_id.in_(_units(actor))


def reaches_all(actor: Person) -> bool:
    return actor.grants.is_everywhere(*OFFICERS)


def find_reached(actor: Person, person_id: int) -> Person | None:
    """Leavers too."""
    return db.session.scalar(
        select(Person).where(Person.id == person_id, reaches(actor, Person.id))
    )


def unit_name(unit_id: int | None) -> str | None:
    """As it is called today."""
    return db.session.scalar(select(UNIT.c.name).where(UNIT.c.id == unit_id)) if unit_id else None


def _people(actor: Person) -> Select[int]:
    post, later = MEMBERSHIP.alias(), MEMBERSHIP.alias()
    is_last = ~exists().where(
        later.c.person_id == post.c.person_id,
        later.c.kind == "main",
        later.c.valid_from > post.c.valid_from,
    )
    return select(post.c.person_id).where(
        post.c.unit_id.in_(_units(actor)),
        post.c.kind == "main",
        or_(post.c.valid_to.is_(None), post.c.valid_to >= actor.grants.day, is_last),
    )


def _units(actor: Person) -> Select[int]:
    roots = actor.grants.units(*OFFICERS)
    below = select(UNIT.c.id).where(UNIT.c.id.in_(roots)).cte(recursive=True)
    # A union that drops what it has: a ring is walked once.
    below = below.union(select(UNIT.c.id).join(below, UNIT.c.parent_id == below.c.id))
    return select(below.c.id)
