"""Sessions in which a person was coached, or coached somebody."""

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import Select, select

from app.accounts.models import Person
from app.coaching.models import CoachingSession
from app.kit.personal import Kind
from app.reference.models import ActivityForm

WHY = lazy_gettext("Because one of you logged a session, and the other was asked to confirm it.")
STATE_NAMES = {
    "waiting": lazy_gettext("waiting for confirmation"),
    "confirmed": lazy_gettext("confirmed"),
    "declined": lazy_gettext("not confirmed"),
    "withdrawn": lazy_gettext("withdrawn"),
}


def _rows(other_id: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CoachingSession.topic.label("topic"),
            ActivityForm.name.label("form"),
            Person.name.label("with"),
            CoachingSession.held_on.label("held_on"),
            CoachingSession.minutes.label("minutes"),
            CoachingSession.agreed.label("agreed"),
            CoachingSession.follow_up_on.label("follow_up_on"),
            CoachingSession.state.label("state"),
            CoachingSession.reason.label("reason"),
            CoachingSession.created_at.label("at"),
        )
        .select_from(CoachingSession)
        .join(ActivityForm, ActivityForm.id == CoachingSession.form_id)
        .join(Person, Person.id == other_id)
        .order_by(CoachingSession.id.desc())
    )


FIELDS = {
    "topic": lazy_gettext("Topic"),
    "form": lazy_gettext("Form of training"),
    "with": lazy_gettext("With whom"),
    "held_on": lazy_gettext("Held on"),
    "minutes": lazy_gettext("Minutes"),
    "agreed": lazy_gettext("What was agreed"),
    "follow_up_on": lazy_gettext("Follow-up on"),
    "state": lazy_gettext("State"),
    "reason": lazy_gettext("Reason"),
    "at": lazy_gettext("When"),
}
KINDS = (
    Kind(
        "coaching.received",
        lazy_gettext("Sessions in which you were coached"),
        WHY,
        _rows(CoachingSession.coach_id),
        CoachingSession.coachee_id,
        FIELDS,
        codes={"state": STATE_NAMES},
        stays=True,
    ),
    Kind(
        "coaching.given",
        lazy_gettext("Sessions in which you coached"),
        WHY,
        _rows(CoachingSession.coachee_id),
        CoachingSession.coach_id,
        FIELDS,
        codes={"state": STATE_NAMES},
        stays=True,
    ),
)
