"""The training record: every development activity of a person, with its hours."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of

# A form of training by its number in SIASN.
E_LEARNING = 16


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


class JpCredit(Model):
    """What an activity earned on one day: raw hours, and those that count under the day's cap."""

    __tablename__ = "jp_credit"
    __table_args__ = (
        CheckConstraint("credited >= 0 AND credited <= raw", name="credited"),
        # All that a city's sum reads; one by day would lead SQLite to each activity apart.
        Index("ix_jp_credit_activity_id", "activity_id", "day", "credited"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    raw: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    credited: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    # The cap that was applied, for the reader; None where the form has none.
    daily_cap: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))


class DailyCap(Model):
    """At most so many JP of a form count on one day; a number of the law, so data with validity."""

    __tablename__ = "daily_cap"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int]
    jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class YearlyTarget(Model):
    """How many JP a year are asked of an employment type; data with validity, too."""

    __tablename__ = "yearly_target"
    __table_args__ = (
        one_of("employment_type", ("pns", "pppk")),
        CheckConstraint("max_jp IS NULL OR max_jp >= min_jp", name="max_jp"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employment_type: Mapped[str] = mapped_column(String(10))
    min_jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    max_jp: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
