"""Who has left so long ago that their name is taken away, which an administrator does one by one:
nothing brings it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number, lock_person
from app.accounts.reach import MEMBERSHIP, UNIT
from app.db import db
from app.kit.errors import Conflict
from app.privacy import audited, registry
from app.privacy.settings import LEAVER_YEARS
from app.settings.values import value_of

PAGE_SIZE = 50


@dataclass(frozen=True)
class Leaver:
    """`unit`: of the last main post."""

    person: Person
    number: str | None
    unit: str | None


def due(*, at: datetime, after: int | None = None) -> Sequence[Leaver]:
    """By id, one more than a page; `after`: id of the last one shown."""
    statement = _leavers(at).order_by(Person.id).limit(PAGE_SIZE + 1)
    if after:
        statement = statement.where(Person.id > after)
    return [Leaver(*row) for row in db.session.execute(statement)]


def count_due(*, at: datetime) -> int:
    return db.session.scalars(select(func.count(Person.id)).where(_is_due(at))).one()


def find(person_id: int, *, at: datetime) -> Leaver | None:
    row = db.session.execute(_leavers(at).where(Person.id == person_id)).first()
    return Leaver(*row) if row else None


def is_anonymised(person_id: int) -> bool:
    person = db.session.get(Person, person_id)
    return person is not None and person.anonymised_at is not None


def anonymise(person: Person, *, by_id: int, at: datetime) -> None:
    """Raises Conflict for who is not due (any more), or is named by a staff list that waits."""
    lock_person(person.id)
    db.session.refresh(person)
    if find(person.id, at=at) is None:
        raise Conflict("anonymisation.not-due")
    for blank in registry.anonymisers():
        blank(person.id)
    person.anonymised_at = at
    audited.anonymised(person.id, by_id=by_id)


def _leavers(at: datetime) -> Select[Person, str | None, str | None]:
    last_unit = (
        select(UNIT.c.name)
        .join(MEMBERSHIP, MEMBERSHIP.c.unit_id == UNIT.c.id)
        .where(MEMBERSHIP.c.person_id == Person.id, MEMBERSHIP.c.kind == "main")
        .order_by(MEMBERSHIP.c.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Person, EmployeeNumber.number, last_unit)
        .outerjoin(EmployeeNumber, current_number())
        .where(_is_due(at))
    )


def _is_due(at: datetime) -> ColumnElement[bool]:
    return and_(
        Person.deactivated_at < years_before(at, value_of(LEAVER_YEARS)),
        Person.anonymised_at.is_(None),
    )


def years_before(at: datetime, years: int) -> datetime:
    """The same day; 29 February becomes the 28th."""
    day = 28 if (at.month, at.day) == (2, 29) else at.day
    return at.replace(year=at.year - years, day=day)
