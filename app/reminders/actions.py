"""Sending a reminder: its people are written down at once, and told by the clock."""

from datetime import datetime

from sqlalchemy import case, func, literal, select

from app.accounts.models import Person
from app.db import db, insert_missing_from, insert_once
from app.kit.errors import Conflict
from app.org.queries import local_day
from app.reminders import audited
from app.reminders.choosing import Wanted, chosen, was_reminded
from app.reminders.models import ReminderPerson, ReminderRound


def send(
    wanted: Wanted, *, note: str, form_key: str, by: Person, at: datetime
) -> tuple[ReminderRound, bool]:
    """A round, and whether it is new: the same form sent again leads to what it made before.
    Raises Conflict for a form that was somebody else's."""
    new = insert_once(
        ReminderRound,
        given_by_id=by.id,
        whom=wanted.whom,
        unit_id=wanted.unit_id,
        standing=wanted.standing,
        year=local_day(by, at=at).year,
        note=note,
        recipients=0,
        form_key=form_key,
        created_at=at,
    )
    sending = find_sent(form_key, by=by)
    if sending is None:
        raise Conflict("reminder.other")
    if new:
        _spread(sending, wanted, by=by, at=at)
        audited.sent(sending, by=by)
    return sending, new is not None


def find_sent(form_key: str, *, by: Person) -> ReminderRound | None:
    return db.session.scalar(
        select(ReminderRound).where(
            ReminderRound.form_key == form_key, ReminderRound.given_by_id == by.id
        )
    )


def _spread(sending: ReminderRound, wanted: Wanted, *, by: Person, at: datetime) -> None:
    found = chosen(wanted, actor=by, at=at).subquery()
    left_out = case((was_reminded(found.c.person_id, at=at), "recently"))
    # As the log lists them.
    who = (
        select(literal(sending.id), found.c.person_id, found.c.hours, found.c.target, left_out)
        .join(Person, Person.id == found.c.person_id)
        .order_by(Person.name, Person.id)
    )
    columns = ["round_id", "person_id", "hours", "target", "left_out"]
    insert_missing_from(ReminderPerson, columns, who)
    meant = select(func.count()).where(
        ReminderPerson.round_id == sending.id, ReminderPerson.left_out.is_(None)
    )
    sending.recipients = db.session.scalar(meant) or 0
    db.session.flush()
