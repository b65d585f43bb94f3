"""What a person was told, by which way, and what they chose."""

import re

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.notifications.kinds import (
    ASSIGNMENTS,
    AT_ONCE,
    COMPLETIONS,
    DAILY,
    NEVER,
    REMINDERS,
    RESULTS,
    find,
)
from app.notifications.models import Delivery, MailChoice, MailHours, Notice

CHOSEN = lazy_gettext("Because you chose so.")
STATES = {
    "queued": lazy_gettext("Waiting"),
    "sending": lazy_gettext("Being sent"),
    "sent": lazy_gettext("Sent"),
    "failed": lazy_gettext("Failed"),
    "skipped": lazy_gettext("Left out"),
}
TOPICS = {
    ASSIGNMENTS: lazy_gettext("Assignments"),
    REMINDERS: lazy_gettext("Reminders"),
    RESULTS: lazy_gettext("Answers and results"),
    COMPLETIONS: lazy_gettext("Courses and certificates"),
}
FREQUENCIES = {
    AT_ONCE: lazy_gettext("At once"),
    DAILY: lazy_gettext("Once a day, all in one mail"),
    NEVER: lazy_gettext("No mail"),
}
GAP = re.compile(r"%\(\w+\)s")


def _words(kind: str) -> str | None:
    """What a notice of this kind says, with its gaps."""
    text = find(kind)
    return GAP.sub("…", str(text.words)) if text else None


KINDS = (
    Kind(
        "notifications.notices",
        lazy_gettext("Notices"),
        lazy_gettext("To tell you what concerns you."),
        select(
            Notice.created_at.label("at"),
            Notice.kind.label("kind"),
            Notice.params.label("details"),
            Notice.read_at.label("read"),
        ).order_by(Notice.id.desc()),
        Notice.person_id,
        {
            "at": lazy_gettext("When"),
            "kind": lazy_gettext("Kind"),
            "details": lazy_gettext("Details"),
            "read": lazy_gettext("Read"),
        },
        rule="notices",
        codes={"kind": _words},
    ),
    Kind(
        "notifications.deliveries",
        lazy_gettext("Mails to you"),
        lazy_gettext("To find out why a mail did not arrive."),
        select(
            Delivery.created_at.label("at"),
            Notice.kind.label("kind"),
            Delivery.state.label("state"),
            Delivery.finished_at.label("ended"),
            Delivery.answer.label("answer"),
        )
        .join(Notice, Notice.id == Delivery.notice_id)
        .order_by(Delivery.id.desc()),
        Notice.person_id,
        {
            "at": lazy_gettext("When"),
            "kind": lazy_gettext("Kind"),
            "state": lazy_gettext("State"),
            "ended": lazy_gettext("Until"),
            "answer": lazy_gettext("Answer of the mail server"),
        },
        rule="deliveries",
        codes={"kind": _words, "state": STATES},
    ),
    Kind(
        "notifications.hours",
        lazy_gettext("Your hours for mail"),
        CHOSEN,
        select(
            MailHours.quiet_from.label("quiet_from"),
            MailHours.quiet_until.label("quiet_until"),
            MailHours.digest.label("digest"),
        ),
        MailHours.person_id,
        {
            "quiet_from": lazy_gettext("Quiet from"),
            "quiet_until": lazy_gettext("Quiet until"),
            "digest": lazy_gettext("Daily mail"),
        },
    ),
    Kind(
        "notifications.choices",
        lazy_gettext("About what you want mail"),
        CHOSEN,
        select(MailChoice.topic.label("topic"), MailChoice.frequency.label("frequency")),
        MailChoice.person_id,
        {"topic": lazy_gettext("Topic"), "frequency": lazy_gettext("How often")},
        codes={"topic": TOPICS, "frequency": FREQUENCIES},
    ),
)
