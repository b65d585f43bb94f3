"""A year that a report can show; pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class Period:
    """`day`: on which people count where they are, the last one of a past year; the years beside it
    are None where nothing was credited or all is still to come."""

    year: int
    day: date
    is_current: bool
    earlier: int | None
    later: int | None

    def seen_at(self, now: datetime) -> datetime:
        """Who has left since belongs to a past year all the same."""
        if self.is_current:
            return now
        return datetime.combine(self.day + timedelta(days=1), time.min, tzinfo=UTC)


def this_year(today: date) -> Period:
    return Period(today.year, today, is_current=True, earlier=None, later=None)


def period_of(text: str | None, today: date, *, first: int | None) -> Period | None:
    """`text`: a year from an address, "" or None for the current one; `first`: of the credits.
    None for a year that there is nothing to tell about."""
    years = range(min(first or today.year, today.year), today.year + 1)
    chosen = [year for year in years if str(year) == (text or str(today.year))]
    if not chosen:
        return None
    year = chosen[0]
    return Period(
        year=year,
        day=min(today, date(year, 12, 31)),
        is_current=year == today.year,
        earlier=year - 1 if year - 1 in years else None,
        later=year + 1 if year + 1 in years else None,
    )


def periods_since(first: int | None, today: date, *, most: int) -> list[Period]:
    """The latest first, the running one among them."""
    begun = max(min(first or today.year, today.year), today.year - most + 1)
    found = (period_of(str(year), today, first=begun) for year in range(today.year, begun - 1, -1))
    return [period for period in found if period]
