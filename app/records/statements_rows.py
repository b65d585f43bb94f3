"""A whole record, for files, papers and links: what counts of each entry in each year."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.accounts import queries as accounts
from app.accounts.models import Person
from app.kit import clock
from app.org import queries as org
from app.org.queries import Placement
from app.records import all_years, queries
from app.records.all_years import YearAtAGlance
from app.records.queries import Entry


@dataclass(frozen=True)
class Holder:
    """Whose record it is, on the `day` that it is where they work."""

    person: Person
    nip: str | None
    placement: Placement | None
    day: date

    @property
    def zone(self) -> str:
        return self.placement.agency.time_zone if self.placement else clock.ZONES[0]


@dataclass(frozen=True)
class Record:
    """`entries`: one for each year in which something counts of it, the earliest first; `years`:
    those in which there is one."""

    entries: Sequence[Entry]
    years: Sequence[YearAtAGlance]


def holder_of(person: Person, *, at: datetime) -> Holder:
    return hold(person, accounts.find_number(person.id), at=at)


def hold(person: Person, nip: str | None, *, at: datetime) -> Holder:
    found = org.find_placement_at(person.id, at=at)
    placement, day = found or (None, clock.local_date(at, clock.ZONES[0]))
    return Holder(person, nip, placement, day)


def record_of(
    person_id: int, years: Collection[int], *, today: date, only_verified: bool = False
) -> Record:
    """In four queries, however many years there are."""
    if not years:
        return Record((), ())
    first, last = min(years), max(years)
    found = queries.entries_between(person_id, first, last, only_verified=only_verified)
    shares = [share for entry in found for share in _by_year(entry, first, last)]
    entries = sorted(shares, key=lambda one: (one.year, one.activity.ends_on, one.activity.id))
    shown = sorted({one.year for one in entries})
    return Record(entries, all_years.told(person_id, shown, today=today))


def _by_year(entry: Entry, first: int, last: int) -> Iterator[Entry]:
    """What earned nothing in these years stands where it ended."""
    years = {credit.day.year for credit in entry.credits if first <= credit.day.year <= last}
    for year in years or {entry.year}:
        yield replace(entry, year=year)
