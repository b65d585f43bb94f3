"""What people ask to have corrected."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of
from app.kit.errors import Conflict

ABOUT = ("name", "email", "birth", "nip", "post", "results", "other")
ACCEPTED, REFUSED = "accepted", "refused"
# UU 27/2022, article 30: three times twenty-four hours, whatever days they fall on.
ANSWERED_WITHIN = timedelta(hours=72)
_OPEN = text("decided_at IS NULL")


class CorrectionRequest(Model):
    """A person says what of their data is wrong; an officer answers until `due_at`."""

    __tablename__ = "correction_request"
    __table_args__ = (
        one_of("about", ABOUT),
        one_of("decision", (ACCEPTED, REFUSED)),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("decision <> 'refused' OR reason <> ''", name="reason"),
        # Two clicks are one request.
        Index(
            "uq_correction_request_open",
            "person_id",
            "about",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_correction_request_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_correction_request_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about: Mapped[str] = mapped_column(String(10))
    # In the person's own words.
    wrong: Mapped[str] = mapped_column(Text)
    right: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str | None] = mapped_column(String(10))
    # What the officer answered; always given where it is refused.
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and at > self.due_at

    def decide(self, decision: str, *, reason: str, by_id: int, at: datetime) -> None:
        """Raises Conflict where somebody was faster."""
        if not self.is_open:
            raise Conflict("correction.decided")
        self.decision, self.reason = decision, reason
        self.decided_by_id, self.decided_at = by_id, at
