"""What a new target of the year would mean, told before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import case, false, func, select

from app.db import db
from app.org.models import Membership
from app.records.models import YearlyTarget
from app.records.queries import first_year, minimums
from app.records.standings import standings
from app.records.targets import PERIODS, place_of, targets

# Before that nobody compares any more.
MOST_YEARS = 5


@dataclass(frozen=True)
class YearImpact:
    """Of a year: how many people it is asked of, and how many have enough by either target."""

    year: int
    people: int
    before: int
    after: int


@dataclass(frozen=True)
class Impact:
    """`replaced` holds on the first day, and with `is_same_day` begins on it; `until`: the last day
    of the new one, None without an end; `years`: those that have begun, the latest first."""

    period: str
    replaced: YearlyTarget | None
    is_same_day: bool
    until: date | None
    years: Sequence[YearImpact]


def impact_of(
    employment_type: str, *, least: Decimal, since: date, today: date, at: datetime
) -> Impact:
    """A year is measured by the target of its last day."""
    rows = [one for one in reversed(targets()) if one.employment_type == employment_type]
    replaced, until = place_of(rows, since)
    first = max(since.year, first_year() or today.year, today.year - MOST_YEARS + 1)
    return Impact(
        period=PERIODS[employment_type],
        replaced=replaced,
        is_same_day=replaced is not None and replaced.valid_from == since,
        until=until,
        years=[
            _year(employment_type, least, year, today=today, at=at)
            for year in range(today.year, first - 1, -1)
            if since <= date(year, 12, 31) <= (until or date.max)
        ],
    )


def _year(
    employment_type: str, least: Decimal, year: int, *, today: date, at: datetime
) -> YearImpact:
    last_day = date(year, 12, 31)
    day, former = min(today, last_day), minimums(last_day).get(employment_type)
    # Who has left since belongs to a past year all the same.
    seen = at if day == today else datetime(year + 1, 1, 1, tzinfo=UTC)
    is_asked = Membership.employment_type == employment_type
    one = standings(day, at=seen).where(is_asked).subquery().c
    sums = [
        func.coalesce(func.sum(case((has_enough, 1), else_=0)), 0)
        for has_enough in (false() if former is None else one.hours >= former, one.hours >= least)
    ]
    people, before, after = db.session.execute(select(func.count(one.person_id), *sums)).one()
    return YearImpact(year, people, int(before), int(after))
