"""Who is asked to take which course, by whom, until when and why."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of

# What somebody may be: what binds more comes first.
KINDS = ("mandatory", "recommended")
# In whose name: that says who may be meant, and who is told of a refusal.
GIVEN_AS = ("officer", "supervisor")
_OPEN = text("withdrawn_at IS NULL")
_UNTOLD = text("told_at IS NULL")


class Assignment(Model):
    """Days are those of the giver's agency, `time_zone`; `due_on` is the last one in time.

    Withdrawn, never deleted. A deadline is shown and counted; it shuts no quiz.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("given_as", GIVEN_AS),
        CheckConstraint("due_on >= opens_on", name="period"),
        CheckConstraint("kind <> 'mandatory' OR due_on IS NOT NULL", name="due_on"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn"),
        # Two clicks on one form are one assignment; one that was changed in between is another.
        UniqueConstraint("given_by_id", "form_key", "form_hash"),
        Index("ix_assignment_course_id", "course_id"),
        Index("ix_assignment_open", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    kind: Mapped[str] = mapped_column(String(12))
    given_as: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    opens_on: Mapped[date]
    due_on: Mapped[date | None]
    time_zone: Mapped[str] = mapped_column(String(40))
    form_key: Mapped[str] = mapped_column(String(40))
    # SHA-256 of what was filled in, in hex.
    form_hash: Mapped[str] = mapped_column(String(64))
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The first time that those meant got it; None also when they are to be looked through anew.
    spread_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


class AssignmentTarget(Model):
    """One person; or whoever has their main post in a unit or below it, in a position, or both."""

    __tablename__ = "assignment_target"
    __table_args__ = (
        CheckConstraint(
            "(person_id IS NOT NULL AND position_id IS NULL AND unit_id IS NULL)"
            " OR (person_id IS NULL AND (position_id IS NOT NULL OR unit_id IS NOT NULL))",
            name="for_whom",
        ),
        UniqueConstraint("assignment_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    position_id: Mapped[int | None] = mapped_column(ForeignKey("position.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class AssignmentPerson(Model):
    """Somebody who has it, and through which target; it stays when they move or leave.

    Taking it is enrolling in the course; a recommended one may be declined with a word.
    """

    __tablename__ = "assignment_person"
    __table_args__ = (
        UniqueConstraint("assignment_id", "person_id"),
        Index("ix_assignment_person_person_id", "person_id"),
        Index("ix_assignment_person_untold", "id", sqlite_where=_UNTOLD, postgresql_where=_UNTOLD),
        CheckConstraint("(declined_at IS NULL) = (declined_because IS NULL)", name="declined"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("assignment_target.id"))
    got_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_because: Mapped[str | None] = mapped_column(Text)
