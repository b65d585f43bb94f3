"""Agencies, their tree of units, positions, and who works where from when to when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, one_of


class Agency(Model):
    """A city's government or another employer; its time zone decides which day it is."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    city: Mapped[str] = mapped_column(String(100))
    time_zone: Mapped[str] = mapped_column(String(40), default="Asia/Jakarta")


class Unit(Model):
    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("agency_id", "code"),
        Index("ix_unit_parent_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))


class Position(Model):
    __tablename__ = "position"
    __table_args__ = (UniqueConstraint("agency_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(200))
    grade: Mapped[str | None] = mapped_column(String(40))


class Membership(Model):
    """A person in a unit and a position, for a time. One of those of a day is the main one."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("employment_type", ("pns", "pppk")),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        CheckConstraint("supervisor_id <> person_id", name="supervisor"),
        Index(
            "uq_membership_main",
            "person_id",
            unique=True,
            sqlite_where=text("is_main AND valid_to IS NULL"),
            postgresql_where=text("is_main AND valid_to IS NULL"),
        ),
        Index("ix_membership_person_id", "person_id"),
        Index("ix_membership_supervisor_id", "supervisor_id"),
        Index("ix_membership_unit_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    employment_type: Mapped[str] = mapped_column(String(10))
    rank: Mapped[str | None] = mapped_column(String(60))
    is_main: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
