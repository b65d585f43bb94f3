"""Whose data a breach has touched: found by what was stored of whom, and since when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.accounts.reach import MEMBERSHIP, UNIT
from app.db import db
from app.kit import clock
from app.org.tree import read_tree
from app.privacy.registry import find_kind

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """`unit`: and those below it; `kind`: code of what was stored of them, "" for any; `day`: they
    had an account by the end of that day, on the clock of `zone`."""

    zone: ZoneInfo
    unit: int | None = None
    kind: str = ""
    day: date | None = None

    def to_json(self) -> dict[str, Any]:
        day = self.day.isoformat() if self.day else None
        return {**asdict(self), "zone": self.zone.key, "day": day}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        day = date.fromisoformat(kept["day"]) if kept["day"] else None
        return cls(ZoneInfo(kept["zone"]), kept["unit"], kept["kind"], day)


@dataclass(frozen=True)
class Affected:
    """`unit`: of the main post today; leavers have none."""

    person: Person
    number: str | None
    unit: str | None


def people(wanted: Wanted, *, after: int | None, limit: int = PAGE_SIZE) -> Sequence[Affected]:
    """By id, one more than `limit`; leavers too, but nobody whose name was taken away."""
    statement = (
        select(Person, EmployeeNumber.number, _unit_name(wanted.zone))
        .outerjoin(EmployeeNumber, current_number())
        .where(*_conditions(wanted))
        .order_by(Person.id)
        .limit(limit + 1)
    )
    if after:
        statement = statement.where(Person.id > after)
    return [Affected(*row) for row in db.session.execute(statement)]


def count(wanted: Wanted) -> int:
    return db.session.scalars(select(func.count(Person.id)).where(*_conditions(wanted))).one()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Person.anonymised_at.is_(None)]
    if wanted.unit:
        found.append(Person.id.in_(_placed(read_tree().below(wanted.unit))))
    if kind := find_kind(wanted.kind):
        owners = kind.rows.with_only_columns(kind.owner).order_by(None)
        found.append(Person.id.in_(owners))
    if wanted.day:
        found.append(Person.created_at < _end_of(wanted.day, wanted.zone))
    return found


def _placed(units: Collection[int]) -> Select[int]:
    """Who has or had a post there, of whatever kind: their data did not leave with them."""
    return select(MEMBERSHIP.c.person_id).where(MEMBERSHIP.c.unit_id.in_(units))


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)


def _unit_name(zone: ZoneInfo) -> Any:
    today = clock.now().astimezone(zone).date()
    return (
        select(UNIT.c.name)
        .join(MEMBERSHIP, MEMBERSHIP.c.unit_id == UNIT.c.id)
        .where(
            MEMBERSHIP.c.person_id == Person.id,
            MEMBERSHIP.c.kind == "main",
            MEMBERSHIP.c.valid_from <= today,
            MEMBERSHIP.c.valid_to.is_(None) | (MEMBERSHIP.c.valid_to >= today),
        )
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
