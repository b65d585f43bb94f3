"""A year that a report can show; pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """`day`: on which people count where they are, the last one of a past year; the years beside it
    are None where nothing was credited or all is still to come."""

    year: int
    day: date
    is_current: bool
    earlier: int | None
    later: int | None


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
