"""Batches and what is in them, as officers read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.certificates.models import Certificate
from app.db import db
from app.org.models import Agency
from app.records.models import Activity
from app.siasn.models import SiasnBatch, SiasnItem
from app.siasn.readiness import NUMBER, is_revoked, whole_hours

BATCHES, ITEMS = 25, 50
# What is shown of an item: as far as its batch where it is open.
STATES = ("not_sent", "sent", "accepted", "refused")
# What a batch keeps of an entry, as it would be handed over now. To be asked of `_taken`.
PRESENT = {
    "nip": func.coalesce(EmployeeNumber.number, SiasnItem.nip),
    "form_id": Activity.form_id,
    "title": Activity.title,
    "provider": Activity.provider,
    "number": NUMBER,
    "starts_on": Activity.starts_on,
    "ends_on": Activity.ends_on,
    "hours": whole_hours(),
}
# Taken back, or its certificate revoked.
IS_GONE = or_(Activity.state != "verified", is_revoked())
# Of who is anonymised neither NIP nor number is left to be compared.
HAS_CHANGED = and_(
    Person.anonymised_at.is_(None),
    # What was refused goes again as it is then.
    SiasnItem.state != "refused",
    or_(IS_GONE, *(getattr(SiasnItem, name) != now for name, now in PRESENT.items())),
)


@dataclass(frozen=True)
class Listed:
    """`counts`: state of `STATES` → entries."""

    batch: SiasnBatch
    by: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Item:
    """`present`: what would be handed over now, of `PRESENT`; `is_gone`: nothing would."""

    item: SiasnItem
    name: str
    has_changed: bool
    is_gone: bool
    present: Mapping[str, Any]

    @property
    def differences(self) -> Mapping[str, Any]:
        """Name → what it would be now, of those that are not as they were taken."""
        if not self.has_changed or self.is_gone:
            return {}
        return {n: now for n, now in self.present.items() if now != getattr(self.item, n)}


@dataclass(frozen=True)
class Wanted:
    """`state`: one of `STATES`, "changed", or "" for all; `words`: of the person's name."""

    state: str = ""
    words: str = ""


def agencies() -> Sequence[Agency]:
    return db.session.scalars(select(Agency).order_by(Agency.name, Agency.id)).all()


def find_batch(batch_id: int) -> SiasnBatch | None:
    return db.session.get(SiasnBatch, batch_id)


def find_item(batch_id: int, item_id: int) -> Item | None:
    row = db.session.execute(_items(batch_id).where(SiasnItem.id == item_id)).first()
    return _item(row) if row else None


def find_of_activity(activity_id: int) -> tuple[SiasnBatch, str] | None:
    """In which batch an entry is, and as one of `STATES`; None also for one that was refused."""
    row = db.session.execute(
        select(SiasnBatch, SiasnItem.state)
        .join(SiasnItem, SiasnItem.batch_id == SiasnBatch.id)
        .where(SiasnItem.activity_id == activity_id, SiasnItem.state != "refused")
    ).first()
    return (row[0], shown(row[1], is_sent=row[0].sent_on is not None)) if row else None


def batches(agency_id: int, year: int, *, before: int | None = None) -> Sequence[Listed]:
    """The newest first, one more than a page."""
    statement = (
        select(SiasnBatch, Person.name)
        .join(Person, Person.id == SiasnBatch.created_by_id)
        .where(SiasnBatch.agency_id == agency_id, SiasnBatch.year == year)
    )
    if before:
        statement = statement.where(SiasnBatch.id < before)
    rows = db.session.execute(statement.order_by(SiasnBatch.id.desc()).limit(BATCHES + 1)).all()
    counts = counts_of([batch for batch, _ in rows])
    return [Listed(batch, name, counts[batch.id]) for batch, name in rows]


def counts_of(found: Sequence[SiasnBatch]) -> dict[int, dict[str, int]]:
    """Batch id → state of `STATES` → entries."""
    counts: dict[int, dict[str, int]] = {batch.id: dict.fromkeys(STATES, 0) for batch in found}
    is_sent = {batch.id: batch.sent_on is not None for batch in found}
    rows = db.session.execute(
        select(SiasnItem.batch_id, SiasnItem.state, func.count())
        .where(SiasnItem.batch_id.in_(counts))
        .group_by(SiasnItem.batch_id, SiasnItem.state)
    )
    for batch_id, state, count in rows:
        counts[batch_id][shown(state, is_sent=is_sent[batch_id])] += count
    return counts


def totals(agency_id: int, year: int) -> dict[str, int]:
    """State of `STATES` → entries of all batches of the year; each is counted once, as refused
    only where it has not gone again."""
    is_sent = SiasnBatch.sent_on.is_not(None)
    other = aliased(SiasnItem)
    went_again = exists().where(
        other.activity_id == SiasnItem.activity_id,
        or_(other.state != "refused", other.id > SiasnItem.id),
    )
    rows = db.session.execute(
        select(SiasnItem.state, is_sent, func.count())
        .join(SiasnBatch, SiasnBatch.id == SiasnItem.batch_id)
        .where(SiasnBatch.agency_id == agency_id, SiasnBatch.year == year)
        .where(or_(SiasnItem.state != "refused", ~went_again))
        .group_by(SiasnItem.state, is_sent)
    )
    found = dict.fromkeys(STATES, 0)
    for state, sent, count in rows:
        found[shown(state, is_sent=bool(sent))] += count
    return found


def shown(state: str, *, is_sent: bool) -> str:
    if state != "open":
        return state
    return "sent" if is_sent else "not_sent"


def items(batch_id: int, wanted: Wanted, *, after: int | None = None) -> Sequence[Item]:
    """As they stand in the file, one more than a page."""
    statement = _items(batch_id).where(*_conditions(wanted))
    if after:
        statement = statement.where(SiasnItem.id > after)
    return [_item(row) for row in db.session.execute(statement.limit(ITEMS + 1))]


def count_changed(batch_id: int) -> int:
    changed = _taken(batch_id, func.count()).where(HAS_CHANGED)
    return db.session.scalar(changed) or 0


def _items(batch_id: int) -> Select[Any]:
    columns = SiasnItem, Person.name, HAS_CHANGED, IS_GONE, *PRESENT.values()
    return _taken(batch_id, *columns).order_by(SiasnItem.id)


def _item(row: Row[*tuple[Any, ...]]) -> Item:
    present = dict(zip(PRESENT, row[4:], strict=True))
    return Item(row[0], row[1], bool(row[2]), bool(row[3]), present)


def _taken(batch_id: int, *columns: Any) -> Select[Any]:
    """What a batch took, beside what became of it."""
    return (
        select(*columns)
        .select_from(SiasnItem)
        .join(Person, Person.id == SiasnItem.person_id)
        .join(Activity, Activity.id == SiasnItem.activity_id)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Certificate, Certificate.id == Activity.certificate_id)
        .where(SiasnItem.batch_id == batch_id)
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state == "changed":
        found.append(HAS_CHANGED)
    elif wanted.state in ("accepted", "refused"):
        found.append(SiasnItem.state == wanted.state)
    elif wanted.state in STATES:
        found.append(SiasnItem.state == "open")
    if wanted.words:
        name = func.lower(Person.name)
        found.append(
            and_(*(name.contains(one, autoescape=True) for one in wanted.words.lower().split()))
        )
    return found
