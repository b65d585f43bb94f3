"""People who sign in, their numbers, roles and sessions."""

import hashlib
import secrets
from datetime import date, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.grants import NOTHING, Grants
from app.db import Model, UtcDateTime, one_of
from app.kit.clock import ZONES

ROLES = ("employee", "author", "supervisor", "officer", "admin")
THEMES = ("light", "dark")
PURPOSES = ("first", "reset")

# OWASP's second recommendation for argon2id; the library's default takes 450 ms under load.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified when the account does not exist, so that the time of the answer does not tell.
_NOBODY = _hasher.hash(secrets.token_hex(16))


class Person(Model):
    """Anyone with an account. Never deleted: leavers are deactivated, later anonymised.

    Carries the four members that Flask-Login asks for, so that models know no Flask.
    """

    __tablename__ = "person"
    __allow_unmapped__ = True  # for the members below that live with a session only
    __table_args__ = (
        one_of("language", ("id", "en")),
        one_of("time_zone", ZONES),
        one_of("theme", THEMES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="id")
    # None: as the agency, and as the device.
    time_zone: Mapped[str | None] = mapped_column(String(40))
    theme: Mapped[str | None] = mapped_column(String(10))
    saves_data: Mapped[bool] = mapped_column(default=False)
    birth_place: Mapped[str | None] = mapped_column(String(100))
    birth_date: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Since when nothing here tells any more who it was.
    anonymised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    is_authenticated = True
    is_anonymous = False
    # Set by the session's query; a person fetched otherwise has none.
    grants: Grants = NOTHING
    session_key: str | None = None
    session_begun_at: datetime | None = None
    session_ends_at: datetime | None = None
    agency_zone: str | None = None
    agency_id: int | None = None
    has_second_factor: bool = False

    @property
    def is_active(self) -> bool:
        return self.deactivated_at is None

    def get_id(self) -> str:
        """The secret of the session, not the person: a session can be revoked on its own."""
        if self.session_key is None:
            raise ValueError("this person has no session")
        return self.session_key

    @property
    def zone(self) -> str:
        """Whose clock the person reads. Which day it is in law, their agency says (`org`)."""
        return self.time_zone or self.agency_zone or ZONES[0]

    @property
    def roles(self) -> frozenset[str]:
        """In any scope."""
        return self.grants.roles

    def has_role(self, *roles: str) -> bool:
        """In any scope; whom it reaches, `reach` says."""
        return not self.roles.isdisjoint(roles)

    def set_password(self, password: str) -> None:
        self.password_hash = hash_password(password)


def hash_password(password: str) -> str:
    """Slow on purpose."""
    return _hasher.hash(password)


def is_password_of(person: Person | None, password: str) -> bool:
    """Check a password; equally slow when there is no such person or no password yet."""
    known = person.password_hash if person else None
    try:
        return _hasher.verify(known or _NOBODY, password) and known is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def renewed_hash(person: Person, password: str) -> str | None:
    """Of the right password, where the kept one was made with weaker settings than today's."""
    is_old = person.password_hash and _hasher.check_needs_rehash(person.password_hash)
    return hash_password(password) if is_old else None


class EmployeeNumber(Model):
    """A NIP and the time it was valid: a contract employee's number changes with the contract."""

    __tablename__ = "employee_number"
    __table_args__ = (
        CheckConstraint("length(number) = 18", name="number"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        Index(
            "uq_employee_number_current",
            "person_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(String(18), unique=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class RoleGrant(Model):
    """A role that a person holds for a time, in a scope (a unit's subtree, the own courses) or
    everywhere. Ended, never deleted."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", ROLES),
        CheckConstraint("NOT only_own OR role = 'author'", name="only_own"),
        UniqueConstraint("person_id", "role", "unit_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    # An author of the courses that name them as such, and of those that they publish first.
    only_own: Mapped[bool] = mapped_column(default=False, server_default=false())
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class SignInSession(Model):
    """A browser that is signed in; the cookie holds the key, the database only its hash.

    `expires_at` moves on while pages are opened (`identity`).
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (
        Index("ix_sign_in_session_person_id", "person_id"),
        Index("ix_sign_in_session_device_id", "device_id"),
        Index("ix_sign_in_session_expires_at", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # On which remembered device it was opened.
    device_id: Mapped[int | None] = mapped_column(ForeignKey("remembered_device.id"))

    @staticmethod
    def hash_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    def is_opened_by(self, key: str) -> bool:
        return self.key_hash == self.hash_of(key)

    def end(self, *, at: datetime) -> None:
        self.revoked_at = self.revoked_at or at


class RememberedDevice(Model):
    """A browser that stays signed in beyond its session (`remembering`).

    `series` names it in the cookie and proves nothing; of the tokens that do, the database knows
    the hashes of the newest and of the one before.
    """

    __tablename__ = "remembered_device"
    __table_args__ = (Index("ix_remembered_device_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    series: Mapped[str] = mapped_column(String(40), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    former_hash: Mapped[str | None] = mapped_column(String(64))
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user_agent: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Identity(Model):
    """Who somebody is at the provider of single sign-on; a person has one account at each."""

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        UniqueConstraint("person_id", "issuer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OneTimeLink(Model):
    """Lets whoever holds it choose a password, once; the database knows only its hash."""

    __tablename__ = "one_time_link"
    __table_args__ = (
        one_of("purpose", PURPOSES),
        Index("ix_one_time_link_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None: the person asked for it themselves.
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # A newer link or a password chosen otherwise has taken its place.
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactor(Model):
    """An app that makes codes (TOTP, RFC 6238).

    Its secret stands nowhere: it is derived from `salt` with the instance's key, so that the
    database alone makes no codes (`second_factor.secret_of`).
    """

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None: shown, but no code of it has been typed yet.
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The half minute, counted since 1970, of the newest code that was taken.
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Model):
    """Stands in for the app once; random enough that a plain hash keeps it."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInThrottle(Model):
    """Failed sign-ins of one account or one address; kept in the database for all workers."""

    __tablename__ = "sign_in_throttle"

    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
