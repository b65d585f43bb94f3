"""Whom a change of rules concerns, and what it makes of their hours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, extract, func, select

from app.db import db
from app.kit.progress import Tell, silent
from app.records import crediting, ledger
from app.records.models import Activity, JpCredit, YearClosing
from app.reference.rule import Rule

MANY = 500


@dataclass(frozen=True)
class Change:
    """The rules of a form as they shall be; they differ from those of now from `since` on, and up
    to `until`, None for without end."""

    form_id: int
    rules: Sequence[Rule]
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Impact:
    """How many people have other hours of the form afterwards, and the sum of these people's
    `before` and `after`; `closed`: years that are closed and may change."""

    people: int
    before: Decimal
    after: Decimal
    closed: Sequence[int]

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "before": str(self.before), "after": str(self.after)}


def from_json(values: Mapping[str, Any]) -> Impact:
    """What `Impact.to_json` gave."""
    amounts = {name: Decimal(values[name]) for name in ("before", "after")}
    return Impact(**{**values, **amounts})


def impact_of(change: Change, *, tell: Tell = silent) -> Impact:
    """Reads everybody's entries: at a city's size it takes a minute."""
    ids = db.session.scalars(people_with(change.form_id, change.since, change.until)).all()
    people, before, after = 0, Decimal(0), Decimal(0)
    for first in range(0, len(ids), MANY):
        tell(first, len(ids), "comparing")
        for had, gets in _compared(ids[first : first + MANY], change):
            if had != gets:
                people += 1
                before += sum(had.values())
                after += sum(gets.values())
    return Impact(people, before, after, _closed_years(change) if people else [])


def people_with(form_id: int, since: date, until: date | None) -> Select[int]:
    """Ids of those with an entry of the form that touches the time."""
    found = select(Activity.person_id).where(
        Activity.form_id == form_id, Activity.state == "verified", Activity.ends_on >= since
    )
    if until is not None:
        found = found.where(Activity.starts_on <= until)
    return found.distinct().order_by(Activity.person_id)


# Year → JP above nothing: what moves from one year into another is a difference, too.
Years = dict[int, Decimal]


def _compared(person_ids: Sequence[int], change: Change) -> Iterable[tuple[Years, Years]]:
    """JP of the form that each has and gets."""
    held = _held(person_ids, change.form_id)
    entries = crediting.entries_of(person_ids, form_id=change.form_id)
    for person_id in person_ids:
        credits = ledger.credits_of(entries[person_id], {change.form_id: change.rules})
        gets = ledger.by_year(credits)
        yield held.get(person_id, {}), {year: jp for year, jp in gets.items() if jp}


def _held(person_ids: Sequence[int], form_id: int) -> dict[int, Years]:
    year = extract("year", JpCredit.day)
    found: dict[int, Years] = {}
    for person_id, number, jp in db.session.execute(
        select(Activity.person_id, year, func.sum(JpCredit.credited))
        .join(JpCredit, JpCredit.activity_id == Activity.id)
        .where(Activity.person_id.in_(person_ids), Activity.form_id == form_id)
        .where(JpCredit.credited > 0)
        .group_by(Activity.person_id, year)
    ):
        found.setdefault(person_id, {})[int(number)] = Decimal(jp)
    return found


def _closed_years(change: Change) -> Sequence[int]:
    last = change.until or date.max - timedelta(days=1)
    years = YearClosing.year.between(change.since.year, last.year)
    return db.session.scalars(
        select(YearClosing.year).where(years).distinct().order_by(YearClosing.year)
    ).all()
