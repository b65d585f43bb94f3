"""Forms of training and the rules by which their hours count."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime, one_of
from app.reference.rule import BASES, Rule

PATHS = ("classical", "non-classical")
COMPETENCY_KINDS = ("managerial", "socio-cultural", "technical")
PROVIDER_KINDS = ("own", "government", "university", "company", "association", "other")


class Competency(Model):
    """A competency of position standards; `id` as courses call it: `manajerial.komunikasi`."""

    __tablename__ = "competency"
    __table_args__ = (one_of("kind", COMPETENCY_KINDS),)

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    english_name: Mapped[str] = mapped_column(String(120))

    def named(self, lang: str) -> str:
        return self.name if lang == "id" else self.english_name


class Provider(Model):
    """Who holds trainings: a partner, or a unit of one's own.

    `key`: `providers.name_key` of the name, by which an entry or a course finds its provider.
    """

    __tablename__ = "provider"
    __table_args__ = (
        one_of("kind", PROVIDER_KINDS),
        CheckConstraint(
            "agreement_until IS NULL OR agreement_from IS NULL "
            "OR agreement_until >= agreement_from",
            name="agreement",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    contact_phone: Mapped[str | None] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(300))
    agreement_number: Mapped[str | None] = mapped_column(String(100))
    agreement_from: Mapped[date | None]
    agreement_until: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
    # Offered no more; what it held stays.
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActivityForm(Model):
    """A form of training; `id` is its number in SIASN, 1 to 25."""

    __tablename__ = "activity_form"
    __table_args__ = (one_of("path", PATHS),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))
    english_name: Mapped[str] = mapped_column(String(80))
    path: Mapped[str] = mapped_column(String(20))

    def named(self, lang: str) -> str:
        return self.name if lang == "id" else self.english_name


class JpRule(Model):
    """Numbers of the law are data: each holds from a day, and its successor is another row."""

    __tablename__ = "jp_rule"
    __table_args__ = (
        one_of("basis", BASES),
        CheckConstraint("(basis = 'programme') = (jp IS NULL)", name="jp"),
        CheckConstraint(
            "international_jp IS NULL OR (jp IS NOT NULL AND international_factor IS NULL)",
            name="international",
        ),
        CheckConstraint(
            "jp > 0 AND international_jp > 0 AND international_factor >= 1 "
            "AND daily_cap > 0 AND international_daily_cap > 0 AND monthly_sessions > 0",
            name="amounts",
        ),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        UniqueConstraint("form_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("activity_form.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(10))
    # Of a day or an activity; None where the programme says how many.
    jp: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    # Abroad: so many instead, or so many times as many; neither where it counts as at home.
    international_jp: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    international_factor: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    # At most so many JP of a person's entries of this form on one day.
    daily_cap: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    international_daily_cap: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    # At most so many entries of a person in one month.
    monthly_sessions: Mapped[int | None]

    @property
    def terms(self) -> Rule:
        return Rule(**{field.name: getattr(self, field.name) for field in fields(Rule)})

    def hold_until(self, day: date | None) -> None:
        self.valid_to = day
