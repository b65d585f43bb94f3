"""Placing people, and who supervises them where that does not follow from the tree."""

from datetime import date, datetime
from zoneinfo import available_timezones

from sqlalchemy import or_, select

from app.accounts.models import Person
from app.accounts.queries import lock_people, lock_person
from app.db import db, insert_once
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.org import audited
from app.org.models import Agency, ChosenSupervisor, Membership, Position, Unit
from app.org.periods import (
    end_before,
    goes_on_without,
    is_there,
    lock_agency,
    refuse_leaver,
    take_back,
)
from app.org.units import find_reached, refuse_outside


def place(
    person: Person,
    *,
    agency: Agency,
    unit: str,
    position: str,
    day: date,
    supervisor: Person | None = None,
    employment_type: str = "pns",
    rank: str | None = None,
) -> Membership:
    """A main post by the names of unit and position, which are made when the agency lacks them.

    `supervisor` is set by hand. Raises Invalid for somebody who would supervise themselves, and
    as `give_main_post`.
    """
    _refuse_oneself(person, supervisor)
    membership = give_main_post(
        person,
        unit=_unit(agency, unit),
        position=_position(agency, position),
        employment_type=employment_type,
        rank=rank,
        day=day,
    )
    if supervisor:
        choose_supervisor(person, supervisor, reason="", by=None, day=day, at=clock.now())
    return membership


def give_main_post(
    person: Person,
    *,
    unit: Unit,
    position: Position,
    employment_type: str,
    rank: str | None,
    day: date,
    by: Person | None = None,
) -> Membership:
    """From `day` on; the one before ends the day before, or is corrected when it began that day.

    `by`: None at the command line. Raises Conflict when the main post began later than `day`, is
    exactly this already, or lies where `by` looks after nobody; Invalid when there is no such unit
    from that day on.
    """
    _lock(person, unit)
    refuse_outside(unit, day=day, until=None)
    current = _main_post(person)
    what = (unit.id, position.id, employment_type, rank)
    if current and _what(current) == what:
        raise Conflict("post.same", name=person.name, day=current.valid_from)
    if current and by:
        _refuse_elsewhere(person, current, by)
    end_before(current, day)
    post = _add_post(
        person,
        unit=unit,
        position=position,
        kind="main",
        employment_type=employment_type,
        rank=rank,
        day=day,
    )
    audited.began(post, before=current, by_id=by.id if by else None)
    return post


def _refuse_elsewhere(person: Person, post: Membership, by: Person) -> None:
    """Also of a post that is only planned."""
    if find_reached(by, post.unit_id) is None:
        raise Conflict("post.elsewhere", name=person.name)


def give_other_post(
    person: Person,
    *,
    unit: Unit,
    position: Position,
    kind: str,
    day: date,
    until: date | None,
    by_id: int | None = None,
) -> Membership:
    """One beside the main post, `kind` acting (Plt., Plh.) or second.

    Raises Conflict where somebody has no main post, or already has this one at that time; Invalid
    when there is no such unit all that time.
    """
    _lock(person, unit)
    refuse_outside(unit, day=day, until=until)
    main = _main_post(person)
    if main is None:
        raise Conflict("post.no-main", name=person.name)
    same = select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.unit_id == unit.id,
        Membership.position_id == position.id,
        or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        Membership.valid_from <= (until or date.max),
    )
    if db.session.scalars(same).first():
        raise Conflict("post.same-time", name=person.name)
    post = _add_post(
        person,
        unit=unit,
        position=position,
        kind=kind,
        employment_type=main.employment_type,
        rank=main.rank,
        day=day,
        until=until,
    )
    audited.began(post, by_id=by_id)
    return post


def _lock(person: Person, unit: Unit) -> None:
    """Nobody closes the unit meanwhile, nor moves the person."""
    lock_person(person.id)
    lock_agency(unit.agency_id)
    db.session.refresh(unit)
    refuse_leaver(person)


def end_post(membership: Membership, *, day: date, by_id: int) -> bool:
    """With `day` as its last; whether it would have gone on. Raises Invalid for a day before it
    began."""
    lock_person(membership.person_id)
    if not is_there(membership) or (membership.valid_to and membership.valid_to <= day):
        return False
    if day < membership.valid_from:
        raise Invalid("post.ends-early", day=membership.valid_from)
    old, membership.valid_to = membership.valid_to, day
    db.session.flush()
    audited.ended(membership, old=old, by_id=by_id)
    return True


def cancel(row: Membership | ChosenSupervisor, *, today: date, by_id: int) -> bool:
    """Whether it was still there. Raises Conflict for what has begun, and where the supervisor who
    would go on has left or come to be supervised by the person meanwhile; Invalid where the unit
    of the post that would go on is closed."""
    lock_people(list(_concerned(row, today)))
    if not is_there(row):
        return False
    # With the row itself there, it is the same as before the locks.
    before = goes_on_without(row, today=today)
    if isinstance(before, ChosenSupervisor):
        _refuse_as_supervisor(before, row.valid_from)
    elif isinstance(before, Membership):
        _refuse_as_post(before, row.valid_from)
    take_back(row, today=today)
    audited.taken_back(row, by_id=by_id)
    return True


