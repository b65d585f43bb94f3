"""Trainings elsewhere that wait for a decision, and one that has been verified."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.accounts.models import Person
from app.db import db
from app.records import verifying
from app.records.duplicates import number_key
from app.records.models import Activity
from app.records.verifying import Seen

WORKSHOP, E_LEARNING = 4, 16
HOUR = timedelta(hours=1)


def propose(ana: Person, others: Sequence[Person], *, by: Person, at: datetime) -> dict[str, str]:
    """Of Ana two that may be the same, one of which her supervisor decides on, too."""
    day = (at - timedelta(days=40)).date()
    first = _send(ana, WORKSHOP, "Lokakarya pelayanan ramah difabel", day, at=at - 9 * HOUR)
    _send(ana, WORKSHOP, "Lokakarya pelayanan ramah difable", day, at=at - 8 * HOUR)
    for place, person in enumerate(others):
        moment = at - (place + 20) * HOUR
        _send(person, E_LEARNING, "Kursus pengelolaan arsip", day, at=moment, hours=Decimal(5))
    done = _send(others[0], WORKSHOP, "Lokakarya tata naskah dinas", day, at=at - 30 * HOUR)
    seen = [Seen(done.id, done.revision)]
    verifying.decide(seen, "verified", by=by, is_supervisor=False, at=at - HOUR)
    return {"entry_waiting": str(first.id), "entry_verified": str(done.id)}


def _send(
    owner: Person,
    form_id: int,
    title: str,
    day: date,
    *,
    at: datetime,
    hours: Decimal | None = None,
) -> Activity:
    number = f"No. {form_id}/{owner.id}/LAN/{day.year}"
    activity = Activity(
        person_id=owner.id,
        form_id=form_id,
        state="proposed",
        title=title,
        provider="Puslatbang KHAN LAN",
        starts_on=day,
        ends_on=day + timedelta(days=2),
        jp_raw=hours,
        number=number,
        number_key=number_key(number),
        proposed_at=at,
        waits_for="either",
        created_at=at,
    )
    db.session.add(activity)
    db.session.flush()
    return activity
