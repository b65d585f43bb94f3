"""What of mails is recorded, and its words."""

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record

catalogue.register(
    actions={
        "delivery.retried": lazy_gettext("Mail sent again after it had failed"),
        "mail-choices.changed": lazy_gettext("Choice of mails changed"),
    }
)


def retried(person_id: int, *, by_id: int) -> None:
    record("delivery.retried", actor_id=by_id, subject_id=person_id)


def changed_choices(person_id: int) -> None:
    record("mail-choices.changed", actor_id=person_id, subject_id=person_id)
