"""People who may need help to sign in, for lists and series of letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, or_, select, table

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.db import db

# The rooms above are known by the names of their tables alone, as in a foreign key.
UNIT = table("unit", column("id"), column("parent_id"), column("name"))
MEMBERSHIP = table(
    "membership",
    *(column(name) for name in ("person_id", "unit_id", "kind", "valid_from", "valid_to")),
)
SHOWN = 50


@dataclass(frozen=True)
class Wanted:
    """`words`: of name, e-mail or NIP; `unit_id`: in it or below; `is_waiting`: has no password."""

    words: str = ""
    unit_id: int | None = None
    is_waiting: bool = False


@dataclass(frozen=True)
class Row:
    person: Person
    number: str | None
    unit: str | None


def rows(wanted: Wanted, *, day: date) -> Sequence[Row]:
    """The first of them by name, with the unit of the main post."""
    unit = (
        select(UNIT.c.name)
        .join(MEMBERSHIP, MEMBERSHIP.c.unit_id == UNIT.c.id)
        .where(MEMBERSHIP.c.person_id == Person.id, *_main_on(day))
        .limit(1)
        .scalar_subquery()
    )
    found = _found(select(Person, EmployeeNumber.number, unit), wanted, day)
    ordered = found.order_by(Person.name, Person.id).limit(SHOWN)
    return [Row(*row) for row in db.session.execute(ordered)]


def count(wanted: Wanted, *, day: date) -> int:
    return db.session.scalar(_found(select(func.count(Person.id)), wanted, day)) or 0


def ids(wanted: Wanted, *, day: date) -> Sequence[int]:
    """In the order in which an office sorts them: by name."""
    return db.session.scalars(
        _found(select(Person.id), wanted, day).order_by(Person.name, Person.id)
    ).all()


def units() -> Sequence[tuple[int, str]]:
    found = db.session.execute(select(UNIT.c.id, UNIT.c.name).order_by(UNIT.c.name))
    return [(unit_id, name) for unit_id, name in found]


def _found(statement: Select[Any], wanted: Wanted, day: date) -> Select[Any]:
    found = (
        statement.select_from(Person)
        .outerjoin(EmployeeNumber, current_number())
        .where(Person.deactivated_at.is_(None))
    )
    if wanted.is_waiting:
        found = found.where(Person.password_hash.is_(None))
    if wanted.words:
        found = found.where(_holds(wanted.words.lower()))
    if wanted.unit_id is not None:
        found = found.where(Person.id.in_(_members(wanted.unit_id, day)))
    return found


def _holds(words: str) -> ColumnElement[bool]:
    return or_(
        func.lower(Person.name).contains(words, autoescape=True),
        Person.email.contains(words, autoescape=True),
        EmployeeNumber.number.contains("".join(words.split()), autoescape=True),
    )


def _members(unit_id: int, day: date) -> Select[Any]:
    below = select(UNIT.c.id).where(UNIT.c.id == unit_id).cte("below", recursive=True)
    below = below.union(select(UNIT.c.id).join(below, UNIT.c.parent_id == below.c.id))
    return select(MEMBERSHIP.c.person_id).where(
        MEMBERSHIP.c.unit_id.in_(select(below.c.id)), *_main_on(day)
    )


def _main_on(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        MEMBERSHIP.c.kind == "main",
        and_(
            MEMBERSHIP.c.valid_from <= day,
            or_(MEMBERSHIP.c.valid_to.is_(None), MEMBERSHIP.c.valid_to >= day),
        ),
    )
