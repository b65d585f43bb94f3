"""People as an officer finds them: the list, and one person with all that has a date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import EmployeeNumber, Person, RoleGrant
from app.accounts.queries import current_number, holds_on
from app.accounts.reach import reaches, reaches_unit
from app.db import db
from app.org.models import ChosenSupervisor, FormerUnit, Membership, Position, Unit, UnitHead
from app.org.queries import valid_on

PAGE_SIZE = 50
SHORTEST_NUMBER = 8
STATES = ("active", "left", "unplaced")
SORTS = ("name", "newest")


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed; `units` are a unit and those below it, None for any;
    `is_waiting`: has no password yet."""

    q: str = ""
    units: Collection[int] | None = None
    role: str = ""
    state: str = "active"
    sort: str = "name"
    is_waiting: bool = False


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


def found(wanted: Wanted, *, actor: Person, after: Place | None, day: date) -> Sequence[Row]:
    """One more than a page."""
    key = func.lower(Person.name)
    statement = narrowed(
        select(Person, EmployeeNumber.number, Unit.name, Position.title, key)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, main_on(day))
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id),
        wanted,
        actor,
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


def count(wanted: Wanted, *, actor: Person, day: date) -> int:
    statement = narrowed(
        select(func.count(Person.id))
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, main_on(day)),
        wanted,
        actor,
        day,
    )
    return db.session.scalar(statement) or 0


def main_on(day: date) -> ColumnElement[bool]:
    return and_(Membership.person_id == Person.id, Membership.is_main, valid_on(day))


def narrowed(
    statement: Select[*tuple[Any, ...]], wanted: Wanted, actor: Person, day: date
) -> Select[*tuple[Any, ...]]:
    left = Person.deactivated_at.is_not(None)
    state = left if wanted.state == "left" else ~left
    statement = statement.where(state, reaches(actor, Person.id))
    if wanted.state == "unplaced":
        statement = statement.where(Membership.id.is_(None))
    if wanted.is_waiting:
        statement = statement.where(Person.password_hash.is_(None))
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
    """Not by number: see `views.search`."""
    return or_(
        func.lower(Person.name).contains(words.lower(), autoescape=True),
        Person.email.contains(words.lower(), autoescape=True),
    )


def is_number(words: str) -> bool:
    """A NIP, or so much of one that it tells a birthday."""
    return words.isascii() and words.isdigit() and len(words) >= SHORTEST_NUMBER


def emails_of_number(digits: str, *, actor: Person) -> Sequence[str]:
    """Of the people whose NIP, also a former one, holds `digits`; two where there are more."""
    return db.session.scalars(
        select(Person.email)
        .join(EmployeeNumber, EmployeeNumber.person_id == Person.id)
        .where(EmployeeNumber.number.contains(digits), reaches(actor, Person.id))
        .distinct()
        .limit(2)
    ).all()


@dataclass(frozen=True)
class Post:
    """`is_reached`: its unit is one that the reader looks after."""

    membership: Membership
    unit: str
    position: str
    is_reached: bool

    def holds_on(self, day: date) -> bool:
        last = self.membership.valid_to
        return self.membership.valid_from <= day and (last is None or last >= day)


@dataclass(frozen=True)
class Lead:
    head: UnitHead
    unit: str


@dataclass(frozen=True)
class Choice:
    chosen: ChosenSupervisor
    supervisor: str
    set_by: str | None


def posts_of(person_id: int, *, actor: Person) -> Sequence[Post]:
    """All there were and will be, the newest first; a past one with the unit's name at its end."""
    was = and_(
        FormerUnit.unit_id == Unit.id,
        FormerUnit.valid_to >= Membership.valid_to,
        or_(FormerUnit.valid_from.is_(None), FormerUnit.valid_from <= Membership.valid_to),
    )
    name = func.coalesce(FormerUnit.name, Unit.name)
    rows = db.session.execute(
        select(Membership, name, Position.title, reaches_unit(actor, Unit.id))
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(FormerUnit, was)
        .join(Position, Position.id == Membership.position_id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.valid_from.desc(), Membership.id.desc())
    )
    return [Post(*row) for row in rows]


def main_of(posts: Sequence[Post], *, day: date) -> Post | None:
    """Of all posts of somebody the main one of a day."""
    return next((one for one in posts if one.membership.is_main and one.holds_on(day)), None)


def former_numbers_of(person_id: int) -> Sequence[EmployeeNumber]:
    """The newest first."""
    return db.session.scalars(
        select(EmployeeNumber)
        .where(EmployeeNumber.person_id == person_id, EmployeeNumber.valid_to.is_not(None))
        .order_by(EmployeeNumber.valid_to.desc())
    ).all()


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


def find_choice(person_id: int, chosen_id: int) -> ChosenSupervisor | None:
    return db.session.scalar(
        select(ChosenSupervisor).where(
            ChosenSupervisor.id == chosen_id, ChosenSupervisor.person_id == person_id
        )
    )


def find_post(person_id: int, membership_id: int, *, actor: Person) -> Membership | None:
    """One in a unit that the actor looks after."""
    return db.session.scalar(
        select(Membership).where(
            Membership.id == membership_id,
            Membership.person_id == person_id,
            reaches_unit(actor, Membership.unit_id),
        )
    )
