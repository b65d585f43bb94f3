"""Who studies what, how far they are, and when they finished."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint
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
