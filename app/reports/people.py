"""People with their standing of a year, one by one: those behind the numbers of `JP by unit`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, tuple_

from app.accounts.models import EmployeeNumber, Person
from app.accounts.reach import reaches, reaches_unit
from app.db import db
from app.org.models import FormerUnit, Membership, Position, Unit
from app.org.queries import unit_name_on, was_on
from app.records.models import YearTotal
from app.records.standings import standings
from app.reports.period import Period

PAGE_SIZE = 50
# Those who may need a word come first.
SORTS = ("hours", "-hours", "name")


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed, as its address has it: `unit` with those below it, or alone where
    it is `direct`; `standing` one of `STANDINGS`, "" for any; `q`: of a name or an e-mail; `year`:
    None for the running one."""

    unit: int | None = None
    direct: bool = False
    standing: str = ""
    q: str = ""
    sort: str = SORTS[0]
    year: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Wanted":
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Among:
    """Of whom: the people whom `actor` looks after now and who were in `units` on the period's day;
    None for any unit."""

    actor: Person
    period: Period
    at: datetime
    units: Collection[int] | None


class Place(NamedTuple):
    """Where the list goes on: behind this rank, name and id."""

    rank: Decimal
    key: str
    id: int


@dataclass(frozen=True)
class Row:
    """`position` and `unit`: of the main post of the period's day."""

    person_id: int
    name: str
    hours: Decimal
    target: Decimal | None
    standing: str
    rank: Decimal
    key: str
    number: str | None
    position: str
    unit: str

    @property
    def place(self) -> Place:
        return Place(self.rank, self.key, self.person_id)


def found(among: Among, wanted: Wanted, *, after: Place | None) -> Sequence[Row]:
    """One more than a page."""
    one = _narrowed(among, wanted).subquery()
    page = _ordered(select(one), one).limit(PAGE_SIZE + 1)
    if after:
        page = page.where(tuple_(*_place_in(one)) > tuple_(*after))
    return list(_described(page.subquery(), among))


def count(among: Among, wanted: Wanted) -> int:
    one = _narrowed(among, wanted).subquery()
    return db.session.scalar(select(func.count()).select_from(one)) or 0


def all_of(among: Among, wanted: Wanted) -> Iterator[Row]:
    return _described(_narrowed(among, wanted).subquery(), among)


def _narrowed(among: Among, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    everybody = (
        standings(among.period.day, at=among.at)
        .add_columns(
            Person.name.label("name"),
            func.lower(Person.name).label("key"),
            Membership.position_id.label("position_id"),
        )
        .where(reaches_unit(among.actor, Membership.unit_id), reaches(among.actor, Person.id))
    )
    if among.units is not None:
        everybody = everybody.where(Membership.unit_id.in_(among.units))
    if wanted.q:
        everybody = everybody.where(_holds(Person.name, wanted.q) | _holds(Person.email, wanted.q))
    one = everybody.subquery()
    statement = select(one, _rank(one, wanted.sort).label("rank"))
    return statement.where(one.c.standing == wanted.standing) if wanted.standing else statement


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = func.lower(column).contains(words.lower(), autoescape=True)
    return found


def _rank(one: Subquery, sort: str) -> ColumnElement[Any]:
    """What the list is ordered by, before the name."""
    if sort == "name":
        return literal(Decimal(0), YearTotal.jp.type)
    return one.c.hours if sort == "hours" else -one.c.hours


def _place_in(one: Subquery) -> tuple[ColumnElement[Any], ...]:
    return one.c.rank, one.c.key, one.c.person_id


def _ordered(statement: Select[*tuple[Any, ...]], one: Subquery) -> Select[*tuple[Any, ...]]:
    return statement.order_by(*_place_in(one))


def _described(one: Subquery, among: Among) -> Iterator[Row]:
    """With what no condition asks for, and so only of those who are shown."""
    day = among.period.day
    is_current = (EmployeeNumber.person_id == one.c.person_id) & EmployeeNumber.valid_to.is_(None)
    statement = (
        select(
            *(one.c[name] for name in ("person_id", "name", "hours", "target", "standing")),
            *(one.c[name] for name in ("rank", "key")),
            EmployeeNumber.number,
            Position.title,
            unit_name_on(day),
        )
        .outerjoin(EmployeeNumber, is_current)
        .join(Position, Position.id == one.c.position_id)
        .join(Unit, Unit.id == one.c.unit_id)
        .outerjoin(FormerUnit, was_on(day))
    )
    rows = db.session.execute(_ordered(statement, one).execution_options(yield_per=500))
    return (Row(*row) for row in rows)
