"""What verified trainings from outside came to, by provider and year.

A training counts in the year of its last day with all its JP, though some may have been earned in
the year before: its cost cannot be parted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.db import db
from app.records.models import Activity, JpCredit
from app.reference.rule import HUNDREDTH

NOTHING = Decimal(0)
Key = ColumnElement[Any] | InstrumentedAttribute[int | None]


@dataclass(frozen=True)
class Figures:
    """`jp_paid`: JP credited of entries whose cost is known; `cost`: rupiah, None where none is."""

    entries: int = 0
    people: int = 0
    raw: Decimal = NOTHING
    credited: Decimal = NOTHING
    cost: Decimal | None = None
    jp_paid: Decimal = NOTHING

    @property
    def cost_per_jp(self) -> Decimal | None:
        """Only entries whose cost is known are divided: those without would make JP look cheap."""
        if self.cost is None or not self.jp_paid:
            return None
        return (self.cost / self.jp_paid).quantize(Decimal(1))


def years_of(provider_id: int) -> Mapping[int, Figures]:
    """Year → its figures, the latest first."""
    year = extract("year", Activity.ends_on)
    found = _figures(year, Activity.provider_id == provider_id)
    return {int(key): found[key] for key in sorted(found, reverse=True)}


def figures_in(year: int) -> Mapping[int, Figures]:
    """Provider id → its figures of a year."""
    return _figures(Activity.provider_id, Activity.provider_id.is_not(None), in_year(year))


def entries_in(year: int, provider_ids: Collection[int]) -> Mapping[int, int]:
    """Provider id → how many entries; who has none is left out."""
    rows = db.session.execute(
        select(Activity.provider_id, func.count())
        .where(
            Activity.provider_id.in_(provider_ids),
            in_year(year),
            Activity.state == "verified",
        )
        .group_by(Activity.provider_id)
    )
    return {provider_id: count for provider_id, count in rows if provider_id}


def in_year(year: int) -> ColumnElement[bool]:
    return Activity.ends_on.between(date(year, 1, 1), date(year, 12, 31))


def _figures(key: Key, *conditions: ColumnElement[bool]) -> dict[Any, Figures]:
    entries, hours = counted(key, *conditions), earned(key, *conditions)
    found = {
        one: Figures(count, people, cost=None if cost is None else _exact(cost))
        for one, count, people, cost in db.session.execute(entries)
    }
    for one, raw, credited, paid in db.session.execute(hours):
        found[one] = replace(
            found[one], raw=_exact(raw), credited=_exact(credited), jp_paid=_exact(paid)
        )
    return found


def counted(key: Key, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    people = func.count(Activity.person_id.distinct())
    return (
        select(key, func.count(), people, func.sum(Activity.cost))
        .where(Activity.state == "verified", *conditions)
        .group_by(key)
    )


def earned(key: Key, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    paid = case((Activity.cost.is_not(None), JpCredit.credited), else_=0)
    return (
        select(key, func.sum(JpCredit.raw), func.sum(JpCredit.credited), func.sum(paid))
        .join(JpCredit, JpCredit.activity_id == Activity.id)
        .where(Activity.state == "verified", *conditions)
        .group_by(key)
    )


def _exact(total: Any) -> Decimal:
    """SQLite adds what it keeps as floating point."""
    return Decimal(str(total)).quantize(HUNDREDTH)
