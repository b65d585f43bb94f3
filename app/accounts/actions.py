"""Creating accounts, signing in and out."""

import re
import secrets
from datetime import date, datetime

from sqlalchemy import select, update

from app.accounts import audited, links
from app.accounts.models import ROLES, EmployeeNumber, Person, RoleGrant, SignInSession
from app.accounts.queries import find_person_by_email, own_words_of
from app.accounts.strength import find_weakness
from app.db import db
from app.kit.errors import Invalid

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
# Loose on purpose: only a mail that arrives proves an address.
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def create_person(
    *, name: str, email: str, password: str | None, at: datetime, language: str = "id"
) -> Person:
    """Raises Invalid for an address that is taken or not one, or a short password."""
    email, name = email.strip().lower(), name.strip()
    if not EMAIL.fullmatch(email) or len(email) > 254:
        raise Invalid("person.email", email=email)
    if not name or len(name) > 200:
        raise Invalid("person.name")
    if find_person_by_email(email):
        raise Invalid("person.email-taken", email=email)
    person = Person(name=name, email=email, language=language, created_at=at)
    if password is not None:
        set_password(person, password, at=at)
    db.session.add(person)
    db.session.flush()
    return person


def set_password(person: Person, password: str, *, at: datetime, by_id: int | None = None) -> None:
    """A new password ends every session that the old one opened, and every link to choose one.
    `by_id`: None at the command line.

    Raises Invalid for one that is too short, too long or too easy to guess.
    """
    check_password(person, password)
    person.set_password(password)
    if person.id is not None:
        audited.changed_password(person, by_id=by_id)
        links.void_links(person.id, at=at)
        db.session.execute(
            update(SignInSession)
            .where(SignInSession.person_id == person.id, SignInSession.revoked_at.is_(None))
            .values(revoked_at=at)
        )


def check_password(person: Person, password: str) -> None:
    """Raises Invalid with what is wrong."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("person.password-short", length=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("person.password-long", length=LONGEST_PASSWORD)
    if weakness := find_weakness(password, own_words=own_words_of(person)):
        raise Invalid(f"person.password-weak-{weakness}")


def grant_role(
    person: Person, role: str, *, day: date, unit_id: int | None = None, by_id: int | None = None
) -> None:
    if role not in ROLES:
        raise Invalid("person.role", role=role, roles=", ".join(ROLES))
    db.session.add(RoleGrant(person_id=person.id, role=role, unit_id=unit_id, valid_from=day))
    audited.granted(person, role, unit_id=unit_id, by_id=by_id)


def give_number(person: Person, number: str, *, day: date) -> None:
    """`number`: 18 checked digits (see `kit.nip`). Raises Invalid when somebody else has it."""
    if db.session.scalar(select(EmployeeNumber.id).where(EmployeeNumber.number == number)):
        raise Invalid("person.number-taken", number=number)
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
    audited.opened_session(person)


def close_session(key: str, *, at: datetime) -> None:
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.key_hash == SignInSession.hash_of(key))
        .values(revoked_at=at)
    )
