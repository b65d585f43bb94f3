"""Who took lists of people along is recorded; the words of it."""

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import record

catalogue.register(
    actions={
        "report.exported": lazy_gettext("JP of people taken along as a file"),
        "report.team-exported": lazy_gettext("JP of the team taken along as a file"),
    },
    fields={"file": lazy_gettext("File")},
)


def exported(name: str, *, by: Person) -> None:
    record("report.exported", actor_id=by.id, changes={"file": (None, name)})


def exported_team(name: str, *, by: Person) -> None:
    record("report.team-exported", actor_id=by.id, changes={"file": (None, name)})
