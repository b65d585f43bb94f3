"""A person's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, extract, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from app.certificates.models import Certificate
from app.db import db, in_force
from app.org.models import Membership
from app.org.queries import valid_on
from app.records.ledger import NOTHING
from app.records.models import Activity, JpCredit, YearlyTarget, YearTotal
from app.records.year import Year
from app.reference.models import ActivityForm, Competency, JpRule

Columns = TypeVarTuple("Columns")
# Entries that a page or a file shows.
MOST_A_YEAR = 500


@dataclass(frozen=True)
class Reason:
    """Why other hours count than an entry has: `counted` of `of` JP.

    `kind` "abroad" speaks of the whole year; the cuts of `ledger.Credit` of their `credits`, with
    their `limit` and the day `since` which the rule holds.
    """

    kind: str
    counted: Decimal
    of: Decimal
    credits: Sequence[JpCredit] = ()
    limit: Decimal | None = None
    since: date | None = None


@dataclass(frozen=True)
class Entry:
    """An activity with what counts of it in a year, and the certificate that proves it, if any;
    `since`: rule → the day from which it holds."""

    activity: Activity
    form: ActivityForm
    certificate_code: str | None
    year: int
    credits: Sequence[JpCredit]
    since: Mapping[int | None, date]
    competency: Competency | None = None
    # Of the certificate that was issued here.
    certificate_number: str | None = None

    @property
    def by_year(self) -> Sequence["Entry"]:
        """The same for each year in which anything was earned, the earliest first."""
        years = sorted({credit.day.year for credit in self.credits})
        return [replace(self, year=year) for year in years]

    @property
    def in_year(self) -> Sequence[JpCredit]:
        return [credit for credit in self.credits if credit.day.year == self.year]

    @property
    def jp_raw(self) -> Decimal:
        """Of the year alone, where it was earned in two."""
        if not self.credits:
            return self.activity.jp_raw or NOTHING
        return sum((credit.raw for credit in self.in_year), NOTHING)

    @property
    def jp_whole(self) -> Decimal:
        """Of all years."""
        return sum((credit.raw for credit in self.credits), NOTHING)

    @property
    def jp_worth(self) -> Decimal:
        return sum((credit.worth for credit in self.in_year), NOTHING)

    @property
    def jp_credited(self) -> Decimal:
        return sum((credit.credited for credit in self.in_year), NOTHING)

    @property
    def reasons(self) -> Sequence[Reason]:
        """Days that were cut alike are told together."""
        cuts: dict[tuple[int | None, str], list[JpCredit]] = {}
        for credit in self.in_year:
            if credit.cut:
                cuts.setdefault((credit.rule_id, credit.cut), []).append(credit)
        abroad = [Reason("abroad", self.jp_worth, self.jp_raw)]
        return [
            *(abroad if self.jp_worth > self.jp_raw else ()),
            *(self._reason(kind, credits) for (_, kind), credits in cuts.items()),
        ]

    def _reason(self, kind: str, credits: Sequence[JpCredit]) -> Reason:
        return Reason(
            kind,
            counted=sum((credit.credited for credit in credits), NOTHING),
            of=sum((credit.worth or credit.raw for credit in credits), NOTHING),
            credits=credits,
            limit=credits[0].cut_limit,
            since=self.since.get(credits[0].rule_id),
        )

    @property
    def other_years(self) -> list[int]:
        return sorted({credit.day.year for credit in self.credits} - {self.year})


def entries_of(person_id: int, *, year: int) -> Sequence[Entry]:
    """What ended or earned something in a year, the latest first."""
    return entries_between(person_id, year, year)


def entries_between(
    person_id: int, first: int, last: int, *, only_verified: bool = False
) -> Sequence[Entry]:
    """The same of several years; each stands in the year in which it ended, or the nearest of
    these."""
    in_years = partial(_in_years, first=first, last=last)
    earned = select(JpCredit.activity_id).where(in_years(JpCredit.day))
    rows = db.session.execute(
        select(Activity, ActivityForm, Certificate.code, Certificate.number)
        .join(ActivityForm, ActivityForm.id == Activity.form_id)
        .outerjoin(Certificate, Certificate.id == Activity.certificate_id)
        .where(
            Activity.person_id == person_id,
            or_(in_years(Activity.ends_on), Activity.id.in_(_of_person(earned, person_id))),
            *([Activity.state == "verified"] if only_verified else ()),
        )
        .order_by(Activity.ends_on.desc(), Activity.id.desc())
        .limit(MOST_A_YEAR * (last - first + 1))
    ).all()
    credits: dict[int, list[JpCredit]] = {row[0].id: [] for row in rows}
    since: dict[int | None, date] = {}
    for credit, day in db.session.execute(
        select(JpCredit, JpRule.valid_from)
        .outerjoin(JpRule, JpRule.id == JpCredit.rule_id)
        .where(JpCredit.activity_id.in_(list(credits)))
        .order_by(JpCredit.day)
    ):
        credits[credit.activity_id].append(credit)
        since[credit.rule_id] = day
    return [
        Entry(
            activity,
            form,
            code,
            min(max(activity.ends_on.year, first), last),
            credits[activity.id],
            since,
            certificate_number=number,
        )
        for activity, form, code, number in rows
    ]


def years_of(person_id: int) -> list[int]:
    """In which something ended or was earned, the latest first."""
    ended = select(extract("year", Activity.ends_on).label("year")).where(
        Activity.person_id == person_id
    )
    earned = _of_person(select(extract("year", JpCredit.day)), person_id)
    found = db.session.scalars(union(ended, earned))
    return sorted((int(year) for year in found), reverse=True)


def first_year() -> int | None:
    """Of anybody's credits; None before the first."""
    return db.session.scalar(select(func.min(YearTotal.year)))


