"""Reminders that a person got, or sent."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.accounts.models import Person
from app.kit.personal import Kind
from app.reminders.messages import LEFT_OUT_NAMES, STANDING_NAMES
from app.reminders.models import ReminderPerson, ReminderRound

WHOM_NAMES = {
    "team": lazy_gettext("Own team"),
    "units": lazy_gettext("People looked after as training officer"),
}
KINDS = (
    Kind(
        "reminders.received",
        lazy_gettext("Reminders of your JP"),
        lazy_gettext("Because your supervisor or the training officer reminded you."),
        select(
            ReminderRound.created_at.label("at"),
            Person.name.label("giver"),
            ReminderPerson.hours.label("hours"),
            ReminderPerson.target.label("target"),
            ReminderRound.note.label("note"),
            ReminderPerson.told_at.label("told_at"),
            ReminderPerson.left_out.label("left_out"),
        )
        .select_from(ReminderPerson)
        .join(ReminderRound, ReminderRound.id == ReminderPerson.round_id)
        .join(Person, Person.id == ReminderRound.given_by_id)
        .order_by(ReminderPerson.id.desc()),
        ReminderPerson.person_id,
        {
            "at": lazy_gettext("When"),
            "giver": lazy_gettext("By whom"),
            "hours": lazy_gettext("JP then"),
            "target": lazy_gettext("Minimum of the year"),
            "note": lazy_gettext("Own sentence"),
            "told_at": lazy_gettext("Told"),
            "left_out": lazy_gettext("Why left out"),
        },
        codes={"left_out": LEFT_OUT_NAMES},
        stays=True,
    ),
    Kind(
        "reminders.given",
        lazy_gettext("Reminders that you sent"),
        lazy_gettext("To know who was reminded by whom."),
        select(
            ReminderRound.created_at.label("at"),
            ReminderRound.whom.label("whom"),
            ReminderRound.standing.label("standing"),
            ReminderRound.note.label("note"),
            ReminderRound.recipients.label("recipients"),
        ).order_by(ReminderRound.id.desc()),
        ReminderRound.given_by_id,
        {
            "at": lazy_gettext("When"),
            "whom": lazy_gettext("To whom"),
            "standing": lazy_gettext("Who is reminded"),
            "note": lazy_gettext("Own sentence"),
            "recipients": lazy_gettext("Recipients"),
        },
        codes={"whom": WHOM_NAMES, "standing": STANDING_NAMES},
        stays=True,
    ),
)
