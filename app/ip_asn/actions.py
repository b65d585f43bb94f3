"""What an officer knows of somebody beside the training record."""

from datetime import datetime

from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.db import db
from app.ip_asn import audited
from app.ip_asn.models import IpAsnInput

ANSWERS = ("education", "performance", "discipline")


def keep_input(
    person: Person,
    *,
    education: str | None,
    performance: str | None,
    discipline: str | None,
    by: Person,
    at: datetime,
) -> None:
    # Also the first time, when there is no row to wait for.
    lock_person(person.id)
    row = db.session.get(IpAsnInput, person.id, populate_existing=True)
    before = {name: getattr(row, name) for name in ANSWERS} if row else {}
    row = row or IpAsnInput(person_id=person.id)
    row.education, row.performance, row.discipline = education, performance, discipline
    row.by_id, row.at = by.id, at
    db.session.add(row)
    db.session.flush()
    audited.typed(row, before, by=by)
