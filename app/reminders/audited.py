"""What of reminders is recorded, and its words."""

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import record
from app.reminders.models import ReminderRound

catalogue.register(
    actions={"reminder.sent": lazy_gettext("Reminder sent to those who lack JP")},
    fields={
        "whom": lazy_gettext("To whom"),
        "standing": lazy_gettext("Who is reminded"),
        "unit_id": lazy_gettext("Unit (number)"),
        "recipients": lazy_gettext("Recipients"),
    },
    objects={"reminder-round": lazy_gettext("Reminder")},
    values={
        "whom=team": lazy_gettext("Own team"),
        "whom=units": lazy_gettext("People looked after as training officer"),
        "standing=at_risk": lazy_gettext("At risk of missing the minimum"),
        "standing=nothing": lazy_gettext("Nothing yet"),
        "standing=below": lazy_gettext("Everybody below the minimum"),
    },
)
# Not the giver's own sentence, which goes when they are anonymised.
FACTS = ("whom", "unit_id", "standing", "recipients")


def sent(sending: ReminderRound, *, by: Person) -> None:
    record(
        "reminder.sent",
        actor_id=by.id,
        about=("reminder-round", sending.id),
        changes={name: (None, getattr(sending, name)) for name in FACTS},
    )
