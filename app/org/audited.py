"""What of people and units is recorded, and its words.

Another person is told by the number of their account: a name here would outlast them.
"""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.db import db
from app.org.merit_words import EDUCATIONS, PERFORMANCES
from app.org.models import (
    Agency,
    ChosenSupervisor,
    FormerUnit,
    Membership,
    Merit,
    Position,
    Unit,
    UnitHead,
)
from app.org.periods import Dated

catalogue.register(
    actions={
        "person.entered": lazy_gettext("Person entered"),
        "person.corrected": lazy_gettext("Data of the person changed"),
        "person.deactivated": lazy_gettext("Account deactivated"),
        "person.reactivated": lazy_gettext("Account opened again"),
        "post.given": lazy_gettext("Post given"),
        "post.ended": lazy_gettext("Post ended"),
        "post.taken-back": lazy_gettext("Planned post taken back"),
        "merit.typed": lazy_gettext("Education, performance or discipline entered"),
        "supervisor.chosen": lazy_gettext("Supervisor set by hand"),
        "supervisor.ended": lazy_gettext("Supervisor set by hand ended"),
        "supervisor.taken-back": lazy_gettext("Planned supervisor taken back"),
        "head.set": lazy_gettext("Head of a unit set"),
        "head.ended": lazy_gettext("Time as head of a unit ended"),
        "head.taken-back": lazy_gettext("Planned head of a unit taken back"),
        "unit.entered": lazy_gettext("Unit entered"),
        "unit.changed": lazy_gettext("Unit renamed or moved"),
        "unit.closed": lazy_gettext("Unit closed"),
        "position.entered": lazy_gettext("Position entered"),
        "position.changed": lazy_gettext("Position changed"),
        "agency.entered": lazy_gettext("Agency entered"),
        "agency.changed": lazy_gettext("Agency changed"),
    },
    fields={
        "name": lazy_gettext("Name"),
        "email": lazy_gettext("E-mail"),
        "nip": lazy_gettext("NIP"),
        "birth-place": lazy_gettext("Birth place"),
        "birth-date": lazy_gettext("Birth date"),
        "unit": lazy_gettext("Unit"),
        "position": lazy_gettext("Position"),
        "post-kind": lazy_gettext("What it is"),
        "employment-type": lazy_gettext("Employment type"),
        "rank": lazy_gettext("Rank"),
        "supervisor": lazy_gettext("Supervisor (number of the account)"),
        "head-kind": lazy_gettext("As"),
        "education": lazy_gettext("Education"),
        "performance": lazy_gettext("Performance"),
        "first-day": lazy_gettext("First day"),
        "last-day": lazy_gettext("Last day"),
        "code": lazy_gettext("Code"),
        "parent": lazy_gettext("Unit above"),
        "grade": lazy_gettext("Grade"),
        "position-kind": lazy_gettext("Kind"),
        "city": lazy_gettext("City"),
        "time-zone": lazy_gettext("Time zone"),
    },
    objects={
        "unit": lazy_gettext("Unit"),
        "position": lazy_gettext("Position"),
        "agency": lazy_gettext("Agency"),
    },
    views={"person.page": lazy_gettext("Page of the person")},
    values={
        "post-kind=main": lazy_gettext("Main post"),
        "post-kind=acting": lazy_gettext("Acting (Plt. or Plh.)"),
        "post-kind=second": lazy_gettext("A second post"),
        "employment-type=pns": "PNS",
        "employment-type=pppk": "PPPK",
        "head-kind=head": lazy_gettext("Head of the unit"),
        "head-kind=acting": lazy_gettext("Acting (Plt. or Plh.)"),
        "position-kind=structural": lazy_gettext("Structural"),
        "position-kind=functional": lazy_gettext("Functional"),
        "position-kind=pelaksana": lazy_gettext("Pelaksana"),
        **{f"education={code}": text for code, text in EDUCATIONS.items()},
        **{f"performance={code}": text for code, text in PERFORMANCES.items()},
    },
)


def entered(person: Person, *, nip: str, by_id: int) -> None:
    changes = {"name": (None, person.name), "email": (None, person.email), "nip": (None, nip)}
    record("person.entered", actor_id=by_id, subject_id=person.id, changes=changes)


def corrected(person: Person, changes: Changes, *, by_id: int) -> None:
    record("person.corrected", actor_id=by_id, subject_id=person.id, changes=changes)


