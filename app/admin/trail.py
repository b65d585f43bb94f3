"""Reading the audit: the list, one entry, and all of it for a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.audit.models import AuditEntry, AuditSeal, AuditSealedEntry, AuditValue
from app.db import db

PAGE_SIZE = 50
# So many at once are read into a file.
MANY = 1000

Actor, Subject = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed; None and "" for any. `q`: who did it or whom it concerns, by name
    or e-mail; `since` and `until`: days on the clock of `zone`."""

    zone: ZoneInfo
    q: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.since, self.until

    def to_json(self) -> dict[str, Any]:
        days = {"since": _iso(self.since), "until": _iso(self.until)}
        return {**asdict(self), **days, "zone": self.zone.key}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        values = {field.name: kept[field.name] for field in fields(cls)}
        days = {name: values[name] and date.fromisoformat(values[name]) for name in DAYS}
        return cls(**{**values, **days, "zone": ZoneInfo(values["zone"])})


DAYS = ("since", "until")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True)
class EntryView:
    """`actor` and `subject` are names, "" where there is nobody."""

    entry: AuditEntry
    actor: str
    subject: str
    values: Sequence[AuditValue] = ()
    seal: AuditSeal | None = None


def entries(
    wanted: Wanted, *, before: int | None = None, limit: int = PAGE_SIZE + 1
) -> list[EntryView]:
    """The newest first; `before`: id of the last one shown."""
    statement = _with_names().where(*_conditions(wanted))
    if before:
        statement = statement.where(AuditEntry.id < before)
    rows = db.session.execute(statement.order_by(AuditEntry.id.desc()).limit(limit))
    return [EntryView(entry, actor or "", subject or "") for entry, actor, subject in rows]


def find(entry_id: int) -> EntryView | None:
    row = db.session.execute(
        _with_names()
        .add_columns(AuditSeal)
        .outerjoin(AuditSealedEntry, AuditSealedEntry.entry_id == AuditEntry.id)
        .outerjoin(AuditSeal, AuditSeal.number == AuditSealedEntry.seal_number)
        .where(AuditEntry.id == entry_id)
    ).first()
    if row is None:
        return None
    values = _values_of([entry_id])[entry_id]
    return EntryView(row[0], row[1] or "", row[2] or "", values, row[3])


def count(wanted: Wanted) -> int:
    statement = select(func.count()).select_from(AuditEntry).where(*_conditions(wanted))
    return db.session.scalar(statement) or 0


def all_entries(wanted: Wanted) -> Iterator[EntryView]:
    """With their values, a part at a time."""
    before = None
    while found := entries(wanted, before=before, limit=MANY):
        values = _values_of([view.entry.id for view in found])
        for view in found:
            entry = view.entry
            yield EntryView(entry, view.actor, view.subject, values[entry.id])
        before = found[-1].entry.id
        db.session.expunge_all()


def _with_names() -> Select[*tuple[Any, ...]]:
    return (
        select(AuditEntry, Actor.name, Subject.name)
        .outerjoin(Actor, Actor.id == AuditEntry.actor_id)
        .outerjoin(Subject, Subject.id == AuditEntry.subject_id)
    )


def _values_of(entry_ids: Sequence[int]) -> dict[int, list[AuditValue]]:
    found: dict[int, list[AuditValue]] = {entry_id: [] for entry_id in entry_ids}
    rows = select(AuditValue).where(AuditValue.entry_id.in_(entry_ids)).order_by(AuditValue.field)
    for value in db.session.scalars(rows):
        found[value.entry_id].append(value)
    return found


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        people = _people(wanted.q)
        found.append(or_(AuditEntry.actor_id.in_(people), AuditEntry.subject_id.in_(people)))
    if wanted.action:
        found.append(AuditEntry.action == wanted.action)
    if wanted.since:
        found.append(AuditEntry.at >= _start_of(wanted.since, wanted.zone))
    if wanted.until:
        found.append(AuditEntry.at < _start_of(wanted.until + timedelta(days=1), wanted.zone))
    return found


def _people(words: str) -> Select[int]:
    """Also of who has left."""
    return select(Person.id).where(
        or_(
            func.lower(Person.name).contains(words.lower(), autoescape=True),
            Person.email == words.lower(),
        )
    )


def _start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
