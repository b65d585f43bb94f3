"""How many JP a year asks of each employment type, as officers set it from a day on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.db import db
from app.kit.errors import Conflict
from app.records import target_audit
from app.records.models import YearlyTarget
from app.reference.rule import ONE_DAY

# Of which year the law asks it: PPPK by the year of their contract.
PERIODS = {"pns": "calendar", "pppk": "contract"}


def targets() -> Sequence[YearlyTarget]:
    """Of each employment type the latest first."""
    order = (YearlyTarget.employment_type, YearlyTarget.valid_from.desc())
    return db.session.scalars(select(YearlyTarget).order_by(*order)).all()


def find_target(target_id: int) -> YearlyTarget | None:
    return db.session.get(YearlyTarget, target_id)


def enter(
    employment_type: str, *, least: Decimal, most: Decimal | None, since: date, by: Person
) -> YearlyTarget:
    """It takes the place of the one that holds on its first day, with the end of that, or holds
    until the next begins. One that begins on the same day gives way."""
    rows = _hold(employment_type)
    row = next((one for one in rows if one.valid_from == since), None)
    before = {name: getattr(row, name) for name in target_audit.FACTS} if row else {}
    if row is None:
        row = YearlyTarget(employment_type=employment_type, valid_from=since)
        row.period = PERIODS[employment_type]
        row.valid_to = _displace(rows, since)
        db.session.add(row)
    row.min_jp, row.max_jp = least, most
    try:
        db.session.flush()
    except IntegrityError as error:  # another officer entered it at the same moment
        raise Conflict("activity.changed") from error
    target_audit.entered(row, before, by=by)
    return row


def _displace(rows: Sequence[YearlyTarget], since: date) -> date | None:
    """Ends what holds on `since` the day before; the last day of what takes over."""
    later = [row.valid_from - ONE_DAY for row in rows if row.valid_from > since]
    ends = later[:1]
    for row in rows:
        if row.valid_from < since <= (row.valid_to or date.max):
            ends += [row.valid_to] if row.valid_to else []
            row.valid_to = since - ONE_DAY
    return min(ends, default=None)


def end(target: YearlyTarget, last_day: date, *, by: Person) -> None:
    """Raises Conflict where that is no end of it."""
    _hold(target.employment_type)
    before = target.valid_to
    if not target.valid_from <= last_day < (before or date.max):
        raise Conflict("yearly-target.over")
    target.valid_to = last_day
    db.session.flush()
    target_audit.ended(target, before, by=by)


def withdraw(target: YearlyTarget, *, by: Person, today: date) -> None:
    """One that has not begun, as if it had not been entered: the one before holds as long as it
    would have. Raises Conflict where it has begun, or is not there any more."""
    rows = _hold(target.employment_type)
    if target not in rows or target.valid_from <= today:
        raise Conflict("yearly-target.begun")
    for row in rows:
        if row.valid_to == target.valid_from - ONE_DAY:
            row.valid_to = target.valid_to
    target_audit.withdrew(target, by=by)
    db.session.delete(target)
    db.session.flush()


def _hold(employment_type: str) -> Sequence[YearlyTarget]:
    """The earliest first; two officers wait for each other."""
    statement = select(YearlyTarget).where(YearlyTarget.employment_type == employment_type)
    fresh = statement.order_by(YearlyTarget.valid_from).with_for_update()
    return db.session.scalars(fresh.execution_options(populate_existing=True)).all()
