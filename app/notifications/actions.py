"""Telling somebody something, and noting that it was read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.db import db, insert_missing, insert_once
from app.notifications import outbox
from app.notifications.models import Notice


def notify(person_id: int, *, kind: str, key: str, params: Mapping[str, Any], at: datetime) -> None:
    """Tell a person once: the same `kind` and `key` again change nothing.

    `params`: JSON that fills the gaps of the kind's words (see `kinds.py`).
    """
    new = insert_once(
        Notice, person_id=person_id, kind=kind, key=key, params=dict(params), created_at=at
    )
    if new:
        outbox.deliver(new.id, person_id=person_id, kind=kind, at=at)


def notify_many(
    params: Mapping[int, Mapping[str, Any]], *, kind: str, key: str, at: datetime
) -> None:
    """The same in a few statements, of an urgent kind. `params`: by person."""
    told = {"kind": kind, "key": key, "created_at": at}
    insert_missing(
        Notice, [{"person_id": one, "params": dict(own), **told} for one, own in params.items()]
    )
    outbox.deliver_all(kind=kind, key=key, at=at)


def mark_all_read(person_id: int, *, newest: int, at: datetime) -> None:
    """Up to the `newest` that the person saw: what has come since is not read."""
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.id <= newest, Notice.read_at.is_(None))
        .values(read_at=at)
    )
