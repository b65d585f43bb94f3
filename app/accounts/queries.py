"""Finding people, by session, by what they type, by id."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
)

from app.accounts.grants import Grants, grants_of
from app.accounts.models import EmployeeNumber, Person, RoleGrant, SecondFactor, SignInSession
from app.accounts.reach import reaches
from app.db import db, in_force
from app.kit import clock
from app.kit.errors import NotFound
from app.settings import values


def holds_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """A role grant, in any scope, that is valid on `day`."""
    return in_force(RoleGrant, day)


# More devices than anyone looks through; a new password ends those that are not shown too.
MOST_SESSIONS = 20
TODAY = bindparam("today", type_=Date)
# In the east of the country the new day has begun while it is still yesterday by UTC.
TOMORROW = bindparam("tomorrow", type_=Date)
# Asked along, since nearly every page shows a time; the rooms above are known by the names of their
# tables alone, as in a foreign key.
_OF_AGENCY = """(
    SELECT agency.{column} FROM membership
    JOIN unit ON unit.id = membership.unit_id JOIN agency ON agency.id = unit.agency_id
    WHERE membership.person_id = person.id AND membership.kind = 'main'
    AND membership.valid_from <= :tomorrow
    AND (membership.valid_to IS NULL OR membership.valid_to >= :today)
    ORDER BY membership.valid_from DESC LIMIT 1
)"""
AGENCY_ZONE = text(_OF_AGENCY.format(column="time_zone")).bindparams(TODAY, TOMORROW)
AGENCY_ID = text(_OF_AGENCY.format(column="id")).bindparams(TODAY, TOMORROW)
HAS_SECOND_FACTOR = exists().where(
    SecondFactor.person_id == Person.id, SecondFactor.confirmed_at.is_not(None)
)
GRANT = (
    RoleGrant.role,
    RoleGrant.unit_id,
    RoleGrant.only_own,
    RoleGrant.valid_from,
    RoleGrant.valid_to,
)
# Today or tomorrow by UTC: which of the two it is, the agency's zone tells.
GRANTED = and_(
    RoleGrant.person_id == Person.id,
    RoleGrant.valid_from <= TOMORROW,
    or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= TODAY),
)
# Every request asks this, so it is put together once.
SESSION_PERSON = (
    select(
        Person,
        *GRANT,
        AGENCY_ZONE,
        HAS_SECOND_FACTOR,
        SignInSession.created_at,
        SignInSession.expires_at,
        AGENCY_ID,
        values.VERSION,
    )
    .join(SignInSession, SignInSession.person_id == Person.id)
    .outerjoin(RoleGrant, GRANTED)
    .where(
        SignInSession.key_hash == bindparam("key_hash"),
        SignInSession.revoked_at.is_(None),
        SignInSession.expires_at > bindparam("at"),
        Person.deactivated_at.is_(None),
    )
)


def find_session_person(key: str, *, at: datetime) -> Person | None:
    """The person of a live session, with the roles and the agency of today, in one query."""
    wanted = {"key_hash": SignInSession.hash_of(key), "at": at, **days_around(at)}
    rows = db.session.execute(SESSION_PERSON, wanted).all()
    if not rows:
        return None
    person: Person = rows[0][0]
    person.agency_zone, person.has_second_factor = rows[0][6:8]
    person.session_begun_at, person.session_ends_at = rows[0][8:10]
    person.agency_id = rows[0][10]
    person.grants = _held([row[1:6] for row in rows], person.agency_zone, at)
    values.notice(rows[0][11])
    person.session_key = key
    return person


def find_actor(person_id: int, at: datetime) -> Person | None:
    """An active person with the roles of today, for work that no session of theirs asks for."""
    rows = db.session.execute(
        select(Person, *GRANT, AGENCY_ZONE)
        .outerjoin(RoleGrant, GRANTED)
        .where(Person.id == person_id, Person.deactivated_at.is_(None)),
        days_around(at),
    ).all()
    if not rows:
        return None
    person: Person = rows[0][0]
    person.grants = _held([row[1:6] for row in rows], rows[0][6], at)
    return person


def days_around(at: datetime) -> dict[str, date]:
    """What TODAY and TOMORROW stand for."""
    return {"today": at.date(), "tomorrow": at.date() + timedelta(days=1)}


def _held(rows: Iterable[tuple[Any, ...]], zone: str | None, at: datetime) -> Grants:
    """By the day of the agency, as all that is dated; `rows`: of GRANT, one empty for who has none.

    Before seven in the morning in Jakarta, nine in Jayapura, it is still yesterday by UTC.
    """
    day = clock.local_date(at, zone or clock.ZONES[0])
    held = (row[:3] for row in rows if row[3] and row[3] <= day <= (row[4] or date.max))
    return grants_of(held, day)


def get_actor(person_id: int, at: datetime) -> Person:
    """Raises NotFound for who was deactivated meanwhile."""
    actor = find_actor(person_id, at)
    if actor is None:
        raise NotFound("person.gone")
    return actor


def find_session_owner(key: str) -> int | None:
    """Whose session it is or was: also of one that has ended."""
    return db.session.scalar(
        select(SignInSession.person_id).where(SignInSession.key_hash == SignInSession.hash_of(key))
    )


def sessions_of(
    person_id: int, *, but_on: Collection[int] = (), at: datetime
) -> Sequence[SignInSession]:
    """Where a person is signed in, the newest first. `but_on`: devices that are shown themselves
    and stand for the sessions on them."""
    return db.session.scalars(
        select(SignInSession)
        .where(
            SignInSession.person_id == person_id,
            or_(SignInSession.device_id.is_(None), SignInSession.device_id.not_in(but_on)),
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


def roles_of(person_id: int, *, day: date) -> Collection[str]:
    """In any scope; also those that begin later, which a password given now would reach."""
    return db.session.scalars(
        select(RoleGrant.role).where(RoleGrant.person_id == person_id, is_not_over(day))
    ).all()


def is_not_over(day: date) -> ColumnElement[bool]:
    """A role grant that is valid on `day` or begins later."""
    return or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day)


def lock_person(person_id: int) -> None:
    """Until the end of the transaction, on PostgreSQL: what must not happen twice at once to one
    person waits here. Rows that only point to the person may come meanwhile."""
    lock_people([person_id])


def lock_people(person_ids: Sequence[int] | Select[int]) -> None:
    """As `lock_person`; always in the order of ids, or two would wait for each other."""
    locked = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(locked.with_for_update(key_share=True))


def find_person_by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def search_people(
    words: str, *, actor: Person, limit: int = 20
) -> Sequence[tuple[Person, str | None]]:
    """Active people whose name or e-mail holds `words`, by name, with their NIP; within the reach
    of an officer. By NIP `org.views.search` finds."""
    pattern = f"%{_escaped(words.lower())}%"
    statement = (
        select(Person, EmployeeNumber.number)
        .outerjoin(EmployeeNumber, current_number())
        .where(
            Person.deactivated_at.is_(None),
            reaches(actor, Person.id),
            or_(
                func.lower(Person.name).like(pattern, escape="\\"),
                Person.email.like(pattern, escape="\\"),
            ),
        )
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return [(person, number) for person, number in db.session.execute(statement)]


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
