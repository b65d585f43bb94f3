"""Creating accounts, signing in and out."""

import secrets
from datetime import date, datetime

from sqlalchemy import update

from app.accounts.models import ROLES, EmployeeNumber, Person, RoleGrant, SignInSession
from app.accounts.queries import find_person_by_email
from app.db import db
from app.kit.errors import Invalid

SHORTEST_PASSWORD = 12


def create_person(
    *, name: str, email: str, password: str | None, at: datetime, language: str = "id"
) -> Person:
    """Raises Invalid for an address that is taken or not one, or a short password."""
    email = email.strip().lower()
    if "@" not in email:
        raise Invalid("person.email", email=email)
    if find_person_by_email(email):
        raise Invalid("person.email-taken", email=email)
    person = Person(name=name.strip(), email=email, language=language, created_at=at)
    if password is not None:
        set_password(person, password, at=at)
    db.session.add(person)
    db.session.flush()
    return person


def set_password(person: Person, password: str, *, at: datetime) -> None:
    """A new password ends every session that the old one opened."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("person.password-short", length=SHORTEST_PASSWORD)
    person.set_password(password)
    if person.id is not None:
        db.session.execute(
            update(SignInSession)
            .where(SignInSession.person_id == person.id, SignInSession.revoked_at.is_(None))
            .values(revoked_at=at)
        )


def grant_role(person: Person, role: str, *, day: date, unit_id: int | None = None) -> None:
    if role not in ROLES:
        raise Invalid("person.role", role=role, roles=", ".join(ROLES))
    db.session.add(RoleGrant(person_id=person.id, role=role, unit_id=unit_id, valid_from=day))


def give_number(person: Person, number: str, *, day: date) -> None:
    """`number`: 18 checked digits (see `kit.nip`)."""
    db.session.add(EmployeeNumber(person_id=person.id, number=number, valid_from=day))


def open_session(person: Person, *, user_agent: str, remember: bool, at: datetime) -> None:
    """Afterwards `person.session_key` holds the secret for the cookie."""
    key = secrets.token_urlsafe(32)
    lasts = SignInSession.LASTS_REMEMBERED if remember else SignInSession.LASTS
    db.session.add(
        SignInSession(
            person_id=person.id,
            key_hash=SignInSession.hash_of(key),
            user_agent=user_agent[:200],
            created_at=at,
            expires_at=at + lasts,
        )
    )
    person.session_key = key


def close_session(key: str, *, at: datetime) -> None:
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.key_hash == SignInSession.hash_of(key))
        .values(revoked_at=at)
    )
