"""Finding people, by session, by what they type, by id."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, func, or_, select

from app.accounts.models import EmployeeNumber, Person, RoleGrant, SignInSession
from app.db import db


def holds_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """A role grant for everywhere that is valid on `day`; one for a unit gives nothing yet."""
    return and_(
        RoleGrant.unit_id.is_(None),
        RoleGrant.valid_from <= day,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day),
    )


# Every request asks this, so it is put together once.
SESSION_PERSON = (
    select(Person, RoleGrant.role)
    .join(SignInSession, SignInSession.person_id == Person.id)
    .outerjoin(
        RoleGrant, and_(RoleGrant.person_id == Person.id, holds_on(bindparam("today", type_=Date)))
    )
    .where(
        SignInSession.key_hash == bindparam("key_hash"),
        SignInSession.revoked_at.is_(None),
        SignInSession.expires_at > bindparam("at"),
        Person.deactivated_at.is_(None),
    )
)


def find_session_person(key: str, *, at: datetime) -> Person | None:
    """The person of a live session with the roles of today, in one query."""
    values = {"key_hash": SignInSession.hash_of(key), "at": at, "today": at.date()}
    rows = db.session.execute(SESSION_PERSON, values).all()
    if not rows:
        return None
    person = rows[0][0]
    person.roles = frozenset(role for _, role in rows if role)
    person.session_key = key
    return person


def find_session_owner(key: str) -> int | None:
    """Whose session it is or was: also of one that has ended."""
    return db.session.scalar(
        select(SignInSession.person_id).where(SignInSession.key_hash == SignInSession.hash_of(key))
    )


def find_person_by_login(login: str) -> Person | None:
    """By e-mail in any case, or by a current NIP with or without blanks."""
    digits = "".join(login.split())
    return db.session.scalar(
        select(Person)
        .outerjoin(EmployeeNumber, current_number())
        .where(
            Person.deactivated_at.is_(None),
            or_(Person.email == login.strip().lower(), EmployeeNumber.number == digits),
        )
    )


def current_number() -> ColumnElement[bool]:
    return and_(EmployeeNumber.person_id == Person.id, EmployeeNumber.valid_to.is_(None))


def find_number(person_id: int) -> str | None:
    """The person's NIP of today, 18 digits."""
    return db.session.scalar(
        select(EmployeeNumber.number).where(
            EmployeeNumber.person_id == person_id, EmployeeNumber.valid_to.is_(None)
        )
    )


def find_person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def search_people(words: str, *, limit: int = 20) -> Sequence[tuple[Person, str | None]]:
    """Active people whose name, e-mail or NIP holds `words`, by name, with their NIP."""
    pattern = f"%{_escaped(words.lower())}%"
    statement = (
        select(Person, EmployeeNumber.number)
        .outerjoin(EmployeeNumber, current_number())
        .where(
            Person.deactivated_at.is_(None),
            or_(
                func.lower(Person.name).like(pattern, escape="\\"),
                Person.email.like(pattern, escape="\\"),
                EmployeeNumber.number.like(pattern, escape="\\"),
            ),
        )
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return [(person, number) for person, number in db.session.execute(statement)]


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
