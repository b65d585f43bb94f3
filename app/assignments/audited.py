"""What of assignments is recorded, and its words."""

from collections.abc import Collection

from flask_babel import lazy_gettext

from app.accounts.reach import unit_name
from app.assignments.models import Assignment
from app.assignments.targets import Target
from app.audit import catalogue
from app.audit.actions import record
from app.db import db
from app.org.models import Position

catalogue.register(
    actions={
        "assignment.given": lazy_gettext("Course assigned"),
        "assignment.withdrawn": lazy_gettext("Assignment withdrawn"),
        "assignment.declined": lazy_gettext("Recommended course declined"),
        "assignment.exported": lazy_gettext("Assignment taken along as a file"),
    },
    fields={
        "due_on": lazy_gettext("Due on"),
        "kind": lazy_gettext("Kind"),
        "opens_on": lazy_gettext("Opens on"),
        "people": lazy_gettext("People named"),
        "position": lazy_gettext("Position"),
        "unit": lazy_gettext("Unit"),
    },
    objects={"assignment": lazy_gettext("Assignment")},
    values={
        "kind=mandatory": lazy_gettext("mandatory"),
        "kind=recommended": lazy_gettext("recommended"),
    },
)


def given(assignment: Assignment, targets: Collection[Target], *, course: str) -> None:
    """About one person where it is for one alone; of many, their number: the rows name them."""
    people = [one.person_id for one in targets if one.person_id]
    units = [unit_name(one.unit_id) for one in targets if one.unit_id]
    position_id = next((one.position_id for one in targets if one.position_id), None)
    position = db.session.get_one(Position, position_id).title if position_id else None
    record(
        "assignment.given",
        actor_id=assignment.given_by_id,
        subject_id=people[0] if len(people) == 1 else None,
        about=("assignment", assignment.id),
        changes={
            "course": (None, course),
            "kind": (None, assignment.kind),
            "people": (None, len(people) or None),
            "position": (None, position),
            "unit": (None, "; ".join(filter(None, units))),
            "opens_on": (None, assignment.opens_on),
            "due_on": (None, assignment.due_on),
            "reason": (None, assignment.reason),
        },
    )


def withdrawn(assignment: Assignment, *, reason: str, by_id: int) -> None:
    record(
        "assignment.withdrawn",
        actor_id=by_id,
        about=("assignment", assignment.id),
        changes={"reason": (None, reason)},
    )


def declined(assignment: Assignment, *, by_id: int) -> None:
    """Without the word: who may read it is said beside its field, and readers of the audit are
    others."""
    record(
        "assignment.declined",
        actor_id=by_id,
        subject_id=by_id,
        about=("assignment", assignment.id),
    )


def exported(assignment: Assignment, *, by_id: int) -> None:
    record("assignment.exported", actor_id=by_id, about=("assignment", assignment.id))
