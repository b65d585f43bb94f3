"""Sessions of coaching and mentoring that both sides confirm."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of

COACHING, MENTORING = 14, 15
STATES = ("waiting", "confirmed", "declined", "withdrawn")
# States of a confirmed session's entry: whoever verifies has decided so.
NOT_COUNTING = ("returned", "rejected")
# Of one day.
MOST_MINUTES = 480


class CoachingSession(Model):
    """One side writes it, the other confirms it; then the coachee's record has an entry of it.

    `form_id`: as SIASN counts it. `revision` grows with each change by its writer, so that nobody
    confirms what they have not seen.
    """

    __tablename__ = "coaching_session"
    __table_args__ = (
        CheckConstraint("form_id IN (14, 15)", name="form_id"),
        CheckConstraint("coach_id <> coachee_id", name="two_people"),
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes"),
        CheckConstraint("written_by_id IN (coach_id, coachee_id)", name="written_by"),
        CheckConstraint("follow_up_on >= held_on", name="follow_up_on"),
        one_of("state", STATES),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(state = 'declined') = (reason <> '')", name="reason"),
        CheckConstraint("(state = 'confirmed') = (activity_id IS NOT NULL)", name="activity"),
        Index("ix_coaching_session_coach_id", "coach_id", "id"),
        Index("ix_coaching_session_coachee_id", "coachee_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("activity_form.id"))
    coach_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    coachee_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    topic: Mapped[str] = mapped_column(String(300))
    # The next steps.
    agreed: Mapped[str] = mapped_column(Text)
    follow_up_on: Mapped[date | None]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    # Why the other side declined.
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    # Of the form that wrote it: sent twice it is one session.
    form_key: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def other_id(self) -> int:
        """Who is asked to confirm it."""
        return self.coach_id if self.written_by_id == self.coachee_id else self.coachee_id
