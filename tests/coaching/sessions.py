"""Sessions of Ana with Budi, who supervises her, as they are filled in."""

from datetime import UTC, date, datetime

from app.accounts.models import Person
from app.coaching import actions
from app.coaching.actions import Facts
from app.coaching.models import CoachingSession

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 3)
FACTS = Facts(14, DAY, 60, "Menyusun rencana karier", "Membaca dua pedoman.", None)
FORM = {
    "form_id": "14",
    "held_on": "2026-11-03",
    "minutes": "60",
    "topic": "Menyusun rencana karier",
    "agreed": "Membaca dua pedoman.",
    "revision": "1",
}


def log(
    coach: Person, coachee: Person, *, by: Person, facts: Facts = FACTS, key: str = "k"
) -> CoachingSession:
    return actions.log(facts, coach=coach, coachee=coachee, form_key=key, by=by, at=AT)[0]


def confirm(session: CoachingSession, *, by: Person) -> None:
    actions.confirm(session, revision=session.revision, by=by, at=AT)
