"""Reminders to those who lack hours, and what became of each."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of

# The giver's team, or the people whom an officer looks after.
WHOM = ("team", "units")
# `below`: whoever lacks hours, however they stand.
STANDINGS = ("at_risk", "nothing", "below")
# Reminded within a week; has reached it; is not looked after by the giver any more; of a past year.
LEFT_OUT = ("recently", "met", "gone", "over")
_WAITING = text("told_at IS NULL AND left_out IS NULL")


class ReminderRound(Model):
    """One sending; `unit_id`: with all below it, None for everybody whom the giver looks after."""

    __tablename__ = "reminder_round"
    __table_args__ = (
        one_of("whom", WHOM),
        CheckConstraint("unit_id IS NULL OR whom = 'units'", name="unit"),
        one_of("standing", STANDINGS),
        CheckConstraint("recipients >= 0", name="recipients"),
        Index("ix_reminder_round_given_by_id", "given_by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    whom: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    standing: Mapped[str] = mapped_column(String(10))
    year: Mapped[int]
    # The giver's own sentence.
    note: Mapped[str] = mapped_column(Text)
    # How many were to be told when it was sent.
    recipients: Mapped[int]
    # Of the form that sent it: sent twice it is one round.
    form_key: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderPerson(Model):
    """Somebody who was chosen, with their JP and target of that moment."""

    __tablename__ = "reminder_person"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        one_of("left_out", LEFT_OUT),
        CheckConstraint("told_at IS NULL OR left_out IS NULL", name="outcome"),
        Index("ix_reminder_person_person_id", "person_id", "round_id"),
        Index("ix_reminder_person_round_id", "round_id", "id"),
        Index("ix_reminder_person_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("reminder_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hours: Mapped[Decimal] = mapped_column(Numeric(9, 2))
    target: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_out: Mapped[str | None] = mapped_column(String(10))
