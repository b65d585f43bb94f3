"""What of coaching sessions is recorded, and its words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.coaching.models import CoachingSession

catalogue.register(
    actions={
        "coaching.logged": lazy_gettext("Coaching session logged"),
        "coaching.changed": lazy_gettext("Coaching session changed"),
        "coaching.confirmed": lazy_gettext("Coaching session confirmed"),
        "coaching.declined": lazy_gettext("Coaching session declined"),
        "coaching.withdrawn": lazy_gettext("Coaching session withdrawn"),
    },
    fields={
        "coach_id": lazy_gettext("Coach (number of the account)"),
        "held_on": lazy_gettext("Held on"),
        "minutes": lazy_gettext("Minutes"),
        "topic": lazy_gettext("Topic"),
        "agreed": lazy_gettext("What was agreed"),
        "follow_up_on": lazy_gettext("Follow-up on"),
    },
    objects={"coaching-session": lazy_gettext("Coaching session")},
    views={"coaching.session": lazy_gettext("A coaching session")},
)
FACTS = ("form_id", "held_on", "minutes", "topic", "agreed", "follow_up_on")


def logged(session: CoachingSession, *, by: Person) -> None:
    facts = {name: (None, getattr(session, name)) for name in ("coach_id", *FACTS)}
    _record("logged", session, facts, by=by)


def changed(session: CoachingSession, before: Mapping[str, object], *, by: Person) -> None:
    facts = {name: (before[name], getattr(session, name)) for name in FACTS}
    _record("changed", session, facts, by=by)


def decided(session: CoachingSession, *, by: Person) -> None:
    """Confirmed, declined or withdrawn."""
    reason: Changes = {"reason": (None, session.reason)} if session.reason else {}
    _record(session.state, session, reason, by=by)


def _record(action: str, session: CoachingSession, changes: Changes, *, by: Person) -> None:
    record(
        f"coaching.{action}",
        actor_id=by.id,
        subject_id=session.coachee_id,
        about=("coaching-session", session.id),
        changes=changes,
    )
