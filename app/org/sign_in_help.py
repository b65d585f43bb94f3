"""Who waits for a first password, and is one whom the officer may help to it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from app.accounts.models import Person, RoleGrant
from app.accounts.policies import roles_above
from app.accounts.queries import is_not_over
from app.accounts.reach import reaches
from app.db import db
from app.org.models import Membership
from app.org.people import Wanted, main_on, narrowed


def count_waiting(wanted: Wanted, *, actor: Person, day: date) -> int:
    return db.session.scalar(_waiting(select(func.count(Person.id)), wanted, actor, day)) or 0


def waiting_ids(wanted: Wanted, *, actor: Person, day: date) -> Sequence[int]:
    """In the order in which an office sorts them: by name."""
    found = _waiting(select(Person.id), wanted, actor, day)
    return db.session.scalars(found.order_by(func.lower(Person.name), Person.id)).all()


def helped(person_ids: Collection[int], *, actor: Person, day: date) -> frozenset[int]:
    """Of `person_ids` those whom the officer may help."""
    found = select(Person.id).where(Person.id.in_(person_ids), _may_be_helped(actor, day))
    return frozenset(db.session.scalars(found))


def find_waiting(person_id: int, *, actor: Person, day: date) -> Person | None:
    return db.session.scalar(
        select(Person).where(
            Person.id == person_id,
            Person.deactivated_at.is_(None),
            Person.password_hash.is_(None),
            reaches(actor, Person.id),
            _may_be_helped(actor, day),
        )
    )


def _waiting(
    statement: Select[*tuple[Any, ...]], wanted: Wanted, actor: Person, day: date
) -> Select[*tuple[Any, ...]]:
    statement = statement.outerjoin(Membership, main_on(day))
    waiting = (Person.password_hash.is_(None), _may_be_helped(actor, day))
    return narrowed(statement, wanted, actor, day).where(*waiting)


def _may_be_helped(actor: Person, day: date) -> ColumnElement[bool]:
    """`may_help_to_sign_in`, for many at once."""
    is_above = exists().where(
        RoleGrant.person_id == Person.id,
        RoleGrant.role.in_(roles_above(actor)),
        is_not_over(day),
    )
    return and_(Person.id != actor.id, ~is_above)
