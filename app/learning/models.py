"""Who studies what, how far they are, and when they finished."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime


class Enrolment(Model):
    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id"),
        Index("ix_enrolment_course_id", "course_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ModuleCompletion(Model):
    """A module that an enrolled person has finished, with the minutes it counts for."""

    __tablename__ = "module_completion"
    __table_args__ = (Index("ix_module_completion_module_id", "module_id"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The agency's day, on which daily caps on learning hours are counted.
    local_date: Mapped[date]
    minutes: Mapped[int]


class CourseCompletion(Model):
    """The course's rule was met, on this version of it; at most once per enrolment."""

    __tablename__ = "course_completion"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    course_version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id"))
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    local_date: Mapped[date]
    jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))


_EVERYONE = text("person_id IS NULL AND unit_id IS NULL AND withdrawn_at IS NULL")
_UNIT = text("unit_id IS NOT NULL AND withdrawn_at IS NULL")
_PERSON = text("person_id IS NOT NULL AND withdrawn_at IS NULL")


class QuizOverride(Model):
    """Other terms for a quiz: for one person, for a unit and those below it, or for everyone.

    None leaves what holds otherwise. The nearest that says something counts: the person's, then
    that of the nearest unit, then everyone's. Withdrawn, never deleted.
    """

    __tablename__ = "quiz_override"
    __table_args__ = (
        Index(
            "uq_quiz_override_everyone",
            "module_id",
            unique=True,
            sqlite_where=_EVERYONE,
            postgresql_where=_EVERYONE,
        ),
        Index(
            "uq_quiz_override_unit",
            "module_id",
            "unit_id",
            unique=True,
            sqlite_where=_UNIT,
            postgresql_where=_UNIT,
        ),
        Index(
            "uq_quiz_override_person",
            "module_id",
            "person_id",
            unique=True,
            sqlite_where=_PERSON,
            postgresql_where=_PERSON,
        ),
        Index("ix_quiz_override_module_id", "module_id"),
        CheckConstraint("person_id IS NULL OR unit_id IS NULL", name="for_whom"),
        CheckConstraint("closes_at > opens_at", name="period"),
        CheckConstraint("extra_minutes >= 0", name="extra_minutes"),
        CheckConstraint("attempts >= 1", name="attempts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # On top of the quiz's time limit.
    extra_minutes: Mapped[int | None]
    # How many in all, in place of the quiz's own number.
    attempts: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
