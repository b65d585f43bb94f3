"""Whom a reminder is for, among those whom its giver looks after."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, false, func, select

from app.accounts.models import Person
from app.accounts.policies import is_officer, is_supervisor
from app.accounts.reach import Ids, reaches
from app.assignments.targets import Target, members_of
from app.db import db
from app.org import lines
from app.org.models import Membership
from app.org.queries import local_day
from app.records.standings import standings
from app.reminders.models import ReminderPerson, ReminderRound

# So long nobody is reminded again, by whomever.
PAUSE = timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """As `models.ReminderRound`."""

    whom: str
    unit_id: int | None
    standing: str


@dataclass(frozen=True)
class Recipients:
    """`recently`: how many of those chosen have been reminded within `PAUSE`; `example`: JP and
    target of one who is told, None where nobody is."""

    chosen: int
    recently: int
    example: tuple[Decimal, Decimal] | None

    @property
    def told(self) -> int:
        return self.chosen - self.recently


@dataclass(frozen=True)
class Standing:
    hours: Decimal
    target: Decimal | None
    standing: str


def count(wanted: Wanted, *, actor: Person, at: datetime) -> Recipients:
    found = chosen(wanted, actor=actor, at=at).subquery()
    total = db.session.scalar(select(func.count()).select_from(found)) or 0
    is_new = ~was_reminded(found.c.person_id, at=at)
    first = (
        select(found.c.hours, found.c.target, func.count().over())
        .where(is_new)
        .order_by(found.c.hours.desc(), found.c.person_id)
        .limit(1)
    )
    row = db.session.execute(first).first()
    if row is None:
        return Recipients(total, total, None)
    return Recipients(total, total - row[2], (_amount(row[0]), _amount(row[1])))


def chosen(wanted: Wanted, *, actor: Person, at: datetime) -> Select[int, Decimal, Decimal | None]:
    """(person_id, hours, target) of those who stand so, and of whom the year asks something."""
    found = _looked_after(wanted, actor, local_day(actor, at=at), at)
    return select(found.c.person_id, found.c.hours, found.c.target).where(
        found.c.target.is_not(None),
        found.c.standing != "met"
        if wanted.standing == "below"
        else found.c.standing == wanted.standing,
    )


def standings_of(
    person_ids: Collection[int], wanted: Wanted, *, actor: Person, at: datetime
) -> dict[int, Standing]:
    """As they stand now; who is not looked after by `actor` any more is left out."""
    found = _looked_after(wanted, actor, local_day(actor, at=at), at)
    rows = db.session.execute(select(found).where(found.c.person_id.in_(person_ids)))
    return {
        row.person_id: Standing(
            _amount(row.hours), None if row.target is None else _amount(row.target), row.standing
        )
        for row in rows
    }


def was_reminded(person_id: Ids, *, at: datetime) -> ColumnElement[bool]:
    """Told within `PAUSE`, or about to be."""
    return exists().where(
        ReminderPerson.person_id == person_id,
        ReminderPerson.left_out.is_(None),
        ReminderRound.id == ReminderPerson.round_id,
        func.coalesce(ReminderPerson.told_at, ReminderRound.created_at) > at - PAUSE,
    )


def _looked_after(wanted: Wanted, actor: Person, day: date, at: datetime) -> Subquery:
    among = standings(day, at=at).where(
        _is_meant(wanted, actor, day), Membership.person_id != actor.id
    )
    return among.subquery()


def _is_meant(wanted: Wanted, actor: Person, day: date) -> ColumnElement[bool]:
    if wanted.whom == "team":
        team = lines.team_ids(actor.id, day)
        is_led = Membership.person_id.in_(select(team.c.person_id))
        return is_led if is_supervisor(actor) else false()
    if not is_officer(actor):
        return false()
    is_reached = reaches(actor, Membership.person_id)
    if wanted.unit_id is None:
        return is_reached
    below = members_of(Target(unit_id=wanted.unit_id), day)
    return is_reached & Membership.person_id.in_(below)


def _amount(value: Any) -> Decimal:
    """Where numbers are binary, a computed one comes back as such."""
    return Decimal(str(value))
