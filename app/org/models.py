"""Agencies, their tree of units, positions, and who works where from when to when.

Days are the agency's; `valid_to` is the last day, None while there is no end. What changes is
closed and opened anew, so that every question can be asked for a day.
"""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of
from app.org.merit import DISCIPLINES, EDUCATIONS, PERFORMANCES

POST_KINDS = ("main", "acting", "second")
POSITION_KINDS = ("structural", "functional", "pelaksana")
HEAD_KINDS = ("head", "acting")
PERIOD = "valid_to IS NULL OR valid_to >= valid_from"


class Agency(Model):
    """A city's government or another employer; its time zone decides which day it is."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    city: Mapped[str] = mapped_column(String(100))
    time_zone: Mapped[str] = mapped_column(String(40), default="Asia/Jakarta")


class Unit(Model):
    """As it is now; `valid_from` is since when it has this name and place, None since ever.

    What it was before stands in `FormerUnit`. Changes begin today or earlier, never later.
    """

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("agency_id", "code"),
        CheckConstraint("parent_id <> id", name="parent"),
        Index("ix_unit_parent_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class FormerUnit(Model):
    """A name and a place in the tree that a unit had until it was renamed or moved."""

    __tablename__ = "former_unit"
    __table_args__ = (
        CheckConstraint("valid_from IS NULL OR valid_to >= valid_from", name="period"),
        UniqueConstraint("unit_id", "valid_to"),
        Index("ix_former_unit_parent_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date]


class UnitHead(Model):
    """Who leads a unit; while somebody acts (Plt., Plh.), they count in place of the head."""

    __tablename__ = "unit_head"
    __table_args__ = (
        one_of("kind", HEAD_KINDS),
        CheckConstraint(PERIOD, name="period"),
        Index(
            "uq_unit_head_open",
            "unit_id",
            "kind",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("ix_unit_head_unit_id", "unit_id"),
        Index("ix_unit_head_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10), default="head")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Position(Model):
    """`grade`: the jenjang, such as “Ahli Muda”; `kind`: None where nobody has said."""

    __tablename__ = "position"
    __table_args__ = (UniqueConstraint("agency_id", "title"), one_of("kind", POSITION_KINDS))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(200))
    grade: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str | None] = mapped_column(String(12))


class Membership(Model):
    """A person in a unit and a position, for a time. One of those of a day is the main one."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("employment_type", ("pns", "pppk")),
        one_of("kind", POST_KINDS),
        CheckConstraint(PERIOD, name="period"),
        Index(
            "uq_membership_main",
            "person_id",
            unique=True,
            sqlite_where=text("kind = 'main' AND valid_to IS NULL"),
            postgresql_where=text("kind = 'main' AND valid_to IS NULL"),
        ),
        Index("ix_membership_person_id", "person_id"),
        Index("ix_membership_unit_id", "unit_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"))
    employment_type: Mapped[str] = mapped_column(String(10))
    rank: Mapped[str | None] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10), default="main")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    @hybrid_property
    def is_main(self) -> bool:
        return self.kind == "main"

    @is_main.inplace.expression
    @classmethod
    def _is_main(cls) -> ColumnElement[bool]:
        return cls.kind == "main"


class ChosenSupervisor(Model):
    """A supervisor set by hand; it goes before the one who follows from the tree."""

    __tablename__ = "chosen_supervisor"
    __table_args__ = (
        CheckConstraint(PERIOD, name="period"),
        CheckConstraint("supervisor_id <> person_id", name="supervisor"),
        Index(
            "uq_chosen_supervisor_open",
            "person_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("ix_chosen_supervisor_person_id", "person_id"),
        Index("ix_chosen_supervisor_supervisor_id", "supervisor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(1000))
    # None: at the command line, or before it was kept.
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Merit(Model):
    """Of a person what counts in the merit system beside competence; None: not known.

    `performance` is the latest predicate; `discipline` only where the agency keeps it. `by_id`
    and `at`: who typed or imported it, and when.
    """

    __tablename__ = "merit"
    __table_args__ = (
        one_of("education", EDUCATIONS),
        one_of("performance", PERFORMANCES),
        one_of("discipline", DISCIPLINES),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    education: Mapped[str | None] = mapped_column(String(10))
    performance: Mapped[str | None] = mapped_column(String(10))
    discipline: Mapped[str | None] = mapped_column(String(10))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
