"""A person's record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, extract, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute

from app.certificates.models import Certificate
from app.db import db, in_force
from app.org.models import Membership
from app.org.queries import valid_on
from app.records.models import Activity, DailyCap, JpCredit, YearlyTarget
from app.records.year import Year

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Entry:
    """An activity with what counts of it in a year, and the certificate that proves it, if any."""

    activity: Activity
    certificate_code: str | None
    year: int
    credits: Sequence[JpCredit]

    @property
    def in_year(self) -> Sequence[JpCredit]:
        return [credit for credit in self.credits if credit.day.year == self.year]

    @property
    def jp_raw(self) -> Decimal:
        """Of the year alone, where it was earned in two."""
        elsewhere = sum((c.raw for c in self.credits if c.day.year != self.year), Decimal(0))
        return self.activity.jp_raw - elsewhere

    @property
    def jp_credited(self) -> Decimal:
        return sum((credit.credited for credit in self.in_year), Decimal(0))

    @property
    def capped(self) -> Sequence[JpCredit]:
        """The days on which not all hours count."""
        return [credit for credit in self.in_year if credit.credited < credit.raw]

    @property
    def other_years(self) -> list[int]:
        return sorted({credit.day.year for credit in self.credits} - {self.year})


def entries_of(person_id: int, *, year: int) -> Sequence[Entry]:
    """What ended or earned something in a year, the latest first."""
    earned = select(JpCredit.activity_id).where(_in_year(JpCredit.day, year))
    rows = db.session.execute(
        select(Activity, Certificate.code)
        .outerjoin(Certificate, Certificate.id == Activity.certificate_id)
        .where(
            Activity.person_id == person_id,
            or_(_in_year(Activity.ends_on, year), Activity.id.in_(_of_person(earned, person_id))),
        )
        .order_by(Activity.ends_on.desc(), Activity.id.desc())
        .limit(500)
    ).all()
    credits: dict[int, list[JpCredit]] = {activity.id: [] for activity, _ in rows}
    for credit in db.session.scalars(
        select(JpCredit).where(JpCredit.activity_id.in_(list(credits))).order_by(JpCredit.day)
    ):
        credits[credit.activity_id].append(credit)
    return [Entry(activity, code, year, credits[activity.id]) for activity, code in rows]


def years_of(person_id: int) -> list[int]:
    """In which something ended or was earned, the latest first."""
    ended = select(extract("year", Activity.ends_on).label("year")).where(
        Activity.person_id == person_id
    )
    earned = _of_person(select(extract("year", JpCredit.day)), person_id)
    found = db.session.scalars(union(ended, earned))
    return sorted((int(year) for year in found), reverse=True)


def year_of(person_id: int, year: int, *, today: date) -> Year:
    """A past year as it ended."""
    day = min(today, date(year, 12, 31))
    targets = targets_of([person_id], day=day)
    target = targets[person_id].min_jp if targets else None
    return Year(year, months_of(person_id, year, until=day.month), target)


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
    """As a range, which an index can answer."""
    return day.between(date(year, 1, 1), date(year, 12, 31))


def hours_by_person(person_ids: Sequence[int], year: int) -> dict[int, Decimal]:
    """JP credited on the days of a year; who has none is left out."""
    rows = db.session.execute(
        select(Activity.person_id, func.sum(JpCredit.credited))
        .join(JpCredit, JpCredit.activity_id == Activity.id)
        .where(
            Activity.person_id.in_(person_ids),
            _in_year(JpCredit.day, year),
        )
        .group_by(Activity.person_id)
    )
    return {person_id: Decimal(total) for person_id, total in rows}


def credited_by_day(person_id: int, form_id: int, days: Collection[date]) -> dict[date, Decimal]:
    """What a form of training was credited on some days, over all activities of a person."""
    rows = db.session.execute(
        select(JpCredit.day, func.sum(JpCredit.credited))
        .join(Activity, Activity.id == JpCredit.activity_id)
        .where(Activity.person_id == person_id, Activity.form_id == form_id, JpCredit.day.in_(days))
        .group_by(JpCredit.day)
    )
    return {day: Decimal(total) for day, total in rows}


def daily_caps(form_id: int) -> Sequence[DailyCap]:
    return db.session.scalars(
        select(DailyCap).where(DailyCap.form_id == form_id).order_by(DailyCap.valid_from)
    ).all()


def find_cap(form_id: int, *, day: date) -> Decimal | None:
    """At most so many JP of a form count on a day; the latest rule, should two overlap."""
    return db.session.scalar(
        select(DailyCap.jp)
        .where(
            DailyCap.form_id == form_id,
            in_force(DailyCap, day),
        )
        .order_by(DailyCap.valid_from.desc())
        .limit(1)
    )


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
