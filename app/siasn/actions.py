"""Batches: made, sent, and answered. Each step holds the batch's row, so that two officers wait for
each other and the second is told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, literal, select, update

from app.accounts.models import EmployeeNumber, Person
from app.db import change_rows, db, insert_missing_from
from app.kit.errors import Conflict
from app.org.models import Agency
from app.records.models import Activity
from app.siasn import audited
from app.siasn.models import SiasnBatch, SiasnItem
from app.siasn.readiness import NUMBER, Scope, ready, whole_hours

# What of an entry a batch keeps.
TAKEN = {
    "activity_id": Activity.id,
    "person_id": Activity.person_id,
    "revision": Activity.revision,
    "nip": EmployeeNumber.number,
    "form_id": Activity.form_id,
    "title": Activity.title,
    "provider": Activity.provider,
    "number": NUMBER,
    "starts_on": Activity.starts_on,
    "ends_on": Activity.ends_on,
    "hours": whole_hours(),
    "state": literal("open"),
}


def make_batch(scope: Scope, *, by: Person, at: datetime) -> SiasnBatch:
    """Of all that is ready. Raises Conflict where nothing is, as for the second of two clicks."""
    _hold_agency(scope.agency_id)
    highest = select(func.max(SiasnBatch.number)).where(SiasnBatch.agency_id == scope.agency_id)
    batch = SiasnBatch(
        agency_id=scope.agency_id,
        number=(db.session.scalar(highest) or 0) + 1,
        year=scope.year,
        created_by_id=by.id,
        created_at=at,
    )
    db.session.add(batch)
    db.session.flush()
    found = ready(scope, literal(batch.id), *TAKEN.values()).order_by(Activity.id)
    insert_missing_from(SiasnItem, ["batch_id", *TAKEN], found)
    if not count_items(batch.id):
        raise Conflict("siasn.nothing-ready")
    audited.made(batch, count_items(batch.id), by=by)
    return batch


def _hold_agency(agency_id: int) -> None:
    """What two officers wait for."""
    db.session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update())


def count_items(batch_id: int) -> int:
    statement = select(func.count()).select_from(SiasnItem)
    return db.session.scalar(statement.where(SiasnItem.batch_id == batch_id)) or 0


def withdraw(batch: SiasnBatch, *, by: Person, at: datetime) -> None:
    """Takes it apart: its entries may go in another. Raises Conflict for one that was sent."""
    _end(batch, withdrawn_at=at)
    change_rows(delete(SiasnItem).where(SiasnItem.batch_id == batch.id))
    audited.withdrawn(batch, by=by)


def send(batch: SiasnBatch, *, on: date, reference: str | None, by: Person) -> None:
    """Says that it was handed over. Raises Conflict for one that is not waiting for that."""
    _end(batch, sent_on=on, reference=reference)
    audited.sent(batch, by=by)


def accept_open(batch: SiasnBatch, *, by: Person, at: datetime) -> int:
    """How many there were; none the second time."""
    hold_sent(batch)
    accepted = db.session.scalars(
        update(SiasnItem)
        .where(SiasnItem.batch_id == batch.id, SiasnItem.state == "open")
        .values(state="accepted", decided_at=at)
        .returning(SiasnItem.id)
        .execution_options(synchronize_session=False)
    ).all()
    if accepted:
        audited.answered(batch, {"accepted": len(accepted)}, by=by)
    return len(accepted)


def decide(
    batch: SiasnBatch, item: SiasnItem, state: str, *, reason: str, by: Person, at: datetime
) -> None:
    """What SIASN said of one entry; "open" takes an answer back. Raises Conflict where the entry
    went in another batch since it was refused."""
    # As for a new batch, which could take the entry meanwhile.
    _hold_agency(batch.agency_id)
    hold_sent(batch)
    db.session.refresh(item)
    _check_is_free(item, state)
    before = item.state
    item.state, item.reason = state, reason if state == "refused" else None
    item.decided_at = None if state == "open" else at
    db.session.flush()
    audited.decided(item, before, by=by)


def _check_is_free(item: SiasnItem, state: str) -> None:
    if item.state != "refused" or state == "refused":
        return
    other = (
        select(SiasnBatch.number, SiasnBatch.year)
        .join(SiasnItem, SiasnItem.batch_id == SiasnBatch.id)
        .where(
            SiasnItem.activity_id == item.activity_id,
            SiasnItem.state != "refused",
            SiasnItem.id != item.id,
        )
    )
    row = db.session.execute(other).first()
    if row:
        raise Conflict("siasn.in-another", number=row.number, year=row.year)


def hold_sent(batch: SiasnBatch) -> None:
    """Raises Conflict for one that is not sent."""
    db.session.refresh(batch, with_for_update=True)
    if batch.sent_on is None:
        raise Conflict("siasn.not-sent")


def _end(batch: SiasnBatch, **values: Any) -> None:
    """Sent or withdrawn, once."""
    is_waiting = SiasnBatch.sent_on.is_(None), SiasnBatch.withdrawn_at.is_(None)
    moved = db.session.execute(
        update(SiasnBatch)
        .where(SiasnBatch.id == batch.id, *is_waiting)
        .values(**values)
        .returning(SiasnBatch.id)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        raise Conflict("siasn.changed")
    db.session.refresh(batch)
