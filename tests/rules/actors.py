"""Those who may or may not open what belongs to Ana, her unit and her course."""

from sqlalchemy import select

from app.accounts import roles
from app.accounts.models import Person
from app.db import db
from app.org.models import Unit
from tests.factories.cast import SINCE, Cast, create_person

ACTORS = (
    "nobody",
    "ana",
    "employee",
    "author",
    "other_author",
    "supervisor",
    "other_supervisor",
    "officer",
    "unit_officer",
    "other_officer",
    "admin",
)
MADE = (
    ("other_author", "BKPSDM"),
    ("other_supervisor", "Dishub"),
    ("unit_officer", "Disdukcapil"),
    ("other_officer", "Dishub"),
    ("admin", "BKPSDM"),
)


def gather(cast: Cast) -> dict[str, Person | None]:
    """`author` writes all courses, `other_author` none of those there are; `officer` looks after
    everybody, `unit_officer` after Ana's unit; `other_officer` and `other_supervisor` are of
    another."""
    made = {name: create_person(name, cast.agency, unit, "employee") for name, unit in MADE}
    units = {unit.name: unit.id for unit in db.session.scalars(select(Unit))}
    for name, wanted in (
        ("other_author", roles.Wanted("author", SINCE, only_own=True)),
        ("other_supervisor", roles.Wanted("supervisor", SINCE)),
        ("unit_officer", roles.Wanted("officer", SINCE, unit_id=units["Disdukcapil"])),
        ("other_officer", roles.Wanted("officer", SINCE, unit_id=units["Dishub"])),
        ("admin", roles.Wanted("admin", SINCE)),
    ):
        roles.give(made[name], wanted, by_id=None)
    db.session.commit()
    named = {"ana": cast.ana, "employee": cast.dewi, "author": cast.eko}
    return {"nobody": None, **named, "supervisor": cast.budi, "officer": cast.citra, **made}
