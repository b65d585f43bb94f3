"""A person's record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from app.certificates.models import Certificate
from app.db import db
from app.records.models import Activity


@dataclass(frozen=True)
class Entry:
    """An activity with the certificate that proves it, where there is one."""

    activity: Activity
    certificate_code: str | None


def entries_of(person_id: int) -> Sequence[Entry]:
    """The latest first."""
    rows = db.session.execute(
        select(Activity, Certificate.code)
        .outerjoin(Certificate, Certificate.id == Activity.certificate_id)
        .where(Activity.person_id == person_id)
        .order_by(Activity.ends_on.desc(), Activity.id.desc())
        .limit(500)
    )
    return [Entry(activity, code) for activity, code in rows]


def hours_in_year(person_id: int, year: int) -> Decimal:
    """JP of the activities that ended in a calendar year."""
    total = db.session.scalar(
        select(func.sum(Activity.jp_raw)).where(
            Activity.person_id == person_id,
            Activity.ends_on >= date(year, 1, 1),
            Activity.ends_on <= date(year, 12, 31),
        )
    )
    return Decimal(total or 0)


def hours_by_person(person_ids: Sequence[int], year: int) -> dict[int, Decimal]:
    """JP of the year for several people; who has none is left out."""
    rows = db.session.execute(
        select(Activity.person_id, func.sum(Activity.jp_raw))
        .where(
            Activity.person_id.in_(person_ids),
            Activity.ends_on >= date(year, 1, 1),
            Activity.ends_on <= date(year, 12, 31),
        )
        .group_by(Activity.person_id)
    )
    return {person_id: Decimal(total) for person_id, total in rows}