def _concerned(row: Membership | ChosenSupervisor, today: date) -> set[int]:
    before = goes_on_without(row, today=today)
    others = {before.supervisor_id} if isinstance(before, ChosenSupervisor) else set()
    return {row.person_id} | others


def _refuse_as_supervisor(chosen: ChosenSupervisor, day: date) -> None:
    person = db.session.get_one(Person, chosen.person_id)
    supervisor = db.session.get_one(Person, chosen.supervisor_id)
    refuse_leaver(supervisor)
    _refuse_ring(person, supervisor, day)


def _refuse_as_post(post: Membership, day: date) -> None:
    unit = db.session.get_one(Unit, post.unit_id)
    lock_agency(unit.agency_id)
    db.session.refresh(unit)
    refuse_outside(unit, day=day, until=None)


def choose_supervisor(
    person: Person,
    supervisor: Person,
    *,
    reason: str,
    by: Person | None,
    day: date,
    at: datetime,
) -> ChosenSupervisor:
    """By hand from `day` on. Raises Invalid for oneself, Conflict where one was set later, or where
    the supervisor would come to supervise themselves over others set by hand."""
    _refuse_oneself(person, supervisor)
    lock_people([person.id, supervisor.id])
    for one in sorted((person, supervisor), key=lambda one: one.id):
        refuse_leaver(one)
    current = find_chosen(person)
    if current and (current.supervisor_id, current.valid_from) == (supervisor.id, day):
        return current
    _refuse_ring(person, supervisor, day)
    end_before(current, day)
    chosen = ChosenSupervisor(
        person_id=person.id,
        supervisor_id=supervisor.id,
        reason=reason,
        set_by_id=by.id if by else None,
        set_at=at,
        valid_from=day,
    )
    db.session.add(chosen)
    db.session.flush()
    audited.began(chosen, before=current, by_id=chosen.set_by_id)
    return chosen


def _refuse_ring(person: Person, supervisor: Person, day: date) -> None:
    """Upwards from `supervisor`, over what holds at the same time, on `day` or later."""
    seen: set[tuple[int, date, date]] = set()
    ways = [(supervisor.id, day, date.max)]
    while ways:
        one = ways.pop()
        if one in seen:
            continue
        seen.add(one)
        person_id, first, last = one
        if person_id == person.id:
            raise Conflict("supervisor.ring", name=supervisor.name, person=person.name)
        rows = select(ChosenSupervisor).where(
            ChosenSupervisor.person_id == person_id,
            ChosenSupervisor.valid_from <= last,
            or_(ChosenSupervisor.valid_to.is_(None), ChosenSupervisor.valid_to >= first),
        )
        for row in db.session.scalars(rows):
            until = min(last, row.valid_to or date.max)
            ways.append((row.supervisor_id, max(first, row.valid_from), until))


def unchoose_supervisor(person: Person, *, day: date, by_id: int) -> bool:
    """From `day` on the supervisor follows from the tree again; whether one was set by hand.

    Raises Conflict where one is set for later.
    """
    lock_person(person.id)
    current = find_chosen(person)
    if current is None:
        return False
    end_before(current, day)
    audited.ended(current, old=None, by_id=by_id)
    return True


def find_chosen(person: Person) -> ChosenSupervisor | None:
    """The one that has no end yet."""
    return db.session.scalar(
        select(ChosenSupervisor).where(
            ChosenSupervisor.person_id == person.id, ChosenSupervisor.valid_to.is_(None)
        )
    )


def _main_post(person: Person) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(
            Membership.person_id == person.id, Membership.is_main, Membership.valid_to.is_(None)
        )
    )


def _what(post: Membership) -> tuple[int, int, str, str | None]:
    return post.unit_id, post.position_id, post.employment_type, post.rank


def _add_post(
    person: Person,
    *,
    unit: Unit,
    position: Position,
    kind: str,
    employment_type: str,
    rank: str | None,
    day: date,
    until: date | None = None,
) -> Membership:
    membership = Membership(
        person_id=person.id,
        unit_id=unit.id,
        position_id=position.id,
        kind=kind,
        employment_type=employment_type,
        rank=rank,
        valid_from=day,
        valid_to=until,
    )
    db.session.add(membership)
    db.session.flush()
    return membership


def _refuse_oneself(person: Person, supervisor: Person | None) -> None:
    if supervisor and supervisor.id == person.id:
        raise Invalid("post.own-supervisor", name=person.name)


def get_or_create_agency(name: str, *, city: str, time_zone: str) -> Agency:
    """Raises Invalid for a time zone that does not exist."""
    if time_zone not in available_timezones():
        raise Invalid("agency.time-zone", time_zone=time_zone)
    insert_once(Agency, name=name, city=city, time_zone=time_zone)
    return db.session.scalars(select(Agency).where(Agency.name == name)).one()


def _unit(agency: Agency, name: str) -> Unit:
    insert_once(Unit, agency_id=agency.id, code=name[:40], name=name)
    return db.session.scalars(
        select(Unit).where(Unit.agency_id == agency.id, Unit.code == name[:40])
    ).one()


def _position(agency: Agency, title: str) -> Position:
    insert_once(Position, agency_id=agency.id, title=title)
    return db.session.scalars(
        select(Position).where(Position.agency_id == agency.id, Position.title == title)
    ).one()
