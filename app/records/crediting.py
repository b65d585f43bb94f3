"""A person's credits, computed anew whenever an entry or a rule has changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, insert, select

from app.accounts.queries import lock_people
from app.db import db
from app.records import closing, ledger
from app.records.closing import Cause
from app.records.models import Activity, ActivityDay, JpCredit, YearTotal
from app.reference.queries import rulebook

DERIVED = ("raw", "worth", "credited", "rule_id", "cut")
# What a ledger's entry has of the activity as it is.
SAME = ("id", "form_id", "starts_on", "ends_on", "days", "is_international")
# Columns instead of rows: a whole city is read where a rule is to change.
COLUMNS = [getattr(Activity, name) for name in ("person_id", "jp_raw", *SAME)]


def recompute(person_ids: Sequence[int], *, cause: Cause, at: datetime) -> int:
    """How many of them have other credits now. The same entries and rules give the same credits,
    so doing it again does no harm; what stays is not written."""
    # Two courses completed at once must not both find the day's room free.
    lock_people(person_ids)
    # Only now: whoever waited would write by rules that are changed meanwhile.
    rules, entries, stored = rulebook(), entries_of(person_ids), _stored(person_ids)
    totals: dict[int, dict[int, Decimal]] = {}
    for person_id in person_ids:
        credits = ledger.credits_of(entries.get(person_id, ()), rules)
        if _write(credits, stored.get(person_id, {})):
            totals[person_id] = ledger.by_year(credits)
    db.session.flush()
    if totals:
        _write_totals(totals)
        closing.note_corrections(totals, cause=cause, at=at)
    return len(totals)


def entries_of(
    person_ids: Collection[int], *, form_id: int | None = None
) -> dict[int, list[ledger.Entry]]:
    """Person id → verified entries, of all forms or of one; who has none is left out."""
    conditions = [Activity.person_id.in_(person_ids), Activity.state == "verified"]
    if form_id is not None:
        conditions.append(Activity.form_id == form_id)
    shares: dict[int, dict[date, Decimal]] = {}
    days = select(ActivityDay.activity_id, ActivityDay.day, ActivityDay.jp)
    joined = days.join(Activity, Activity.id == ActivityDay.activity_id)
    for activity_id, day, jp in db.session.execute(joined.where(*conditions)):
        shares.setdefault(activity_id, {})[day] = jp
    found: dict[int, list[ledger.Entry]] = {}
    for row in db.session.execute(select(*COLUMNS).where(*conditions)):
        values = {name: getattr(row, name) for name in SAME}
        hours = row.jp_raw or ledger.NOTHING
        entry = ledger.Entry(**values, hours=hours, shares=shares.get(row.id, {}))
        found.setdefault(row.person_id, []).append(entry)
    return found


def _write_totals(totals: Mapping[int, Mapping[int, Decimal]]) -> None:
    """`totals`: person → year → JP."""
    db.session.execute(delete(YearTotal).where(YearTotal.person_id.in_(totals)))
    rows = [
        {"person_id": person_id, "year": year, "jp": jp}
        for person_id, years in totals.items()
        for year, jp in years.items()
    ]
    if rows:
        db.session.execute(insert(YearTotal), rows)


Stored = dict[tuple[int, date], JpCredit]


def _stored(person_ids: Sequence[int]) -> dict[int, Stored]:
    """Person id → (activity, day) → row."""
    found: dict[int, Stored] = {}
    for person_id, row in db.session.execute(
        select(Activity.person_id, JpCredit)
        .join(Activity, Activity.id == JpCredit.activity_id)
        .where(Activity.person_id.in_(person_ids))
        # Who waited for the lock must not write over what it does not know.
        .execution_options(populate_existing=True)
    ):
        found.setdefault(person_id, {})[row.activity_id, row.day] = row
    return found


def _write(credits: Iterable[ledger.Credit], stored: Stored) -> bool:
    """Whether anything changed."""
    has_changed = False
    for credit in credits:
        row = stored.pop((credit.entry_id, credit.day), None)
        has_changed |= _store(credit, row)
    for row in stored.values():
        db.session.delete(row)
    return has_changed or bool(stored)


def _store(credit: ledger.Credit, row: JpCredit | None) -> bool:
    values = {name: getattr(credit, name) for name in DERIVED} | {"cut_limit": credit.limit}
    if row is None:
        db.session.add(JpCredit(activity_id=credit.entry_id, day=credit.day, **values))
        return True
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
