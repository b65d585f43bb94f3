"""What the two of a session are told."""

from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.coaching.models import CoachingSession
from app.notifications.actions import notify

ASKED = "coaching.asked"
CONFIRMED = "coaching.confirmed"
DECLINED = "coaching.declined"


def tell_asked(session: CoachingSession, *, by: Person, at: datetime) -> None:
    """Anew after changes, once a day."""
    _tell(session.other_id, ASKED, session, key=f"{session.id}-{at:%Y%m%d}", by=by, at=at)


def tell_decided(session: CoachingSession, *, by: Person, at: datetime) -> None:
    kind = {"confirmed": CONFIRMED, "declined": DECLINED}[session.state]
    key = f"{session.id}-{session.revision}"
    _tell(session.written_by_id, kind, session, key=key, by=by, at=at)


def _tell(
    person_id: int, kind: str, session: CoachingSession, *, key: str, by: Person, at: datetime
) -> None:
    params: dict[str, Any] = {
        "coaching_id": session.id,
        "person": by.name,
        "topic": session.topic,
        "day": {"day": session.held_on.isoformat()},
        **({"reason": session.reason} if session.reason else {}),
    }
    notify(person_id, kind=kind, key=key, params=params, at=at)
