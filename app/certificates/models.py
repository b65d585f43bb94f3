"""Certificates: numbered without gaps, kept as printed, revoked but never deleted."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of


class CertificateSeries(Model):
    """How an agency numbers and signs: `number_template` may name seq, month_roman and year."""

    __tablename__ = "certificate_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), unique=True)
    number_template: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(100))
    signatory_name: Mapped[str] = mapped_column(String(200))
    signatory_title: Mapped[str] = mapped_column(String(200))


class CertificateCounter(Model):
    """The last number given in a series and year; its row is the lock that keeps out gaps."""

    __tablename__ = "certificate_counter"

    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class Certificate(Model):
    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("series_id", "year", "seq"),
        Index("ix_certificate_person_id", "person_id"),
        Index("ix_certificate_issued_at", "issued_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"))
    year: Mapped[int]
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(String(200))
    # What the QR code leads to.
    code: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    # None for one issued by hand, which carries the key of its form instead: one form, one paper.
    completion_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_completion.id"), unique=True
    )
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    reason: Mapped[str | None] = mapped_column(Text)
    # Every printed field, as it was that day.
    snapshot: Mapped[dict[str, Any]] = mapped_column(Json)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    valid_until: Mapped[date | None]


class CertificateRevocation(Model):
    __tablename__ = "certificate_revocation"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    revoked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class CertificateRequest(Model):
    """A completed course whose certificate an officer has to approve first."""

    __tablename__ = "certificate_request"
    __table_args__ = (
        one_of("decision", ("approved", "rejected")),
        Index("ix_certificate_request_decision", "decision", "requested_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    completion_id: Mapped[int] = mapped_column(ForeignKey("course_completion.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decision: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    def decide(self, decision: str, *, reason: str | None, by: int, at: datetime) -> None:
        self.decision = decision
        self.reason = reason
        self.decided_by_id = by
        self.decided_at = at
