"""What of the year's targets is recorded, and its words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.records.models import YearlyTarget

catalogue.register(
    actions={
        "yearly-target.entered": lazy_gettext("Target of the year entered"),
        "yearly-target.ended": lazy_gettext("Target of the year ended"),
        "yearly-target.withdrawn": lazy_gettext("Planned target of the year withdrawn"),
    },
    fields={
        "min_jp": lazy_gettext("JP a year at least"),
        "max_jp": lazy_gettext("JP a year at most"),
    },
    objects={"yearly-target": lazy_gettext("Target of the year")},
)
FACTS = ("min_jp", "max_jp", "valid_from", "valid_to")


def entered(target: YearlyTarget, before: Mapping[str, object], *, by: Person) -> None:
    """`before`: what stood in its place from the same day on."""
    changes = {name: (before.get(name), getattr(target, name)) for name in FACTS}
    _record("yearly-target.entered", target, by, changes)


def ended(target: YearlyTarget, before: date | None, *, by: Person) -> None:
    _record("yearly-target.ended", target, by, {"valid_to": (before, target.valid_to)})


def withdrew(target: YearlyTarget, *, by: Person) -> None:
    changes = {name: (getattr(target, name), None) for name in FACTS}
    _record("yearly-target.withdrawn", target, by, changes)


def _record(action: str, target: YearlyTarget, by: Person, changes: Changes) -> None:
    about = ("yearly-target", target.id)
    whose = {"employment-type": (None, target.employment_type)}
    record(action, actor_id=by.id, about=about, changes={**whose, **changes})
