"""Closed years, and what has changed in them since: of one person, and of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, and_, select

from app.accounts.models import Person
from app.db import db
from app.org.models import Agency
from app.records.models import Activity, ClosedTotal, JpCorrection, YearClosing
from app.reference.models import ActivityForm, JpRule


@dataclass(frozen=True)
class Correction:
    """`title`: of the entry that made the difference; else `form`, whose rule did."""

    correction: JpCorrection
    title: str | None
    form: ActivityForm | None


@dataclass(frozen=True)
class Closed:
    """A closed year of a person: when, with how many JP, and what has changed since."""

    at: datetime
    jp: Decimal
    corrections: Sequence[Correction]


def find_closed(person_id: int, year: int) -> Closed | None:
    rows = db.session.execute(
        select(YearClosing.closed_at, ClosedTotal.jp, JpCorrection, Activity.title, ActivityForm)
        .join(ClosedTotal, ClosedTotal.closing_id == YearClosing.id)
        .outerjoin(
            JpCorrection,
            and_(
                JpCorrection.closing_id == YearClosing.id,
                JpCorrection.person_id == ClosedTotal.person_id,
            ),
        )
        .outerjoin(Activity, Activity.id == JpCorrection.activity_id)
        .outerjoin(JpRule, JpRule.id == JpCorrection.rule_id)
        .outerjoin(ActivityForm, ActivityForm.id == JpRule.form_id)
        .where(ClosedTotal.person_id == person_id, YearClosing.year == year)
        .order_by(JpCorrection.id)
    ).all()
    if not rows:
        return None
    corrections = [Correction(one, title, form) for _, _, one, title, form in rows if one]
    return Closed(rows[0].closed_at, rows[0].jp, corrections)


PAGE_SIZE = 50


@dataclass(frozen=True)
class NamedCorrection(Correction):
    name: str


def find_closing(closing_id: int) -> tuple[YearClosing, Agency] | None:
    row = db.session.execute(
        select(YearClosing, Agency)
        .join(Agency, Agency.id == YearClosing.agency_id)
        .where(YearClosing.id == closing_id)
    ).first()
    return (row[0], row[1]) if row else None


def corrections_of(closing_id: int, *, before: int | None) -> list[NamedCorrection]:
    """The newest first, one more than a page; `before`: id of the last one shown."""
    rows = db.session.execute(newest_of(closing_id, before=before))
    return [NamedCorrection(one, title, form, name) for one, title, form, name in rows]


def newest_of(
    closing_id: int, *, before: int | None
) -> Select[JpCorrection, str, ActivityForm, str]:
    found = (
        select(JpCorrection, Activity.title, ActivityForm, Person.name)
        .join(Person, Person.id == JpCorrection.person_id)
        .outerjoin(Activity, Activity.id == JpCorrection.activity_id)
        .outerjoin(JpRule, JpRule.id == JpCorrection.rule_id)
        .outerjoin(ActivityForm, ActivityForm.id == JpRule.form_id)
        .where(JpCorrection.closing_id == closing_id)
    )
    if before:
        found = found.where(JpCorrection.id < before)
    return found.order_by(JpCorrection.id.desc()).limit(PAGE_SIZE + 1)
