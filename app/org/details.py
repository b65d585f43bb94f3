"""Correcting who somebody is: name, address, birth place, and the NIP with its history."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts import links
from app.accounts.actions import give_number
from app.accounts.events import EmailsChanged
from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import lock_person
from app.db import db
from app.kit.errors import Conflict, Invalid
from app.kit.events import tell
from app.kit.nip import Nip
from app.org import audited


@dataclass(frozen=True)
class Details:
    """`email`: None where it stays. `number`: a new NIP, which holds from `day`; None where it
    stays."""

    name: str
    email: str | None
    birth_place: str | None
    number: Nip | None
    day: date


def correct(person: Person, details: Details, *, by_id: int, at: datetime) -> bool:
    """Whether anything changed. A birth date follows the new NIP, which tells one.

    Raises Invalid for an address or NIP that somebody has or had, Conflict for a NIP from before
    the one of today began.
    """
    lock_person(person.id)
    db.session.refresh(person)
    old, former = _facts(person), person.email
    if details.number:
        _change_number(person, details.number, day=details.day)
    email = details.email.lower() if details.email else former
    with _unless_taken(Invalid("person.email-taken", email=email)):
        person.name, person.email, person.birth_place = details.name, email, details.birth_place
    new = _facts(person)
    if new == old:
        return False
    audited.corrected(
        person, {name: (old[name], value) for name, value in new.items()}, by_id=by_id
    )
    if new["email"] != old["email"]:
        # A link on its way to the earlier address must not open the account.
        links.void_links(person.id, at=at)
        tell(EmailsChanged({person.id: former}, at))
    return True


def _change_number(person: Person, new: Nip, *, day: date) -> None:
    """The one before ends the day before; one that began on `day` was a slip."""
    held = select(EmployeeNumber).where(EmployeeNumber.person_id == person.id)
    if db.session.scalar(held.where(EmployeeNumber.number == new.digits)):
        raise Invalid("nip.former", name=person.name)
    current = db.session.scalar(held.where(EmployeeNumber.valid_to.is_(None)))
    if current and day < current.valid_from:
        raise Conflict("period.later", day=current.valid_from)
    if current and day == current.valid_from:
        db.session.delete(current)
    elif current:
        current.valid_to = day - timedelta(days=1)
    db.session.flush()
    with _unless_taken(Invalid("person.number-taken", number=new.digits)):
        give_number(person, new.digits, day=day)
    person.birth_date = new.birth_date


@contextmanager
def _unless_taken(taken: Invalid) -> Iterator[None]:
    """Raises `taken` also for what somebody else was given at the same moment."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        raise taken from error


def _facts(person: Person) -> dict[str, object]:
    current = select(EmployeeNumber.number, EmployeeNumber.valid_from).where(
        EmployeeNumber.person_id == person.id, EmployeeNumber.valid_to.is_(None)
    )
    number, since = db.session.execute(current).one_or_none() or (None, None)
    return {
        "name": person.name,
        "email": person.email,
        "birth-place": person.birth_place,
        "birth-date": person.birth_date,
        "nip": number,
        "first-day": since,
    }
