"""Who may be meant: people to be set as head or supervisor, told apart by post and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.accounts.reach import reaches
from app.db import db
from app.org.models import Membership, Position, Unit
from app.org.people import main_on

MOST_FOUND = 20


@dataclass(frozen=True)
class Candidate:
    """`email`: None of who is out of reach and was found by NIP. `position` and `unit`: of the main
    post of the day, None without one."""

    person: Person
    email: str | None
    position: str | None
    unit: str | None


def find_candidates(words: str, *, actor: Person, day: date) -> Sequence[Candidate]:
    """Active people, by name: within reach by a part of name or address, and whoever has exactly
    this address or NIP, for heads and supervisors may come from outside."""
    typed, digits = words.lower(), "".join(words.split())
    is_near = or_(
        func.lower(Person.name).contains(typed, autoescape=True),
        Person.email.contains(typed, autoescape=True),
    )
    is_known = or_(reaches(actor, Person.id), Person.email == typed)
    rows = db.session.execute(
        select(Person, case((is_known, Person.email)), Position.title, Unit.name)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, main_on(day))
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .where(
            Person.deactivated_at.is_(None),
            or_(
                Person.email == typed,
                EmployeeNumber.number == digits,
                and_(reaches(actor, Person.id), is_near),
            ),
        )
        .order_by(func.lower(Person.name), Person.id)
        .limit(MOST_FOUND)
    )
    return [Candidate(*row) for row in rows]
