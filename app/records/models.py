"""The training record: every development activity of a person, with its hours."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime


class Activity(Model):
    """An entry of the record; `form_id` is the form's number in SIASN (16: e-learning)."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("jp_raw >= 0", name="jp_raw"),
        Index("ix_activity_person_id", "person_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    provider: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    jp_raw: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    completion_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_completion.id"), unique=True
    )
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
