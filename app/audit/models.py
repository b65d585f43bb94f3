"""What was done, value by value, the seals over it, and who looked at whose record.

Triggers on both databases refuse to change or remove what stands here; a value may be emptied.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of

CHANNELS = ("web", "command", "background")


class AuditEntry(Model):
    """`digests`: field → hash of its `AuditValue`, so that an emptied one breaks no seal."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        one_of("channel", CHANNELS),
        Index("ix_audit_entry_actor_id", "actor_id", "id"),
        Index("ix_audit_entry_subject_id", "subject_id", "id"),
        Index("ix_audit_entry_action", "action", "id"),
        Index("ix_audit_entry_at", "at"),
        # An id that was taken once must not come back with another entry.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None: nobody was signed in, or the clock did it.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(200))
    # Whom it concerns.
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str] = mapped_column(String(10))
    request_id: Mapped[str] = mapped_column(String(64))
    digests: Mapped[dict[str, str]] = mapped_column(Json)


class AuditValue(Model):
    """Emptied, all three of its texts are None."""

    __tablename__ = "audit_value"

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(60), primary_key=True)
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))

    @property
    def is_emptied(self) -> bool:
        return self.salt is None and self.old is None and self.new is None


class AuditSeal(Model):
    """A batch of entries, chained to the batch before; hashes are SHA-256 in hex."""

    __tablename__ = "audit_seal"
    # No two seals may follow the same one.
    __table_args__ = (UniqueConstraint("previous_hash"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    # Of all entries sealed so far.
    highest_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditSealedEntry(Model):
    """Which entries a seal covers: ids have gaps, and entries are committed out of order."""

    __tablename__ = "audit_sealed_entry"
    __table_args__ = (Index("ix_audit_sealed_entry_seal", "seal_number", "entry_id"),)

    # No foreign key: what tampering removed is told by the verification.
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal_number: Mapped[int] = mapped_column(ForeignKey("audit_seal.number"))
    hash: Mapped[str] = mapped_column(String(64))


class ViewLog(Model):
    """Who opened whose page: once an hour and page."""

    __tablename__ = "view_log"
    __table_args__ = (
        UniqueConstraint("viewer_id", "subject_id", "what", "hour"),
        Index("ix_view_log_subject_id", "subject_id", "id"),
        Index("ix_view_log_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(60))
    # The full hour, in UTC, that `at` fell in.
    hour: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Origin:
    """From where something is done: `channel`, and of a request its address and id."""

    channel: str
    address: str = ""
    request_id: str = ""