def year_of(person_id: int, year: int, *, today: date) -> Year:
    """A past year as it ended."""
    day = min(today, date(year, 12, 31))
    targets = targets_of([person_id], day=day)
    target = targets.get(person_id)
    return Year(
        year,
        months_of(person_id, year, until=day.month),
        target.min_jp if target else None,
        is_of_contract=target is not None and target.period == "contract",
        most=target.max_jp if target else None,
        employment_type=target.employment_type if target else "",
    )


def months_of(person_id: int, year: int, *, until: int = 12) -> list[Decimal]:
    """JP credited in each month, January's first; `until`: the last month that has begun."""
    month = extract("month", JpCredit.day)
    statement = _of_person(select(month, func.sum(JpCredit.credited)), person_id)
    rows = db.session.execute(statement.where(_in_year(JpCredit.day, year)).group_by(month))
    found = {int(month): Decimal(total) for month, total in rows}
    # A day ahead of the clock, as after a change of the agency's zone, must not be lost.
    return [found.get(n, Decimal(0)) for n in range(1, max(until, *found, 1) + 1)]


def _of_person(statement: Select[*Columns], person_id: int) -> Select[*Columns]:
    """Of credits, those of a person."""
    return statement.join(Activity, Activity.id == JpCredit.activity_id).where(
        Activity.person_id == person_id
    )


def _in_year(day: InstrumentedAttribute[date], year: int) -> ColumnElement[bool]:
    return _in_years(day, year, year)


def _in_years(day: InstrumentedAttribute[date], first: int, last: int) -> ColumnElement[bool]:
    """As a range, which an index can answer."""
    return day.between(date(first, 1, 1), date(last, 12, 31))


def hours_by_person(person_ids: Sequence[int], year: int) -> dict[int, Decimal]:
    """JP credited on the days of a year; who has none is left out."""
    rows = db.session.execute(
        select(YearTotal.person_id, YearTotal.jp).where(
            YearTotal.person_id.in_(person_ids), YearTotal.year == year
        )
    )
    return {person_id: jp for person_id, jp in rows}  # noqa: C416  rows are not pairs


def targets_of(person_ids: Sequence[int], *, day: date) -> dict[int, YearlyTarget]:
    """Person id → what a year asks of their employment type; without a post there is none."""
    rows = db.session.execute(
        select(Membership.person_id, YearlyTarget)
        .join(YearlyTarget, YearlyTarget.employment_type == Membership.employment_type)
        .where(
            Membership.person_id.in_(person_ids),
            Membership.is_main,
            valid_on(day),
            in_force(YearlyTarget, day),
        )
        .order_by(YearlyTarget.valid_from)
    )
    return {person_id: target for person_id, target in rows}  # noqa: C416  rows are not pairs


def minimums(day: date) -> dict[str, Decimal]:
    """Employment type → JP that the year of `day` asks of it."""
    rows = db.session.execute(
        select(YearlyTarget.employment_type, YearlyTarget.min_jp)
        .where(in_force(YearlyTarget, day))
        .order_by(YearlyTarget.valid_from)
    )
    return {employment_type: jp for employment_type, jp in rows}  # noqa: C416  rows are not pairs
