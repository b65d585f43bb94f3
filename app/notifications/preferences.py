"""What a person wants mail about, how often and when."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.queries import AGENCY_ID, AGENCY_ZONE, days_around, lock_person
from app.db import db
from app.kit.clock import ZONES
from app.notifications.hours import Hours
from app.notifications.kinds import DEFAULTS
from app.notifications.models import MailChoice, MailHours
from app.notifications.settings import DAILY_MAIL, QUIET_FROM, QUIET_UNTIL
from app.settings.values import value_of

# By topic.
Frequencies = Mapping[str, str]


@dataclass(frozen=True)
class Preferences:
    """`frequencies`: with the defaults of those that were not chosen. `agency_id`: of the main
    post."""

    zone: str
    agency_id: int | None
    hours: Hours
    frequencies: Frequencies


def of(person_id: int, *, at: datetime) -> Preferences:
    """In one query: whoever tells a hundred people something asks a hundred times."""
    rows = db.session.execute(
        select(
            Person.time_zone,
            AGENCY_ZONE,
            AGENCY_ID,
            MailHours,
            MailChoice.topic,
            MailChoice.frequency,
        )
        .outerjoin(MailHours, MailHours.person_id == Person.id)
        .outerjoin(MailChoice, MailChoice.person_id == Person.id)
        .where(Person.id == person_id),
        days_around(at),
    ).all()
    own, agency, agency_id, hours = rows[0][:4]
    chosen = {topic: frequency for *_, topic, frequency in rows if topic}
    zone = own or agency or ZONES[0]
    return Preferences(zone, agency_id, _hours_of(hours), {**DEFAULTS, **chosen})


def _hours_of(row: MailHours | None) -> Hours:
    if row is None:
        return Hours(value_of(QUIET_FROM), value_of(QUIET_UNTIL), value_of(DAILY_MAIL))
    return Hours(**{field.name: getattr(row, field.name) for field in fields(Hours)})


def choose(person_id: int, *, hours: Hours, frequencies: Frequencies) -> None:
    """For what is told from now on; what waits already comes when it was to come."""
    # Of two first clicks on Save the second finds the rows of the first.
    lock_person(person_id)
    db.session.merge(
        MailHours(
            person_id=person_id,
            quiet_from=hours.quiet_from,
            quiet_until=hours.quiet_until,
            digest=hours.digest,
        )
    )
    for topic, frequency in frequencies.items():
        db.session.merge(MailChoice(person_id=person_id, topic=topic, frequency=frequency))
