"""Finding people, by session, by what they type, by id."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
)

from app.accounts.models import EmployeeNumber, Person, RoleGrant, SecondFactor, SignInSession
from app.db import db, in_force


def holds_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """A role grant for everywhere that is valid on `day`; one for a unit gives nothing yet."""
    return and_(RoleGrant.unit_id.is_(None), in_force(RoleGrant, day))


# More devices than anyone looks through; a new password ends those that are not shown too.
MOST_SESSIONS = 20
TODAY = bindparam("today", type_=Date)
# In the east of the country the new day has begun while it is still yesterday by UTC.
TOMORROW = bindparam("tomorrow", type_=Date)
# Asked along, since nearly every page shows a time; the rooms above are known by the names of their
# tables alone, as in a foreign key.
AGENCY_ZONE = text(
    """(
    SELECT agency.time_zone FROM membership
    JOIN unit ON unit.id = membership.unit_id JOIN agency ON agency.id = unit.agency_id
    WHERE membership.person_id = person.id AND membership.kind = 'main'
    AND membership.valid_from <= :tomorrow
    AND (membership.valid_to IS NULL OR membership.valid_to >= :today)
    ORDER BY membership.valid_from DESC LIMIT 1
)"""
).bindparams(TODAY, TOMORROW)
HAS_SECOND_FACTOR = exists().where(
    SecondFactor.person_id == Person.id, SecondFactor.confirmed_at.is_not(None)
)
# Every request asks this, so it is put together once.
SESSION_PERSON = (
    select(Person, RoleGrant.role, AGENCY_ZONE, HAS_SECOND_FACTOR)
    .join(SignInSession, SignInSession.person_id == Person.id)
    .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, holds_on(TODAY)))
    .where(
        SignInSession.key_hash == bindparam("key_hash"),
        SignInSession.revoked_at.is_(None),
        SignInSession.expires_at > bindparam("at"),
        Person.deactivated_at.is_(None),
    )
)


def find_session_person(key: str, *, at: datetime) -> Person | None:
    """The person of a live session, with the roles and the agency of today, in one query."""
    days = {"today": at.date(), "tomorrow": at.date() + timedelta(days=1)}
    values = {"key_hash": SignInSession.hash_of(key), "at": at, **days}
    rows = db.session.execute(SESSION_PERSON, values).all()
    if not rows:
        return None
    person: Person = rows[0][0]
    person.agency_zone = rows[0][2]
    person.has_second_factor = rows[0][3]
    person.roles = _roles(role for _, role, _, _ in rows)
    person.session_key = key
    return person


def find_actor(person_id: int, at: datetime) -> Person | None:
    """An active person with the roles of today, for work that no session of theirs asks for."""
    rows = db.session.execute(
        select(Person, RoleGrant.role)
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, holds_on(at.date())))
        .where(Person.id == person_id, Person.deactivated_at.is_(None))
    ).all()
    if not rows:
        return None
    person: Person = rows[0][0]
    person.roles = _roles(role for _, role in rows)
    return person


def _roles(found: Iterable[str | None]) -> frozenset[str]:
    """Who has none is found once, with None."""
    return frozenset(role for role in found if role)


def find_session_owner(key: str) -> int | None:
    """Whose session it is or was: also of one that has ended."""
    return db.session.scalar(
        select(SignInSession.person_id).where(SignInSession.key_hash == SignInSession.hash_of(key))
    )


def sessions_of(person_id: int, *, at: datetime) -> Sequence[SignInSession]:
    """Where a person is signed in, the newest first."""
    return db.session.scalars(
        select(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            SignInSession.revoked_at.is_(None),
            SignInSession.expires_at > at,
        )
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
        .limit(MOST_SESSIONS)
    ).all()


def find_session_of(person_id: int, session_id: int) -> SignInSession | None:
    return db.session.scalar(
        select(SignInSession).where(
            SignInSession.id == session_id, SignInSession.person_id == person_id
        )
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


def find_active_person(person_id: int) -> Person | None:
    return db.session.scalar(
        select(Person).where(Person.id == person_id, Person.deactivated_at.is_(None))
    )


def own_words_of(person: Person) -> list[str]:
    """What others know of a person, and would try as the password."""
    words = [person.name, person.email, person.birth_place or ""]
    if person.id is not None:
        words.append(find_number(person.id) or "")
    if person.birth_date:
        words += [f"{person.birth_date:{form}}" for form in ("%d%m%Y", "%d%m%y", "%Y%m%d")]
    return words


def holds_role(person_id: int, role: str, *, day: date) -> bool:
    """Also in a scope, where it opens nothing yet."""
    held = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == role,
        RoleGrant.valid_from <= day,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day),
    )
    return db.session.scalar(held.limit(1)) is not None


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
