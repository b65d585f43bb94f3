"""A person's record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, or_, select

from app.certificates.models import Certificate
from app.db import db
from app.org.models import Membership
from app.org.queries import valid_on
from app.records.models import Activity, DailyCap, JpCredit, YearlyTarget


@dataclass(frozen=True)
class Entry:
    """An activity with what counts of it and the certificate that proves it, if there is one."""

    activity: Activity
    certificate_code: str | None
    credits: Sequence[JpCredit]

    @property
    def jp_credited(self) -> Decimal:
        return sum((credit.credited for credit in self.credits), Decimal(0))

    @property
    def capped(self) -> Sequence[JpCredit]:
        """The days on which not all hours count."""
        return [credit for credit in self.credits if credit.credited < credit.raw]


def entries_of(person_id: int) -> Sequence[Entry]:
    """The latest first."""
    rows = db.session.execute(
        select(Activity, Certificate.code)
        .outerjoin(Certificate, Certificate.id == Activity.certificate_id)
        .where(Activity.person_id == person_id)
        .order_by(Activity.ends_on.desc(), Activity.id.desc())
        .limit(500)
    ).all()
    credits: dict[int, list[JpCredit]] = {activity.id: [] for activity, _ in rows}
    for credit in db.session.scalars(
        select(JpCredit)
        .join(Activity, Activity.id == JpCredit.activity_id)
        .where(Activity.person_id == person_id)
        .order_by(JpCredit.day)
    ):
        credits.get(credit.activity_id, []).append(credit)
    return [Entry(activity, code, credits[activity.id]) for activity, code in rows]


def hours_by_person(person_ids: Sequence[int], year: int) -> dict[int, Decimal]:
    """JP credited on the days of a year; who has none is left out."""
    rows = db.session.execute(
        select(Activity.person_id, func.sum(JpCredit.credited))
        .join(JpCredit, JpCredit.activity_id == Activity.id)
        .where(
            Activity.person_id.in_(person_ids),
            JpCredit.day >= date(year, 1, 1),
            JpCredit.day <= date(year, 12, 31),
        )
        .group_by(Activity.person_id)
    )
    return {person_id: Decimal(total) for person_id, total in rows}


def hours_in_year(person_id: int, year: int) -> Decimal:
    return hours_by_person([person_id], year).get(person_id, Decimal(0))


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


def targets_of(person_ids: Sequence[int], *, day: date) -> dict[int, YearlyTarget]:
    """Person id → what a year asks of their employment type; without a post there is none."""
    rows = db.session.execute(
        select(Membership.person_id, YearlyTarget)
        .join(YearlyTarget, YearlyTarget.employment_type == Membership.employment_type)
        .where(
            Membership.person_id.in_(person_ids),
            Membership.is_main,
            valid_on(day),
            YearlyTarget.valid_from <= day,
            or_(YearlyTarget.valid_to.is_(None), YearlyTarget.valid_to >= day),
        )
        .order_by(YearlyTarget.valid_from)
    )
    return {person_id: target for person_id, target in rows}  # noqa: C416  rows are not pairs
