"""The years of a unit beside each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, func, literal, select, union_all

from app.accounts.models import Person
from app.accounts.reach import reaches_unit
from app.db import db
from app.org.models import Membership
from app.records.standings import standings
from app.reports.hours import Counts
from app.reports.period import Period

# Further back nobody plans by.
MOST = 10


@dataclass(frozen=True)
class YearOfUnit:
    """`hours`: JP of all its people together."""

    period: Period
    counts: Counts
    hours: Decimal

    @property
    def average(self) -> Decimal:
        return self.hours / self.counts.people if self.counts.people else Decimal(0)


def years_of(
    periods: Collection[Period], *, actor: Person, units: Collection[int] | None, at: datetime
) -> Sequence[YearOfUnit]:
    """In the order of `periods`, in one query; whoever had their main post in `units`, None for any
    that `actor` looks after, on the last day of each."""
    rows = db.session.execute(
        union_all(*(_year(period, actor, units, at) for period in periods))
    ).all()
    return [
        YearOfUnit(
            period,
            Counts(
                **{standing: people for year, standing, people, _ in rows if year == period.year}
            ),
            sum((Decimal(jp) for year, *_, jp in rows if year == period.year), Decimal(0)),
        )
        for period in periods
    ]


def _year(
    period: Period, actor: Person, units: Collection[int] | None, at: datetime
) -> Select[int, str, int, Decimal]:
    """(year, standing, people, JP)"""
    everybody = standings(period.day, at=period.seen_at(at)).where(
        reaches_unit(actor, Membership.unit_id)
    )
    if units is not None:
        everybody = everybody.where(Membership.unit_id.in_(units))
    one = everybody.subquery()
    return select(
        literal(period.year), one.c.standing, func.count(), func.sum(one.c.hours)
    ).group_by(one.c.standing)
