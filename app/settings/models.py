"""What administrators have set."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime


class StoredSetting(Model):
    """Of one that was reset to its default there is no row; who set it before, the audit knows."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SettingsVersion(Model):
    """The one row that says whether what a process remembers still holds.

    `token` is another with every change, and random: one that was rolled back, or of another
    database, is never taken for this one. Whoever changes a setting or a brand holds its lock.
    """

    __tablename__ = "settings_version"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(32))


class Brand(Model):
    """How an agency shows itself. Of one that shows itself as Lentera there is no row."""

    __tablename__ = "brand"
    __table_args__ = (
        CheckConstraint("accent LIKE '#______'", name="accent"),
        CheckConstraint("(logo IS NULL) = (logo_digest IS NULL)", name="logo"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    # None: Lentera's own.
    name: Mapped[str | None] = mapped_column(String(40))
    accent: Mapped[str | None] = mapped_column(String(7))
    # A PNG of our own making, and its SHA-256 in hex.
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_digest: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
