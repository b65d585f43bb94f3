"""Recording what was done, in the transaction that does it: it is there exactly when the change
is."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import or_, select, update

from app.audit.catalogue import CATALOGUE
from app.audit.chain import hash_of_value
from app.audit.models import AuditEntry, AuditValue, ViewLog
from app.audit.origin import current
from app.db import db, insert_missing, insert_once
from app.kit import clock

# The value of an entry that concerns its actor, whomever the entry is about.
ADDRESS = "address"
Changes = Mapping[str, tuple[object, object]]


def record(
    action: str,
    *,
    actor_id: int | None,
    subject_id: int | None = None,
    about: tuple[str, int | str] = ("", ""),
    changes: Changes | None = None,
) -> None:
    """`action`, the fields and the kind in `about` (kind, id) are codes of the catalogue;
    `changes`: field → (old, new), where what stayed the same is left out.

    The moment is that of the recording, and nobody can tell another one.
    """
    origin = current.get()
    values = _values({**(changes or {}), ADDRESS: (None, origin.address)})
    _check_words(action, about[0], values)
    entry = AuditEntry(
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        object_kind=about[0],
        object_id=str(about[1]),
        subject_id=subject_id,
        channel=origin.channel,
        request_id=origin.request_id,
        digests={name: value.hash(name) for name, value in values.items()},
    )
    db.session.add(entry)
    db.session.flush()
    rows = [{"entry_id": entry.id, "field": name, **vars(value)} for name, value in values.items()]
    insert_missing(AuditValue, rows)


@dataclass(frozen=True)
class _Value:
    old: str | None
    new: str | None
    salt: str = field(default_factory=lambda: secrets.token_hex(16))

    def hash(self, name: str) -> str:
        return hash_of_value(self.salt, name, self.old, self.new)


def _values(changes: Changes) -> dict[str, _Value]:
    texts = {name: (_text(old), _text(new)) for name, (old, new) in changes.items()}
    return {name: _Value(old, new) for name, (old, new) in texts.items() if old != new}


def _text(value: object) -> str | None:
    """Moments as ISO, decimals as short as they go; nothing, also as an empty text, is None."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None or value == "" else str(value)


def _check_words(action: str, kind: str, fields: Mapping[str, object]) -> None:
    """Without words nobody could read it; noticed by the first test that comes by."""
    known = action in CATALOGUE.actions and kind in CATALOGUE.objects
    if not known or fields.keys() - CATALOGUE.fields.keys():
        raise LookupError(f"the audit catalogue misses {action}, {kind} or one of {list(fields)}")


def empty_values(person_id: int) -> None:
    """What the entries about a person said, and the addresses the person came from; that something
    was done, when and by whom stays."""
    about = select(AuditEntry.id).where(AuditEntry.subject_id == person_id)
    by = select(AuditEntry.id).where(AuditEntry.actor_id == person_id)
    db.session.execute(
        update(AuditValue)
        .where(
            or_(
                AuditValue.entry_id.in_(about),
                AuditValue.entry_id.in_(by) & (AuditValue.field == ADDRESS),
            )
        )
        .values(old=None, new=None, salt=None)
        .execution_options(synchronize_session=False)
    )


def note_view(viewer_id: int, subject_id: int, what: str, *, at: datetime) -> None:
    insert_once(
        ViewLog,
        viewer_id=viewer_id,
        subject_id=subject_id,
        what=what,
        hour=_hour_of(at),
        at=at,
    )


def has_noted(viewer_id: int, subject_id: int, what: str, *, at: datetime) -> bool:
    found = select(ViewLog.id).where(
        ViewLog.viewer_id == viewer_id,
        ViewLog.subject_id == subject_id,
        ViewLog.what == what,
        ViewLog.hour == _hour_of(at),
    )
    return db.session.scalar(found) is not None


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
