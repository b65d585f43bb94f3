"""Closed years, and what has changed in them since: of one person, and of everybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, case, select

from app.accounts.models import Person
from app.db import db
from app.org.models import Agency
from app.records.models import STATES, Activity, ClosedTotal, JpCorrection, YearClosing
from app.records.others import states_shown
from app.reference.models import ActivityForm, JpRule


@dataclass(frozen=True)
class Correction:
    """`form`: whose rule made the difference; else an entry did: its `title`, or None where its
    owner mends it first."""

    correction: JpCorrection
    title: str | None
    form: ActivityForm | None


@dataclass(frozen=True)
class Closed:
    """A closed year of a person: when, with how many JP, and what has changed since."""

    at: datetime
    jp: Decimal
    corrections: Sequence[Correction]


def find_closed(person_id: int, year: int, *, shown: Collection[str] = STATES) -> Closed | None:
    """`shown`: states of entries of which the reader may know."""
    rows = db.session.execute(
        select(YearClosing.closed_at, ClosedTotal.jp, JpCorrection, _title(shown), ActivityForm)
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


def closed_years(person_id: int, years: Collection[int]) -> Sequence[int]:
    """Those of `years` whose total of this person is kept."""
    return db.session.scalars(
        select(YearClosing.year)
        .join(ClosedTotal, ClosedTotal.closing_id == YearClosing.id)
        .where(ClosedTotal.person_id == person_id, YearClosing.year.in_(years))
        .order_by(YearClosing.year)
    ).all()


def _title(shown: Collection[str]) -> ColumnElement[str | None]:
    return case((Activity.state.in_(shown), Activity.title))


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
    """As training officers read them: the newest first, one more than a page; `before`: id of the
    last one shown."""
    rows = db.session.execute(newest_of(closing_id, before=before))
    return [NamedCorrection(one, title, form, name) for one, title, form, name in rows]


def newest_of(
    closing_id: int, *, before: int | None
) -> Select[JpCorrection, str | None, ActivityForm, str]:
    found = (
        select(JpCorrection, _title(states_shown(may_decide=True)), ActivityForm, Person.name)
        .join(Person, Person.id == JpCorrection.person_id)
        .outerjoin(Activity, Activity.id == JpCorrection.activity_id)
        .outerjoin(JpRule, JpRule.id == JpCorrection.rule_id)
        .outerjoin(ActivityForm, ActivityForm.id == JpRule.form_id)
        .where(JpCorrection.closing_id == closing_id)
    )
    if before:
        found = found.where(JpCorrection.id < before)
    return found.order_by(JpCorrection.id.desc()).limit(PAGE_SIZE + 1)
