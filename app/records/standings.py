"""How everybody stands with the year, as one statement: `standing.standing_of` in SQL."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, func, null, or_, select

from app.accounts.models import Person
from app.org.models import Membership
from app.org.queries import valid_on
from app.records.models import YearlyTarget, YearTotal
from app.records.queries import minimums
from app.records.standing import days_of_year


def standings(day: date, *, at: datetime) -> Select[int, int, Decimal, Decimal | None, str]:
    """A row a person with a main post on `day` who has not left by `at`: `person_id`, `unit_id` of
    that post, `hours` of the day's year, their `target` or None, and the `standing`.

    Whoever calls it adds whom they may see, by `Membership` and `Person`, and asks
    `.subquery().c` for the rest.
    """
    # Where numbers are binary, hundredths that were added up are not what they look like.
    hours = func.round(func.coalesce(YearTotal.jp, 0), 2, type_=YearTotal.jp.type)
    asked = minimums(day)
    target: ColumnElement[Any] = (
        case(asked, value=Membership.employment_type)
        if asked
        else cast(null(), YearlyTarget.min_jp.type)
    )
    return (
        select(
            Membership.person_id,
            Membership.unit_id,
            hours.label("hours"),
            target.label("target"),
            _standing(hours, target, day).label("standing"),
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(
            YearTotal,
            and_(YearTotal.person_id == Membership.person_id, YearTotal.year == day.year),
        )
        .where(Membership.is_main, valid_on(day), is_active(at))
    )


def _standing(
    hours: ColumnElement[Any], target: ColumnElement[Any], day: date
) -> ColumnElement[str]:
    """hours ÷ share ≥ target without a division, which would not be exact."""
    passed, whole = days_of_year(day)
    is_in_step = func.round(hours * whole, 2) >= func.round(target * passed, 2)
    return case(
        (hours >= target, "met"),
        (hours == 0, "nothing"),
        (or_(target.is_(None), is_in_step), "on_the_way"),
        else_="at_risk",
    )


def is_active(at: datetime) -> ColumnElement[bool]:
    return or_(Person.deactivated_at.is_(None), Person.deactivated_at > at)
