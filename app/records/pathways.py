"""Somebody's quickest way to what the year asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import func, select

from app.db import db, in_force
from app.records import open_courses, pathway, proposals
from app.records.models import E_LEARNING, Activity, JpCredit
from app.records.way import Calendar, Way
from app.records.year import Year
from app.reference.models import ActivityForm, JpRule
from app.reference.queries import rulebook
from app.reference.rule import Rule

MOST_OTHERS = 3


@dataclass(frozen=True)
class Other:
    """A form of training that counts by day: on so many `days` it brings `jp`."""

    form: ActivityForm
    days: int
    jp: Decimal


def find_way(person_id: int, year: Year, *, today: date, lang: str) -> Way | None:
    """None where nothing is missing, or another basis than hours counts; at most four queries."""
    if not year.left or year.year != today.year:
        return None
    rules = rulebook().get(E_LEARNING, ())
    calendar = Calendar(today, rules, _earned(person_id, today.year))
    if not calendar.is_by_hours:
        return None
    return pathway.quickest(year.left, open_courses.of(person_id, lang=lang), calendar)


def waiting(activities: Iterable[Activity], *, year: int) -> Decimal:
    """JP that those of them which wait for a decision would bring in a year; three queries, or
    none."""
    sent = [activity for activity in activities if activity.state == "proposed"]
    if not sent:
        return Decimal(0)
    credits = (credit for found in proposals.proposed(sent).values() for credit in found)
    return sum((one.credited for one in credits if one.day.year == year), Decimal(0))


def _earned(person_id: int, year: int) -> dict[date, Decimal]:
    """Day → JP of e-learning."""
    rows = db.session.execute(
        select(JpCredit.day, func.sum(JpCredit.credited))
        .join(Activity, Activity.id == JpCredit.activity_id)
        .where(
            Activity.person_id == person_id,
            # Computed, so that SQLite goes by the person and not by the form of everybody's.
            Activity.form_id + 0 == E_LEARNING,
            JpCredit.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(JpCredit.day)
    )
    return {day: Decimal(jp) for day, jp in rows}


def others_for(way: Way) -> Sequence[Other]:
    """What brings in time what e-learning does not, by the rules of the day: the fewest days first;
    one query."""
    if not way.left:
        return []
    rows = db.session.execute(
        select(ActivityForm, JpRule)
        .join(JpRule, JpRule.form_id == ActivityForm.id)
        .where(in_force(JpRule, way.today), JpRule.basis == "day")
    )
    found = [_other(form, rule.terms, way.left) for form, rule in rows if not rule.monthly_sessions]
    in_time = [one for one in found if one.days <= (way.year_end - way.today).days + 1]
    return sorted(in_time, key=lambda one: (one.days, one.form.id))[:MOST_OTHERS]


def _other(form: ActivityForm, rule: Rule, missing: Decimal) -> Other:
    a_day = rule.raw(missing)
    jp = min(a_day, rule.daily_cap or a_day)
    days = int((missing / jp).to_integral_value(ROUND_CEILING))
    return Other(form, days, days * jp)
