"""What people are told, and by which way."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of
from app.notifications.kinds import CHOOSABLE, FREQUENCIES

CHANNELS = ("mail",)
STATES = ("queued", "sending", "sent", "failed", "skipped")


class Notice(Model):
    """Something that a person is told, once for each `kind` and `key`."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "key"),
        Index("ix_notice_person_id_id", "person_id", "id"),
        Index("ix_notice_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # `<feature>.<what>`: the feature holds its words.
    kind: Mapped[str] = mapped_column(String(40))
    # Of what it tells: the same again is not told again.
    key: Mapped[str] = mapped_column(String(100))
    # JSON that fills the words' gaps and leads to the page.
    params: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def mark_read(self, *, at: datetime) -> None:
        """The first reading stays."""
        self.read_at = self.read_at or at


class Delivery(Model):
    """A notice on its way to a person, besides the inbox.

    Several that are due to the same person go in one mail: `mail_id` is the first of them, which is
    claimed and settled for all. No row holds the mail's words, nor a link that works.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("notice_id", "channel"),
        one_of("channel", CHANNELS),
        one_of("state", STATES),
        Index("ix_delivery_mail_id", "mail_id"),
        Index("ix_delivery_finished_at", "finished_at"),
        Index(
            "ix_delivery_waiting",
            "due_at",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="queued")
    # Sent alone, and before others that are due.
    is_urgent: Mapped[bool] = mapped_column(default=False)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # While it is being sent: when whoever sends it is taken for dead.
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Why it waits, failed or was left out: a code of ours, and what the mail server said.
    reason: Mapped[str] = mapped_column(String(20), default="")
    answer: Mapped[str] = mapped_column(String(300), default="")


class MailHours(Model):
    """Full hours on the person's own clock; who has no row has those of `settings`."""

    __tablename__ = "mail_hours"
    __table_args__ = tuple(
        CheckConstraint(f"{name} BETWEEN 0 AND 23", name=name)
        for name in ("quiet_from", "quiet_until", "digest")
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]
    digest: Mapped[int]


class MailChoice(Model):
    """How often a person wants mail about a topic; who has no row has `kinds.DEFAULTS`."""

    __tablename__ = "mail_choice"
    __table_args__ = (one_of("topic", CHOOSABLE), one_of("frequency", FREQUENCIES))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True)
    frequency: Mapped[str] = mapped_column(String(10))
