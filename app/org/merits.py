"""Education, performance and discipline of one person, as an officer types them; a staff list
writes the first two of many at once."""

from datetime import datetime

from sqlalchemy import update

from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.db import change_rows, db
from app.org import audited
from app.org.models import Merit

ANSWERS = ("education", "performance", "discipline")


def find_merit(person_id: int) -> Merit | None:
    return db.session.get(Merit, person_id)


def keep(
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
    row = db.session.get(Merit, person.id, populate_existing=True)
    before = {name: getattr(row, name) for name in ANSWERS} if row else {}
    row = row or Merit(person_id=person.id)
    row.education, row.performance, row.discipline = education, performance, discipline
    row.by_id, row.at = by.id, at
    db.session.add(row)
    db.session.flush()
    audited.typed(row, before, by_id=by.id)


def forget_sanctions() -> None:
    change_rows(update(Merit).where(Merit.discipline.is_not(None)).values(discipline=None))
