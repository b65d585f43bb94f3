"""The years that are over, of each agency: closed, or to be closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select

from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.org.models import Agency
from app.records.models import ClosedTotal, JpCorrection, YearClosing
from app.records.queries import first_year

# Further back nobody closes anything any more.
MOST = 5


@dataclass(frozen=True)
class ClosedYear:
    """`id`: of the closing. `people`: how many have a total in it; `corrections`: changes since."""

    id: int
    at: datetime
    by: str
    people: int
    corrections: int


@dataclass(frozen=True)
class YearRow:
    """`closed` is None for one that is still open."""

    agency: Agency
    year: int
    closed: ClosedYear | None


def years(*, at: datetime) -> Sequence[YearRow]:
    """The latest first: every closed one, and those since the first credit."""
    first, closed = first_year(), _closed()
    rows = []
    for agency in db.session.scalars(select(Agency).order_by(Agency.name)):
        current = clock.local_date(at, agency.time_zone).year
        open_years = set(range(max(first or current, current - MOST), current))
        held = {year for agency_id, year in closed if agency_id == agency.id}
        rows += [YearRow(agency, year, closed.get((agency.id, year))) for year in held | open_years]
    return sorted(rows, key=lambda row: (-row.year, row.agency.name))


def find(agency_id: int, year: int, *, at: datetime) -> YearRow | None:
    rows = (row for row in years(at=at) if (row.agency.id, row.year) == (agency_id, year))
    return next(rows, None)


def _closed() -> dict[tuple[int, int], ClosedYear]:
    """(agency, year) → how it was closed."""
    people = _count(ClosedTotal)
    corrections = _count(JpCorrection)
    rows = db.session.execute(
        select(YearClosing, Person.name, people, corrections).join(
            Person, Person.id == YearClosing.closed_by_id
        )
    )
    return {
        (closing.agency_id, closing.year): ClosedYear(
            closing.id, closing.closed_at, name, total, changed
        )
        for closing, name, total, changed in rows
    }


def _count(rows: type[ClosedTotal] | type[JpCorrection]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(rows)
        .where(rows.closing_id == YearClosing.id)
        .scalar_subquery()
    )
