"""Courses that are assigned on the stage: running late, recommended, withdrawn, yet to open."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Person
from app.assignments import actions
from app.assignments.actions import Wanted
from app.assignments.models import Assignment
from app.assignments.targets import Target, of_people
from app.db import db
from app.kit import clock
from app.library import queries as library
from app.org.models import Unit
from tests.stage.people import Company

DAY = timedelta(days=1)


def assign(people: Company, *, at: datetime) -> dict[str, str]:
    unit = db.session.scalars(select(Unit.id).where(Unit.name == "Dinas Kependudukan")).one()
    citra, budi, ana = people.citra, people.budi, people.ana
    late = _give("contoh", [Target(unit_id=unit)], citra, at=at - 20 * DAY, days=17)
    proposal = _give("dwibahasa", of_people([ana.id]), budi, at=at - DAY, days=14)
    withdrawn = _give("esai", of_people([people.dewi.id]), citra, at=at - 3 * DAY, days=20)
    actions.withdraw(withdrawn, reason="Kursus ini diganti.", by=citra, at=at)
    opens = at + 5 * DAY
    later = _give("jenis-soal", of_people([ana.id]), citra, at=at, days=30, opens=opens)
    marks = {"assignment": late, "proposal": proposal, "withdrawn": withdrawn, "later": later}
    return {name: str(one.id) for name, one in marks.items()}


def _give(
    course: str,
    targets: Sequence[Target],
    by: Person,
    *,
    at: datetime,
    days: int,
    opens: datetime | None = None,
) -> Assignment:
    version = library.find_live(course)
    assert version, course
    is_supervisor = by.name.startswith("Budi")
    first = clock.local_date(opens or at, clock.ZONES[0])
    wanted = Wanted(
        "recommended" if is_supervisor else "mandatory",
        "supervisor" if is_supervisor else "officer",
        "Anda memakainya setiap hari di loket, dan aturannya baru saja berubah.",
        first,
        first + days * DAY,
    )
    key = f"panggung-{course}"
    return actions.assign(version, targets, wanted, form_key=key, by=by, at=at)[0]
