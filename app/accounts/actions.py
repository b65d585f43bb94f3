"""Creating accounts, signing in and out."""

import re
import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select, update

from app.accounts import audited, links, remembering, roles
from app.accounts.events import PasswordChanged
from app.accounts.models import (
    ROLES,
    EmployeeNumber,
    Person,
    RememberedDevice,
    SignInSession,
    hash_password,
)
from app.accounts.queries import find_person_by_email, own_words_of
from app.accounts.strength import find_weakness
from app.db import db
from app.kit.errors import Invalid
from app.kit.events import tell

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
    """Raises Invalid as `hash_good_password`."""
    hashed = hash_good_password(person, password)
    store_password(person, hashed, at=at, by_id=by_id)


def hash_good_password(person: Person, password: str) -> str:
    """Weighing and hashing take long: a page does it while nothing is locked.

    Raises Invalid for one that is too short, too long or too easy to guess.
    """
    check_password(person, password)
    return hash_password(password)


def store_password(person: Person, hashed: str, *, at: datetime, by_id: int | None = None) -> None:
    """A new password ends every session that the old one opened, every link to choose one, and
    forgets every device.

    `by_id`: None at the command line.
    """
    person.password_hash = hashed
    if person.id is not None:
        audited.changed_password(person, by_id=by_id)
        end_sign_ins(person.id, at=at)
        tell(PasswordChanged(person.id, at))


def renew_hash(person: Person, hashed: str) -> None:
    """The same password; one that was chosen meanwhile stays."""
    known = person.password_hash
    db.session.execute(
        update(Person)
        .where(Person.id == person.id, Person.password_hash == known)
        .values(password_hash=hashed)
    )


def end_sign_ins(person_id: int, *, at: datetime) -> None:
    """Sessions, remembered devices and links to choose a password."""
    end_sign_ins_of(select(Person.id).where(Person.id == person_id), at=at)


def end_sign_ins_of(people: Select[int], *, at: datetime) -> None:
    """The same of many at once. `people`: their ids."""
    links.void_links_of(people, at=at)
    # Devices first: none opens a session behind our back.
    for model in (RememberedDevice, SignInSession):
        db.session.execute(
            update(model)
            .where(model.person_id.in_(people), model.revoked_at.is_(None))
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


def grant_role(person: Person, role: str, *, day: date, by_id: int | None = None) -> None:
    """For everywhere; with a scope, in `roles`."""
    if role not in ROLES:
        raise Invalid("person.role", role=role, roles=", ".join(ROLES))
    roles.give(person, roles.Wanted(role, day), by_id=by_id)


def give_number(person: Person, number: str, *, day: date) -> None:
    """`number`: 18 checked digits (see `kit.nip`). Raises Invalid when somebody else has it."""
    if db.session.scalar(select(EmployeeNumber.id).where(EmployeeNumber.number == number)):
        raise Invalid("person.number-taken", number=number)
    db.session.add(EmployeeNumber(person_id=person.id, number=number, valid_from=day))


def open_session(
    person: Person,
    *,
    user_agent: str,
    at: datetime,
    lasts: timedelta = timedelta(hours=4),
    device_id: int | None = None,
) -> None:
    """Afterwards `person.session_key` holds the secret for the cookie. `lasts`: without a page
    being opened. `device_id`: the remembered device on which it is opened."""
    key = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            person_id=person.id,
            key_hash=SignInSession.hash_of(key),
            user_agent=user_agent[:200],
            created_at=at,
            expires_at=at + lasts,
            device_id=device_id,
        )
    )
    person.session_key = key


def close_session(key: str, *, at: datetime) -> None:
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.key_hash == SignInSession.hash_of(key))
        .values(revoked_at=at)
    )


def prolong_session(key: str, *, until: datetime) -> None:
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.key_hash == SignInSession.hash_of(key))
        .values(expires_at=until)
    )


def close_other_sessions(person: Person, *, device_id: int | None, at: datetime) -> None:
    """All but the one that `person.session_key` names, and every device but this one. A person
    without a session is signed out everywhere.

    Devices first: whoever comes back on one at this moment holds its row, and the session that
    they open is seen once that is let go.
    """
    remembering.forget_all(person.id, but=device_id, at=at)
    ended = [SignInSession.person_id == person.id, SignInSession.revoked_at.is_(None)]
    if person.session_key:
        ended.append(SignInSession.key_hash != SignInSession.hash_of(person.session_key))
    db.session.execute(update(SignInSession).where(*ended).values(revoked_at=at))
    audited.ended_session(person)
