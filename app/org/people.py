"""People as an officer finds them: the list, and one person with all that has a date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import EmployeeNumber, Person, RoleGrant
from app.accounts.queries import current_number, holds_on
from app.db import db
from app.org.models import ChosenSupervisor, FormerUnit, Membership, Position, Unit, UnitHead
from app.org.queries import valid_on

PAGE_SIZE = 50
STATES = ("active", "left", "unplaced")
SORTS = ("name", "newest")


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed; `units` are a unit and those below it, None for any."""

    q: str = ""
    units: Collection[int] | None = None
    role: str = ""
    state: str = "active"
    sort: str = "name"


class Place(NamedTuple):
    """Where the list goes on: behind this key and id."""

    key: str
    id: int


@dataclass(frozen=True)
class Row:
    """`unit` and `position` are of the main post of the day, None without one."""

    person: Person
    number: str | None
    unit: str | None
    position: str | None
    key: str

    @property
    def place(self) -> Place:
        return Place(self.key, self.person.id)


def found(wanted: Wanted, *, after: Place | None, day: date) -> Sequence[Row]:
    """One more than a page."""
    key = func.lower(Person.name)
    statement = _narrowed(
        select(Person, EmployeeNumber.number, Unit.name, Position.title, key)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, _main_on(day))
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id),
        wanted,
        day,
    )
    if wanted.sort == "newest":
        statement = statement.order_by(Person.id.desc())
        statement = statement.where(Person.id < after.id) if after else statement
    else:
        statement = statement.order_by(key, Person.id)
        behind = tuple_(key, Person.id) > (after.key, after.id) if after else None
        statement = statement if behind is None else statement.where(behind)
    return [Row(*row) for row in db.session.execute(statement.limit(PAGE_SIZE + 1))]


def count(wanted: Wanted, *, day: date) -> int:
    statement = _narrowed(
        select(func.count(Person.id))
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, _main_on(day)),
        wanted,
        day,
    )
    return db.session.scalar(statement) or 0


def _main_on(day: date) -> ColumnElement[bool]:
    return and_(Membership.person_id == Person.id, Membership.is_main, valid_on(day))


def _narrowed(
    statement: Select[*tuple[Any, ...]], wanted: Wanted, day: date
) -> Select[*tuple[Any, ...]]:
    left = Person.deactivated_at.is_not(None)
    statement = statement.where(left if wanted.state == "left" else ~left)
    if wanted.state == "unplaced":
        statement = statement.where(Membership.id.is_(None))
    if wanted.q:
        statement = statement.where(_matches(wanted.q))
    if wanted.units is not None:
        statement = statement.where(Membership.unit_id.in_(wanted.units))
    if wanted.role:
        has_role = exists().where(
            RoleGrant.person_id == Person.id, RoleGrant.role == wanted.role, holds_on(day)
        )
        statement = statement.where(has_role)
    return statement


def _matches(words: str) -> ColumnElement[bool]:
    digits = "".join(words.split())
    return or_(
        func.lower(Person.name).contains(words.lower(), autoescape=True),
        Person.email.contains(words.lower(), autoescape=True),
        EmployeeNumber.number.contains(digits, autoescape=True),
    )


@dataclass(frozen=True)
class Post:
    membership: Membership
    unit: str
    position: str


@dataclass(frozen=True)
class Lead:
    head: UnitHead
    unit: str


@dataclass(frozen=True)
class Choice:
    chosen: ChosenSupervisor
    supervisor: str
    set_by: str | None


def posts_of(person_id: int) -> Sequence[Post]:
    """All there were and will be, the newest first; a past one with the unit's name at its end."""
    was = and_(
        FormerUnit.unit_id == Unit.id,
        FormerUnit.valid_to >= Membership.valid_to,
        or_(FormerUnit.valid_from.is_(None), FormerUnit.valid_from <= Membership.valid_to),
    )
    rows = db.session.execute(
        select(Membership, func.coalesce(FormerUnit.name, Unit.name), Position.title)
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(FormerUnit, was)
        .join(Position, Position.id == Membership.position_id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.valid_from.desc(), Membership.id.desc())
    )
    return [Post(*row) for row in rows]


def leads_of(person_id: int) -> Sequence[Lead]:
    """The units that somebody led or leads, the newest first."""
    rows = db.session.execute(
        select(UnitHead, Unit.name)
        .join(Unit, Unit.id == UnitHead.unit_id)
        .where(UnitHead.person_id == person_id)
        .order_by(UnitHead.valid_from.desc(), UnitHead.id.desc())
    )
    return [Lead(*row) for row in rows]


def choices_of(person_id: int) -> Sequence[Choice]:
    """Supervisors set by hand, the newest first."""
    giver = aliased(Person)
    rows = db.session.execute(
        select(ChosenSupervisor, Person.name, giver.name)
        .join(Person, Person.id == ChosenSupervisor.supervisor_id)
        .outerjoin(giver, giver.id == ChosenSupervisor.set_by_id)
        .where(ChosenSupervisor.person_id == person_id)
        .order_by(ChosenSupervisor.valid_from.desc(), ChosenSupervisor.id.desc())
    )
    return [Choice(*row) for row in rows]


def roles_of(person_id: int) -> Sequence[tuple[RoleGrant, str | None]]:
    """With the unit where they hold; None where they hold everywhere."""
    rows = db.session.execute(
        select(RoleGrant, Unit.name)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.valid_from, RoleGrant.id)
    )
    return [(grant, unit) for grant, unit in rows]


def find_post(person_id: int, membership_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(Membership.id == membership_id, Membership.person_id == person_id)
    )
