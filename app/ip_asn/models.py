"""Versions of the weights of the professionalism index.

A version holds from its first day until the next one begins.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, one_of
from app.ip_asn.index import KINDS, PARTS

# Points that hold whatever kind of position somebody has.
ANY_KIND = "any"
# What a form of training is held for. A kind of position asks for its own, `TRAINING_OF`.
TRAININGS = ("leadership", "functional", "seminar")
TRAINING_OF = {"structural": "leadership", "functional": "functional"}
CATEGORIES = ("very_high", "high", "medium", "low", "very_low")


class IpAsnVersion(Model):
    """`needed_jp`: so many JP of a year bring the points of the hours, fewer bring none."""

    __tablename__ = "ip_asn_version"
    __table_args__ = (CheckConstraint("needed_jp > 0", name="needed_jp"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(unique=True)
    # Which regulation says so.
    source: Mapped[str] = mapped_column(String(300))
    needed_jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))


class IpAsnWeight(Model):
    """What one answer brings. Kinds of positions differ in competence alone."""

    __tablename__ = "ip_asn_weight"
    __table_args__ = (
        one_of("part", PARTS),
        one_of("position_kind", (*KINDS, ANY_KIND)),
        CheckConstraint("points > 0 AND points <= 100", name="points"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("ip_asn_version.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(15), primary_key=True)
    item: Mapped[str] = mapped_column(String(15), primary_key=True)
    position_kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    points: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class IpAsnCategory(Model):
    """From how many points on an index is called so."""

    __tablename__ = "ip_asn_category"
    __table_args__ = (
        one_of("name", CATEGORIES),
        CheckConstraint("least >= 0 AND least <= 100", name="least"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("ip_asn_version.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(10), primary_key=True)
    least: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class IpAsnTraining(Model):
    """Which forms of training count as what."""

    __tablename__ = "ip_asn_training"
    __table_args__ = (one_of("counts_as", TRAININGS),)

    version_id: Mapped[int] = mapped_column(ForeignKey("ip_asn_version.id"), primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("activity_form.id"), primary_key=True)
    counts_as: Mapped[str] = mapped_column(String(10), primary_key=True)
