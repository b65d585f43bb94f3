"""Placing people, and who supervises them where that does not follow from the tree."""

from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

from sqlalchemy import or_, select

from app.accounts.models import Person
from app.db import db, insert_once
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.org.models import Agency, ChosenSupervisor, Membership, Position, Unit, UnitHead

Dated = Membership | ChosenSupervisor | UnitHead


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
) -> Membership:
    """From `day` on; the one before ends the day before, or is corrected when it began that day.

    Raises Conflict when the main post began later than `day`, or is exactly this already; Invalid
    when there is no such unit on that day.
    """
    _refuse_closed(unit, day)
    lock(person)
    current = _main_post(person)
    what = (unit.id, position.id, employment_type, rank)
    if current and _what(current) == what:
        raise Conflict("post.same", name=person.name, day=current.valid_from)
    end_before(current, day)
    return _add_post(
        person,
        unit=unit,
        position=position,
        kind="main",
        employment_type=employment_type,
        rank=rank,
        day=day,
    )


def give_other_post(
    person: Person,
    *,
    unit: Unit,
    position: Position,
    kind: str,
    day: date,
    until: date | None,
) -> Membership:
    """One beside the main post, `kind` acting (Plt., Plh.) or second.

    Raises Conflict where somebody has no main post, or already has this one at that time.
    """
    _refuse_closed(unit, day)
    lock(person)
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
    return _add_post(
        person,
        unit=unit,
        position=position,
        kind=kind,
        employment_type=main.employment_type,
        rank=main.rank,
        day=day,
        until=until,
    )


def end_post(membership: Membership, *, day: date) -> bool:
    """With `day` as its last; whether it was open. Raises Invalid for a day before it began."""
    if membership.valid_to is not None and membership.valid_to <= day:
        return False
    if day < membership.valid_from:
        raise Invalid("post.ends-early", day=membership.valid_from)
    membership.valid_to = day
    db.session.flush()
    return True


def choose_supervisor(
    person: Person,
    supervisor: Person,
    *,
    reason: str,
    by: Person | None,
    day: date,
    at: datetime,
) -> ChosenSupervisor:
    """By hand from `day` on. Raises Invalid for oneself, Conflict where one was set later."""
    _refuse_oneself(person, supervisor)
    lock(person)
    current = find_chosen(person)
    if current and (current.supervisor_id, current.valid_from) == (supervisor.id, day):
        return current
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
    return chosen


def unchoose_supervisor(person: Person, *, day: date) -> bool:
    """From `day` on the supervisor follows from the tree again; whether one was set by hand."""
    lock(person)
    current = find_chosen(person)
    end_before(current, day)
    return current is not None


def find_chosen(person: Person) -> ChosenSupervisor | None:
    """The one that has no end yet."""
    return db.session.scalar(
        select(ChosenSupervisor).where(
            ChosenSupervisor.person_id == person.id, ChosenSupervisor.valid_to.is_(None)
        )
    )


def deactivate(person: Person, *, last_day: date, at: datetime) -> bool:
    """Somebody leaves: posts end, so does what they lead and whom they supervise by hand.

    The account is shut at once, on `last_day` or later. Whether it was still open.
    """
    lock(person)
    if person.deactivated_at is not None:
        return False
    for row in _rows_after(person, last_day):
        if row.valid_from > last_day:
            db.session.delete(row)  # it was planned and will never begin
        else:
            row.valid_to = last_day
    person.deactivated_at = at
    db.session.flush()
    return True


def _rows_after(person: Person, day: date) -> list[Dated]:
    """What of the person goes on after `day`."""
    found: list[Dated] = []
    for model, owners in (
        (Membership, (Membership.person_id,)),
        (UnitHead, (UnitHead.person_id,)),
        (ChosenSupervisor, (ChosenSupervisor.person_id, ChosenSupervisor.supervisor_id)),
    ):
        is_theirs = or_(*(column == person.id for column in owners))
        goes_on = or_(model.valid_to.is_(None), model.valid_to > day)
        found += db.session.scalars(select(model).where(is_theirs, goes_on))
    return found


def end_before(row: Dated | None, day: date) -> None:
    """The last day of an open row becomes the day before; one that began on `day` was a slip.

    Raises Conflict for one that began later.
    """
    if row is None:
        return
    if row.valid_from > day:
        raise Conflict("period.later", day=row.valid_from)
    if row.valid_from == day:
        db.session.delete(row)
    else:
        row.valid_to = day - timedelta(days=1)
    db.session.flush()


def lock(person: Person) -> None:
    """Two who change the same person's posts at once come one after the other."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())


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


def _refuse_closed(unit: Unit, day: date) -> None:
    if unit.valid_to and unit.valid_to < day:
        raise Invalid("unit.closed", name=unit.name, day=unit.valid_to)


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
