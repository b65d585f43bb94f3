"""A closed year with a correction, and one that can be closed."""

from datetime import date, datetime

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.org.models import Agency
from app.records import closing, crediting
from app.records.closing import Cause
from app.records.models import Activity, ClosedTotal, YearClosing

WORKSHOP = 4


def close(agency: Agency, person: Person, *, by: Person, at: datetime) -> dict[str, str]:
    """The year before last, with a workshop that `person` entered too late."""
    closed, day = at.year - 2, date(at.year - 2, 6, 3)
    closing.close_year(agency, closed, by=by, at=at)
    held = db.session.scalars(select(YearClosing).filter_by(year=closed)).one()
    db.session.merge(ClosedTotal(closing_id=held.id, person_id=person.id, jp=0))
    late = Activity(
        person_id=person.id,
        form_id=WORKSHOP,
        title="Lokakarya pelayanan publik",
        provider="BKPSDM",
        starts_on=day,
        ends_on=day,
        created_at=at,
    )
    db.session.add(late)
    db.session.flush()
    crediting.recompute([person.id], cause=Cause(activity_id=late.id), at=at)
    return {"closing": str(held.id), "open_year": str(closed + 1)}
