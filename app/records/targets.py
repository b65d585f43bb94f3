"""How many JP a year asks of each employment type, as officers set it from a day on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.db import db
from app.kit.errors import Conflict
from app.records import target_audit
from app.records.models import YearClosing, YearlyTarget
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
    until the next begins. One that begins on the same day gives way. Raises Conflict where it
    would measure a closed year otherwise."""
    rows = _hold(employment_type)
    _check_years(since)
    held, _until = place_of(rows, since)
    if held and held.valid_from == since:
        row, before = held, {name: getattr(held, name) for name in target_audit.FACTS}
    else:
        row = YearlyTarget(employment_type=employment_type, valid_from=since)
        row.period, before = PERIODS[employment_type], {}
        row.ended_on = held.ended_on if held else None
        db.session.add(row)
        rows = sorted([*rows, row], key=lambda one: one.valid_from)
    row.min_jp, row.max_jp = least, most
    _follow(rows)
    try:
        db.session.flush()
    except IntegrityError as error:  # another officer entered it at the same moment
        raise Conflict("activity.changed") from error
    target_audit.entered(row, before, by=by)
    return row


def place_of(rows: Sequence[YearlyTarget], since: date) -> tuple[YearlyTarget | None, date | None]:
    """Of an employment type's targets, the earliest first: the one that holds on `since`, and the
    last day of one that begins then."""
    held = next(
        (row for row in rows if row.valid_from <= since <= (row.valid_to or date.max)), None
    )
    ends = [row.valid_from - ONE_DAY for row in rows if row.valid_from > since][:1]
    if held and held.valid_to:
        ends.append(held.valid_to)
    return held, min(ends, default=None)


def first_open_day() -> date | None:
    """The first of the years that nobody has closed yet: what was asked until then stays, since
    targets are those of all agencies. None where none is closed."""
    last = db.session.scalar(select(func.max(YearClosing.year)))
    return date(last + 1, 1, 1) if last else None


def _check_years(first: date) -> None:
    """`first`: day from which something else is asked."""
    opens = first_open_day()
    if opens and first < opens:
        raise Conflict("yearly-target.closed", year=opens.year - 1)


def end(target: YearlyTarget, last_day: date, *, by: Person) -> None:
    """Raises Conflict where that is no end of it, or in a closed year."""
    rows = _hold(target.employment_type)
    _check_years(last_day + ONE_DAY)
    before = target.valid_to
    if not target.valid_from <= last_day < (before or date.max):
        raise Conflict("yearly-target.over")
    target.ended_on = last_day
    _follow(rows)
    db.session.flush()
    target_audit.ended(target, before, by=by)


def withdraw(target: YearlyTarget, *, by: Person, today: date) -> None:
    """One that has not begun, as if it had not been entered: the one before holds as long as it
    would have. Raises Conflict where it has begun, or is not there any more."""
    rows = _hold(target.employment_type)
    if target not in rows or target.valid_from <= today:
        raise Conflict("yearly-target.begun")
    _follow([row for row in rows if row is not target])
    target_audit.withdrew(target, by=by)
    db.session.delete(target)
    db.session.flush()


def _follow(rows: Sequence[YearlyTarget]) -> None:
    """Each of `rows`, the earliest first, holds until its own end or until the next begins."""
    begins = [row.valid_from - ONE_DAY for row in rows[1:]]
    for row, last_day in zip_longest(rows, begins):
        row.valid_to = min((day for day in (row.ended_on, last_day) if day), default=None)


def _hold(employment_type: str) -> Sequence[YearlyTarget]:
    """The earliest first; two officers wait for each other."""
    statement = select(YearlyTarget).where(YearlyTarget.employment_type == employment_type)
    statement = statement.order_by(YearlyTarget.valid_from)
    db.session.scalars(statement.with_for_update()).all()
    # Asked once more: who waited does not see yet what was added meanwhile.
    return db.session.scalars(statement.execution_options(populate_existing=True)).all()
