"""What entries that wait for a decision would earn, were they verified now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.records import crediting, ledger
from app.records.models import Activity, JpCredit
from app.records.queries import Entry
from app.reference.models import ActivityForm
from app.reference.queries import rulebook
from app.reference.rule import Rulebook


def proposed(activities: Sequence[Activity]) -> dict[int, Sequence[JpCredit]]:
    """Activity id → its credits beside all that counts of the person already, without the others
    that wait; three queries. The rows are of no session, so nothing stores them."""
    return _credits(activities, rulebook())


def entries_of(rows: Sequence[tuple[Activity, ActivityForm]]) -> dict[int, Entry]:
    """Activity id → the same as the record tells it, of the year it ended in."""
    rules = rulebook()
    found = _credits([activity for activity, _ in rows], rules)
    since = _first_days(rules)
    return {
        activity.id: Entry(activity, form, None, activity.ends_on.year, found[activity.id], since)
        for activity, form in rows
    }


@dataclass(frozen=True)
class Displaced:
    """An entry that counts less once the other one does: JP before and after."""

    title: str
    ends_on: date
    before: Decimal
    after: Decimal


def displaced_by(activity: Activity) -> Sequence[Displaced]:
    """Entries of its form that count already and would give room to it, by their day."""
    (beside,) = _beside([activity]).values()
    rules = rulebook()
    before = _sums(ledger.credits_of(beside, rules))
    after = _sums(ledger.credits_of([*beside, _entry(activity)], rules))
    changed = [id_ for id_, jp in before.items() if after.get(id_, ledger.NOTHING) < jp]
    if not changed:
        return []
    found = select(Activity).where(Activity.id.in_(changed)).order_by(Activity.ends_on, Activity.id)
    return [
        Displaced(one.title, one.ends_on, before[one.id], after.get(one.id, ledger.NOTHING))
        for one in db.session.scalars(found)
    ]


def _sums(credits: Iterable[ledger.Credit]) -> Mapping[int, Decimal]:
    """Entry id → JP credited."""
    sums: dict[int, Decimal] = {}
    for one in credits:
        sums[one.entry_id] = sums.get(one.entry_id, ledger.NOTHING) + one.credited
    return sums


def _credits(activities: Sequence[Activity], rules: Rulebook) -> dict[int, Sequence[JpCredit]]:
    beside = _beside(activities)
    found: dict[int, Sequence[JpCredit]] = {}
    for activity in activities:
        credits = ledger.credits_of([*beside[activity.id], _entry(activity)], rules)
        found[activity.id] = [_row(one) for one in credits if one.entry_id == activity.id]
    return found


def _beside(activities: Sequence[Activity]) -> Mapping[int, Sequence[ledger.Entry]]:
    """Activity id → what counts of the person already and shares its hours: the form's own."""
    forms = {activity.form_id for activity in activities}
    counted = crediting.entries_of(
        {activity.person_id for activity in activities},
        form_id=forms.pop() if len(forms) == 1 else None,
    )
    return {
        activity.id: [
            entry
            for entry in counted.get(activity.person_id, ())
            if entry.form_id == activity.form_id and entry.id != activity.id
        ]
        for activity in activities
    }


def _entry(activity: Activity) -> ledger.Entry:
    values = {name: getattr(activity, name) for name in crediting.SAME}
    return ledger.Entry(**values, hours=activity.jp_raw or ledger.NOTHING)


def _row(credit: ledger.Credit) -> JpCredit:
    values = {name: getattr(credit, name) for name in crediting.DERIVED}
    return JpCredit(activity_id=credit.entry_id, day=credit.day, cut_limit=credit.limit, **values)


def _first_days(rules: Rulebook) -> dict[int | None, date]:
    return {rule.id: rule.valid_from for held in rules.values() for rule in held}
