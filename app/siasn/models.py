"""What of the record goes to SIASN: batches of verified entries, and what SIASN said of each."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of

STATES = ("open", "accepted", "refused")
_COUNTS = "state <> 'refused'"


class SiasnBatch(Model):
    """Entries of a year that are handed over together; `number` counts within the agency."""

    __tablename__ = "siasn_batch"
    __table_args__ = (
        UniqueConstraint("agency_id", "number"),
        CheckConstraint("sent_on IS NULL OR withdrawn_at IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[int]
    year: Mapped[int]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # By the agency's calendar.
    sent_on: Mapped[date | None]
    # Under which SIASN knows it, as the officer notes it.
    reference: Mapped[str | None] = mapped_column(String(100))
    # Taken apart before it was sent.
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SiasnItem(Model):
    """An entry as it is handed over: what stands here is in the file, whatever the entry becomes.

    `revision`: of the entry, as it was taken. An open item is as far as its batch.
    """

    __tablename__ = "siasn_item"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("(state = 'refused') = (reason IS NOT NULL)", name="reason"),
        CheckConstraint("hours > 0", name="hours"),
        # Never twice the same entry; one that was refused may go again.
        Index(
            "uq_siasn_item_activity",
            "activity_id",
            unique=True,
            sqlite_where=text(_COUNTS),
            postgresql_where=text(_COUNTS),
        ),
        Index("ix_siasn_item_activity_id", "activity_id"),
        Index("ix_siasn_item_batch_id", "batch_id", "state", "id"),
        Index("ix_siasn_item_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("siasn_batch.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    revision: Mapped[int]
    nip: Mapped[str] = mapped_column(String(18))
    form_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    provider: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(100))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="open", server_default="open")
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
