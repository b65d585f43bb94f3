"""The training record: every development activity of a person, with its hours."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of

# A form of training by its number in SIASN.
E_LEARNING = 16
STATES = ("draft", "proposed", "returned", "rejected", "verified")
DECIDERS = ("officer", "supervisor", "either")
DECISIONS = ("endorsed", "verified", "returned", "rejected", "reopened")
CUTS = ("day", "month", "no-rule")


class Activity(Model):
    """An entry of the record, which counts once it is verified; a course done here is from the
    start, and has a completion.

    `jp_raw` are the hours as the programme says them, None where none are said; `days`: on how many
    days of its time it took place, None for all. `revision` grows with each change by its owner, so
    that nobody decides on what they have not seen. `waits_for`: who decides on what is proposed;
    after a supervisor has agreed an officer does, where both have to.
    """

    __tablename__ = "activity"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("ends_on >= starts_on", name="period"),
        CheckConstraint("jp_raw >= 0", name="jp_raw"),
        CheckConstraint("days > 0", name="days"),
        CheckConstraint("cost >= 0", name="cost"),
        one_of("waits_for", DECIDERS),
        CheckConstraint(
            "state <> 'proposed' OR (proposed_at IS NOT NULL AND waits_for IS NOT NULL)",
            name="proposed",
        ),
        Index("ix_activity_person_id", "person_id", "ends_on"),
        # Whom a rule concerns that is about to change.
        Index("ix_activity_form_id", "form_id", "ends_on", "person_id"),
        # What waits for a decision, the oldest first.
        Index(
            "ix_activity_proposed_at",
            "proposed_at",
            "id",
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
        Index("ix_activity_number_key", "number_key"),
        Index("ix_activity_provider_id", "provider_id", "ends_on"),
        # Whom people name that the register does not know, or not by this entry. What is always
        # NULL in it leads SQLite here, and not to all that has no completion.
        Index(
            "ix_activity_provider",
            "completion_id",
            "provider_id",
            "provider",
            "state",
            sqlite_where=text("provider_id IS NULL AND completion_id IS NULL"),
            postgresql_where=text("provider_id IS NULL AND completion_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form_id: Mapped[int] = mapped_column(ForeignKey("activity_form.id"))
    state: Mapped[str] = mapped_column(String(10), default="verified", server_default="verified")
    title: Mapped[str] = mapped_column(String(300))
    # As it was typed or printed; and who of the register it is, where that is known.
    provider: Mapped[str] = mapped_column(String(200))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"))
    place: Mapped[str | None] = mapped_column(String(200))
    competency: Mapped[str | None] = mapped_column(ForeignKey("competency.id"))
    is_international: Mapped[bool] = mapped_column(default=False, server_default=false())
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    days: Mapped[int | None]
    jp_raw: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    # Rupiah that the agency paid for this person.
    cost: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    completion_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_completion.id"), unique=True
    )
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    # Of a certificate from outside; `duplicates.number_key` of it.
    number: Mapped[str | None] = mapped_column(String(100))
    number_key: Mapped[str | None] = mapped_column(String(100))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waits_for: Mapped[str | None] = mapped_column(String(10))
    # Of the form that entered it: sent twice it is entered once.
    form_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    # When two have confirmed it to each other, as a session of coaching: nobody's to change then.
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_own(self) -> bool:
        """Not of a course done here: it has a page of its own, and was decided on."""
        return self.completion_id is None

    @property
    def is_open(self) -> bool:
        """To changes by its owner."""
        return self.is_own and not self.confirmed_at and self.state in ("draft", "returned")


class Evidence(Model):
    """A file that proves an activity: `instance/evidence/ab/<name>`, a picture or a PDF with its
    pages as pictures beside it. A name is of chance and used once, so that a file without a row is
    nobody's.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("activity_id", "digest"),
        CheckConstraint("size > 0 AND pages > 0", name="amounts"),
        # The same paper sent for somebody else.
        Index("ix_evidence_digest", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    file: Mapped[str] = mapped_column(String(32), unique=True)
    # SHA-256 of what was sent.
    digest: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(100))
    # As its owner's device called it, for reading alone.
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    pages: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Verification(Model):
    """A decision on an activity; each stays, and the latest is what its state says."""

    __tablename__ = "verification"
    __table_args__ = (
        one_of("decision", DECISIONS),
        CheckConstraint("reason <> '' OR decision IN ('endorsed', 'verified')", name="reason"),
        # Two decisions on one state of an entry cannot be.
        UniqueConstraint("activity_id", "number"),
        Index("ix_verification_by_id", "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    number: Mapped[int]
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActivityDay(Model):
    """Hours of an online course on a day, by the agency's calendar: what happened, before rules."""

    __tablename__ = "activity_day"
    __table_args__ = (CheckConstraint("jp >= 0", name="jp"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))


class JpCredit(Model):
    """What an activity earned on one day, as `ledger.Credit` tells it; it follows from entries and
    rules, and can be computed anew."""

    __tablename__ = "jp_credit"
    __table_args__ = (
        CheckConstraint("credited >= 0 AND credited <= worth", name="credited"),
        one_of("cut", CUTS),
        # All that a city's sum reads; one by day would lead SQLite to each activity apart.
        Index("ix_jp_credit_activity_id", "activity_id", "day", "credited"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    raw: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    # With what training abroad adds.
    worth: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    credited: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("jp_rule.id"))
    cut: Mapped[str | None] = mapped_column(String(10))
    cut_limit: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))


class YearTotal(Model):
    """JP credited to a person in a year: the sum of `jp_credit`, written with it, so that a city's
    year is a row a person and not one a credit."""

    __tablename__ = "year_total"
    # All that a city's year reads.
    __table_args__ = (Index("ix_year_total_year", "year", "person_id", "jp"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    jp: Mapped[Decimal] = mapped_column(Numeric(9, 2))


class YearlyTarget(Model):
    """How many JP a year are asked of an employment type; data with validity, too.

    `period`: of which year. A contract's own begins where the contract does. `ended_on`: the end
    that an officer gave; `valid_to` is that or the day before the next begins, if that is earlier.
    """

    __tablename__ = "yearly_target"
    __table_args__ = (
        one_of("employment_type", ("pns", "pppk")),
        one_of("period", ("calendar", "contract")),
        CheckConstraint("max_jp IS NULL OR max_jp >= min_jp", name="max_jp"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        UniqueConstraint("employment_type", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employment_type: Mapped[str] = mapped_column(String(10))
    period: Mapped[str] = mapped_column(String(10), default="calendar", server_default="calendar")
    min_jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    max_jp: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    ended_on: Mapped[date | None]


class YearClosing(Model):
    """A year that an agency has reported; what changes afterwards is a correction."""

    __tablename__ = "year_closing"
    __table_args__ = (UniqueConstraint("agency_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClosedTotal(Model):
    """What a person had when the year was closed."""

    __tablename__ = "closed_total"
    __table_args__ = (Index("ix_closed_total_person_id", "person_id"),)

    closing_id: Mapped[int] = mapped_column(ForeignKey("year_closing.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))


class JpCorrection(Model):
    """A closed year's total of a person has changed, because of an entry or of a rule."""

    __tablename__ = "jp_correction"
    __table_args__ = (
        CheckConstraint("(activity_id IS NULL) <> (rule_id IS NULL)", name="cause"),
        CheckConstraint("before <> after", name="change"),
        Index("ix_jp_correction_person_id", "person_id", "closing_id"),
        Index("ix_jp_correction_closing_id", "closing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    closing_id: Mapped[int] = mapped_column(ForeignKey("year_closing.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    before: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    after: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("jp_rule.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordStatement(Model):
    """A record on paper: what was printed, so that whoever holds the paper can check it.

    `snapshot`: as `statements_snapshot.snapshot` tells it; `digest`: of it, without its day, so
    that the same is not issued twice.
    """

    __tablename__ = "record_statement"
    __table_args__ = (
        CheckConstraint("last_year >= first_year", name="years"),
        # One that was withdrawn stays so, and another can be made.
        Index(
            "uq_record_statement_person_id",
            "person_id",
            "digest",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_record_statement_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # What the QR code leads to.
    code: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    first_year: Mapped[int]
    last_year: Mapped[int]
    snapshot: Mapped[dict[str, Any]] = mapped_column(Json)
    digest: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecordShare(Model):
    """A link by which a person shows their record to somebody without an account.

    `token_hash`: SHA-256 of what stands in the link, which nothing else keeps. `label`: for whom.
    `year`: the only one shown, None for all.
    """

    __tablename__ = "record_share"
    __table_args__ = (
        CheckConstraint("opened_count >= 0", name="opened_count"),
        CheckConstraint("(opened_count = 0) = (opened_at IS NULL)", name="opened_at"),
        Index("ix_record_share_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(100))
    year: Mapped[int | None]
    shows_numbers: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The last second of a day at the person's agency.
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_count: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def is_live(self, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at >= at
