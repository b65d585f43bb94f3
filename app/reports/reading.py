"""Of whom a list of people tells: for its page, and for the job that writes its file."""

from datetime import datetime

from app.accounts.models import Person
from app.org.queries import local_day
from app.org.tree import UnitTree, reached_tree
from app.records.queries import first_year
from app.reports.people import Among, Wanted
from app.reports.period import Period, period_of


def period_for(actor: Person, year: str | None, *, at: datetime) -> Period | None:
    """None for a year that there is nothing to tell about."""
    return period_of(year, local_day(actor, at=at), first=first_year())


def among(
    wanted: Wanted, period: Period, tree: UnitTree, *, actor: Person, at: datetime
) -> Among | None:
    """None where `actor` does not look after the unit."""
    moment = period.seen_at(at)
    if wanted.unit is None:
        return Among(actor, period, moment, None)
    if tree.find(wanted.unit) is None:
        return None
    units = {wanted.unit} if wanted.direct else tree.below(wanted.unit)
    return Among(actor, period, moment, units)


def among_now(wanted: Wanted, *, actor: Person, at: datetime) -> Among | None:
    """The same without a page around it."""
    period = period_for(actor, str(wanted.year) if wanted.year else None, at=at)
    if period is None:
        return None
    return among(wanted, period, reached_tree(actor, period.day), actor=actor, at=at)
