"""How far the people of each unit are with the year's JP."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import exists, func, select

from app.accounts.models import Person, RoleGrant
from app.accounts.queries import holds_on
from app.accounts.reach import reaches_unit
from app.db import db
from app.org.models import Membership
from app.org.queries import valid_on
from app.records.standings import is_active, standings
from app.reports.hours import Counts
from app.reports.period import Period


def counts_by_unit(
    period: Period, *, actor: Person, at: datetime, units: Collection[int] | None = None
) -> dict[int, Counts]:
    """Unit id → its own people by their main post on the period's day, without those below it;
    of the units that `actor` looks after, or of those among `units`."""
    everybody = standings(period.day, at=at).where(reaches_unit(actor, Membership.unit_id))
    if units is not None:
        everybody = everybody.where(Membership.unit_id.in_(units))
    one = everybody.subquery()
    found: dict[int, dict[str, int]] = {}
    for unit_id, standing, people in db.session.execute(
        select(one.c.unit_id, one.c.standing, func.count()).group_by(one.c.unit_id, one.c.standing)
    ):
        found.setdefault(unit_id, {})[standing] = people
    return {unit_id: Counts(**counted) for unit_id, counted in found.items()}


def count_without_unit(*, day: date, at: datetime) -> int:
    """Employees whom nobody has placed yet: without a post there is no minimum, and no unit."""
    has_post = exists().where(Membership.person_id == Person.id, Membership.is_main, valid_on(day))
    is_employee = exists().where(
        RoleGrant.person_id == Person.id, RoleGrant.role == "employee", holds_on(day)
    )
    statement = select(func.count()).where(is_active(at), is_employee, ~has_post)
    return db.session.scalar(statement.select_from(Person)) or 0