def deactivated(person: Person, *, last_day: date, by_id: int | None) -> None:
    changes = {"last-day": (None, last_day)}
    record("person.deactivated", actor_id=by_id, subject_id=person.id, changes=changes)


def reactivated(person: Person, *, by_id: int | None) -> None:
    record("person.reactivated", actor_id=by_id, subject_id=person.id)


def typed(row: Merit, before: Mapping[str, str | None], *, by_id: int) -> None:
    """Discipline is not repeated here: where it is deleted it must not live on."""
    changes = {
        name: (before.get(name), getattr(row, name)) for name in ("education", "performance")
    }
    record("merit.typed", actor_id=by_id, subject_id=row.person_id, changes=changes)


def began(row: Dated, *, before: Dated | None = None, by_id: int | None) -> None:
    """`before`: what it takes the place of."""
    old, new = _facts(before) if before else {}, _facts(row)
    changes = {name: (old.get(name), value) for name, value in new.items()}
    days = {"first-day": (None, row.valid_from), "last-day": (None, row.valid_to)}
    _record(row, BEGAN[type(row)], {**changes, **days}, by_id)


def ended(row: Dated, *, old: date | None, by_id: int | None) -> None:
    """`old`: the last day that was planned."""
    _record(row, "ended", {"last-day": (old, row.valid_to)}, by_id)


def taken_back(row: Dated, *, by_id: int | None) -> None:
    changes: dict[str, tuple[object, object]] = {
        name: (value, None) for name, value in _facts(row).items()
    }
    _record(row, "taken-back", {**changes, "first-day": (row.valid_from, None)}, by_id)


KINDS = {Membership: "post", ChosenSupervisor: "supervisor", UnitHead: "head"}
BEGAN = {Membership: "given", ChosenSupervisor: "chosen", UnitHead: "set"}


def _record(row: Dated, what: str, changes: Changes, by_id: int | None) -> None:
    unit_id = None if isinstance(row, ChosenSupervisor) else row.unit_id
    record(
        f"{KINDS[type(row)]}.{what}",
        actor_id=by_id,
        subject_id=row.person_id,
        about=("unit", unit_id) if unit_id else ("", ""),
        changes=changes,
    )


def _facts(row: Dated) -> dict[str, object]:
    if isinstance(row, ChosenSupervisor):
        return {"supervisor": row.supervisor_id, "reason": row.reason}
    unit = db.session.get_one(Unit, row.unit_id).name
    if isinstance(row, UnitHead):
        return {"unit": unit, "head-kind": row.kind}
    return {
        "unit": unit,
        "position": db.session.get_one(Position, row.position_id).title,
        "post-kind": row.kind,
        "employment-type": row.employment_type,
        "rank": row.rank,
    }


def entered_unit(unit: Unit, *, by_id: int | None) -> None:
    changes = {
        "code": (None, unit.code),
        "name": (None, unit.name),
        "parent": (None, _name_of(unit.parent_id)),
        "first-day": (None, unit.valid_from),
    }
    record("unit.entered", actor_id=by_id, about=("unit", unit.id), changes=changes)


def changed_unit(unit: Unit, *, old: FormerUnit, by_id: int | None) -> None:
    """`old`: what it was, whether that is kept or not."""
    changes = {
        "name": (old.name, unit.name),
        "parent": (_name_of(old.parent_id), _name_of(unit.parent_id)),
        "first-day": (old.valid_from, unit.valid_from),
    }
    record("unit.changed", actor_id=by_id, about=("unit", unit.id), changes=changes)


def closed_unit(unit: Unit, *, by_id: int | None) -> None:
    changes = {"last-day": (None, unit.valid_to)}
    record("unit.closed", actor_id=by_id, about=("unit", unit.id), changes=changes)


def _name_of(unit_id: int | None) -> str | None:
    return db.session.get_one(Unit, unit_id).name if unit_id else None


def wrote(row: Agency | Position, *, old: dict[str, object], by_id: int | None) -> None:
    """Entered, where there is no `old`, or changed."""
    kind = "agency" if isinstance(row, Agency) else "position"
    new = facts_of(row)
    record(
        f"{kind}.{'changed' if old else 'entered'}",
        actor_id=by_id,
        about=(kind, row.id),
        changes={name: (old.get(name), value) for name, value in new.items()},
    )


def facts_of(row: Agency | Position) -> dict[str, object]:
    """To be read before a change, too."""
    if isinstance(row, Agency):
        return {"name": row.name, "city": row.city, "time-zone": row.time_zone}
    return {"position": row.title, "grade": row.grade, "position-kind": row.kind}
