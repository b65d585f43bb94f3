"""Rounds and what became of each reminder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, select, true

from app.accounts.models import Person
from app.accounts.policies import is_officer_everywhere
from app.db import db
from app.notifications.models import Delivery, Notice
from app.org.models import Unit
from app.reminders.models import ReminderPerson, ReminderRound
from app.reminders.notices import KINDS

PAGE_SIZE = 50


@dataclass(frozen=True)
class Row:
    """`unit`: None for everybody whom the giver looks after, or the team."""

    sending: ReminderRound
    giver: str
    unit: str | None


@dataclass(frozen=True)
class Counts:
    told: int
    waiting: int
    left_out: int


@dataclass(frozen=True)
class Reached:
    """`delivery`: None where no mail was to be sent; `opened_at`: the notice, in Lentera."""

    one: ReminderPerson
    name: str
    opened_at: datetime | None
    delivery: Delivery | None


def rounds(actor: Person, *, before: int | None = None) -> Sequence[Row]:
    """The newest first, one more than a page; `before`: id of the last one shown."""
    statement = _rows(actor).order_by(ReminderRound.id.desc()).limit(PAGE_SIZE + 1)
    if before:
        statement = statement.where(ReminderRound.id < before)
    return [Row(*row) for row in db.session.execute(statement)]


def find(actor: Person, round_id: int) -> Row | None:
    row = db.session.execute(_rows(actor).where(ReminderRound.id == round_id)).one_or_none()
    return Row(*row) if row else None


def counts_of(round_id: int) -> Counts:
    is_told, is_left_out = ReminderPerson.told_at.is_not(None), ReminderPerson.left_out.is_not(None)
    total, told, left_out = db.session.execute(
        select(func.count(), _sum(is_told), _sum(is_left_out)).where(
            ReminderPerson.round_id == round_id
        )
    ).one()
    return Counts(int(told), total - int(told) - int(left_out), int(left_out))


# What the log can be narrowed to.
OUTCOMES = {
    "left_out": ReminderPerson.left_out.is_not(None),
    "failed": Delivery.state == "failed",
    # Of notices that have gone with their time nobody knows any more.
    "unopened": and_(Notice.id.is_not(None), Notice.read_at.is_(None)),
}


def people_of(round_id: int, *, outcome: str = "", after: int | None = None) -> Sequence[Reached]:
    """By name, one more than a page; `outcome`: of `OUTCOMES`, "" for all; `after`: id of the last
    row shown."""
    is_its_notice = and_(
        Notice.person_id == ReminderPerson.person_id,
        Notice.kind.in_(KINDS),
        Notice.key == cast(ReminderPerson.round_id, String),
    )
    statement = (
        select(ReminderPerson, Person.name, Notice.read_at, Delivery)
        .join(Person, Person.id == ReminderPerson.person_id)
        .outerjoin(Notice, is_its_notice)
        .outerjoin(Delivery, Delivery.notice_id == Notice.id)
        .where(
            ReminderPerson.round_id == round_id,
            ReminderPerson.id > (after or 0),
            OUTCOMES.get(outcome, true()),
        )
        # They were written in the order of their names.
        .order_by(ReminderPerson.id)
        .limit(PAGE_SIZE + 1)
    )
    return [Reached(*row) for row in db.session.execute(statement)]


def _rows(actor: Person) -> Select[*tuple[Any, ...]]:
    return (
        select(ReminderRound, Person.name, Unit.name)
        .join(Person, Person.id == ReminderRound.given_by_id)
        .outerjoin(Unit, Unit.id == ReminderRound.unit_id)
        .where(_sees(actor))
    )


def _sees(actor: Person) -> ColumnElement[bool]:
    return true() if is_officer_everywhere(actor) else ReminderRound.given_by_id == actor.id


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
