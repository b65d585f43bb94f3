"""Giving roles and ending them; what was held stays, with its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select

from app.accounts import audited, links
from app.accounts.models import Person, RoleGrant
from app.accounts.queries import lock_person
from app.db import db, in_force
from app.kit import clock
from app.kit.errors import Conflict, Invalid


@dataclass(frozen=True)
class Wanted:
    """`unit_id`: for the unit and those below it, of an officer; `only_own`: for the own courses,
    of an author; else everywhere. `until`: the last day."""

    role: str
    day: date
    until: date | None = None
    unit_id: int | None = None
    only_own: bool = False


def give(person: Person, wanted: Wanted, *, by_id: int | None) -> RoleGrant:
    """Links made before are void: whoever holds one may not be allowed to help any more.

    Raises Conflict where the same is held on the first day or later."""
    if wanted.unit_id and wanted.role != "officer":
        raise Invalid("role.scope")
    lock_person(person.id)
    if is_held(person.id, wanted):
        raise Conflict("role.held")
    links.void_links(person.id, at=clock.now())
    grant = _taken_back(person.id, wanted) or RoleGrant(
        person_id=person.id,
        role=wanted.role,
        unit_id=wanted.unit_id,
        only_own=wanted.only_own,
        valid_from=wanted.day,
    )
    grant.valid_to = wanted.until
    db.session.add(grant)
    db.session.flush()
    audited.granted(person, grant, by_id=by_id)
    return grant


def is_held(person_id: int, wanted: Wanted) -> bool:
    is_open = or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= wanted.day)
    return db.session.scalar(_like(person_id, wanted).where(is_open).limit(1)) is not None


def _taken_back(person_id: int, wanted: Wanted) -> RoleGrant | None:
    """Given for the same first day before; it holds anew."""
    same = _like(person_id, wanted).where(RoleGrant.valid_from == wanted.day)
    return db.session.scalar(same.limit(1))


def _like(person_id: int, wanted: Wanted) -> Select[RoleGrant]:
    return select(RoleGrant).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == wanted.role,
        RoleGrant.unit_id.is_not_distinct_from(wanted.unit_id),
        RoleGrant.only_own.is_(wanted.only_own),
    )


def end(person: Person, grant: RoleGrant, *, last_day: date, today: date, by_id: int) -> bool:
    """Whether it changed anything. Raises Conflict for the last administrator.

    With a last day before the first the role is taken back: it is over at once, and holds on no
    day to come.
    """
    if last_day < grant.valid_from:
        last_day = today - timedelta(days=1)
    if grant.valid_to is not None and grant.valid_to <= last_day:
        return False
    if grant.role == "admin" and not has_other_admin(person.id, today):
        raise Conflict("role.last-admin")
    audited.ended_role(person, grant, last_day=last_day, by_id=by_id)
    grant.valid_to = last_day
    db.session.flush()
    return True


def has_other_admin(person_id: int, day: date) -> bool:
    """One without an end, who can sign in. The rows are locked: two administrators who end each
    other's role at once would leave none."""
    others = (
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.role == "admin",
            RoleGrant.unit_id.is_(None),
            RoleGrant.valid_to.is_(None),
            in_force(RoleGrant, day),
            Person.deactivated_at.is_(None),
        )
        .order_by(RoleGrant.id)
        .with_for_update(of=RoleGrant)
    )
    return any(one != person_id for one in db.session.scalars(others))


def all_of(person_id: int) -> Sequence[RoleGrant]:
    """Held, ended and to come, in the order in which they began."""
    return db.session.scalars(
        select(RoleGrant)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.valid_from, RoleGrant.id)
    ).all()


def find_grant(person_id: int, grant_id: int) -> RoleGrant | None:
    return db.session.scalar(
        select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.person_id == person_id)
    )
