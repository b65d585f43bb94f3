"""Sealing entries in batches, each chained to the one before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, text

from app.audit.chain import BEGINNING, hash_of_entry, hash_of_seal
from app.audit.models import AuditEntry, AuditSeal, AuditSealedEntry
from app.db import db, insert_missing

MANY = 500
# Longer than any transaction runs: an id that is filled in among sealed ones so much later was not
# filled in by the product, and the verification tells of it.
LATE = timedelta(hours=1)


def seal_some(*, at: datetime) -> int:
    """How many entries were sealed, at most `MANY`; in a transaction of its own.

    Ids have gaps where something was rolled back, and a lower id may be committed after a higher
    one. So whatever has no seal yet is taken, and each seal keeps its entries by name.
    """
    _lock()
    newest = db.session.scalar(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1))
    entries = _unsealed(after=horizon_at(at))
    if entries:
        _seal(entries, newest, at=at)
    return len(entries)


def _lock() -> None:
    """One at a time, also on PostgreSQL; whoever waited sees what the other has sealed."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE"))


def horizon_at(at: datetime) -> int:
    """Up to this id everything that was to come has come, and been sealed."""
    statement = select(AuditSeal.highest_id).where(AuditSeal.at < at - LATE)
    return db.session.scalar(statement.order_by(AuditSeal.number.desc()).limit(1)) or 0


def is_unsealed() -> ColumnElement[bool]:
    sealed = select(AuditSealedEntry.entry_id).where(AuditSealedEntry.entry_id == AuditEntry.id)
    return ~sealed.exists()


def _unsealed(*, after: int) -> Sequence[AuditEntry]:
    statement = select(AuditEntry).where(AuditEntry.id > after, is_unsealed())
    return db.session.scalars(statement.order_by(AuditEntry.id).limit(MANY)).all()


def _seal(entries: Sequence[AuditEntry], newest: AuditSeal | None, *, at: datetime) -> None:
    covered = [(entry.id, hash_of_entry(entry)) for entry in entries]
    seal = AuditSeal(
        number=newest.number + 1 if newest else 1,
        previous_hash=newest.hash if newest else BEGINNING,
        highest_id=max(covered[-1][0], newest.highest_id if newest else 0),
        at=at,
    )
    seal.hash = hash_of_seal(seal, covered)
    db.session.add(seal)
    db.session.flush()
    rows = [{"entry_id": one, "seal_number": seal.number, "hash": value} for one, value in covered]
    insert_missing(AuditSealedEntry, rows)
