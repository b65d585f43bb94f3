"""How far the people of each unit are with the year's JP."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, not_, null, or_, select

from app.accounts.models import Person, RoleGrant
from app.accounts.queries import holds_on
from app.accounts.reach import reaches_unit
from app.db import db
from app.org.models import Membership
from app.org.queries import valid_on
from app.records.models import Activity, JpCredit
from app.reports.hours import Counts
from app.reports.period import Period


def counts_by_unit(
    period: Period, *, actor: Person, at: datetime, minimums: Mapping[str, Decimal]
) -> dict[int, Counts]:
    """Unit id → its own people by their main post on the period's day, without those below it;
    of the units that `actor` looks after.

    `minimums`: employment type → JP that the year asks; who has another type reaches nothing.
    """
    hours = _hours(period.year)
    jp = func.round(func.coalesce(hours.c.jp, 0), 2)
    least: ColumnElement[Any] = (
        case(dict(minimums), value=Membership.employment_type) if minimums else null()
    )
    has_reached = func.coalesce(jp >= least, False)
    rows = db.session.execute(
        select(
            Membership.unit_id,
            func.sum(case((has_reached, 1), else_=0)),
            func.sum(case((and_(jp > 0, not_(has_reached)), 1), else_=0)),
            func.count(),
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(hours, hours.c.person_id == Membership.person_id)
        .where(
            Membership.is_main,
            valid_on(period.day),
            _is_active(at),
            reaches_unit(actor, Membership.unit_id),
        )
        .group_by(Membership.unit_id)
    )
    return {
        unit_id: Counts(int(reached), int(on_the_way), people - int(reached) - int(on_the_way))
        for unit_id, reached, on_the_way, people in rows
    }


def _hours(year: int) -> Subquery:
    return (
        select(Activity.person_id, func.sum(JpCredit.credited).label("jp"))
        .join(JpCredit, JpCredit.activity_id == Activity.id)
        .where(JpCredit.day >= date(year, 1, 1), JpCredit.day <= date(year, 12, 31))
        .group_by(Activity.person_id)
        .subquery()
    )


def count_without_unit(*, day: date, at: datetime) -> int:
    """Employees whom nobody has placed yet: without a post there is no minimum, and no unit."""
    has_post = exists().where(Membership.person_id == Person.id, Membership.is_main, valid_on(day))
    is_employee = exists().where(
        RoleGrant.person_id == Person.id, RoleGrant.role == "employee", holds_on(day)
    )
    statement = select(func.count()).where(_is_active(at), is_employee, ~has_post)
    return db.session.scalar(statement.select_from(Person)) or 0


def first_year() -> int | None:
    """Of the credits; None before the first."""
    day = db.session.scalar(select(func.min(JpCredit.day)))
    return day.year if day else None


def _is_active(at: datetime) -> ColumnElement[bool]:
    return or_(Person.deactivated_at.is_(None), Person.deactivated_at > at)
