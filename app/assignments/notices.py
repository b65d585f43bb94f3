"""What people are told about assignments."""

from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.assignments.models import Assignment, AssignmentPerson
from app.assignments.queries import Own
from app.library.models import CourseVersion
from app.notifications.actions import notify

MANDATORY = "assignments.mandatory"
RECOMMENDED = "assignments.recommended"
RECOMMENDED_UNTIL = "assignments.recommended-until"
FIRST = (MANDATORY, RECOMMENDED, RECOMMENDED_UNTIL)
DUE_SOON = "assignments.due-soon"
DUE = "assignments.due"
OVERDUE = "assignments.overdue"
DECLINED = "assignments.declined"
WITHDRAWN = "assignments.withdrawn"


def tell_assigned(
    assignment: Assignment,
    held: AssignmentPerson,
    *,
    course: CourseVersion,
    ref: str,
    given_by: str,
    at: datetime,
) -> None:
    params = {
        **_params(assignment, course, ref),
        "giver": given_by,
        "reason": assignment.reason,
    }
    notify(held.person_id, kind=_first_of(assignment), key=str(held.id), params=params, at=at)


def _first_of(assignment: Assignment) -> str:
    if assignment.kind == "mandatory":
        return MANDATORY
    return RECOMMENDED_UNTIL if assignment.due_on else RECOMMENDED


def tell_later(
    kind: str,
    assignment: Assignment,
    held_id: int,
    person_id: int,
    *,
    course: CourseVersion,
    ref: str,
    at: datetime,
) -> None:
    """`kind`: `DUE_SOON`, `DUE`, `OVERDUE` or `WITHDRAWN`, each once."""
    params = _params(assignment, course, ref)
    notify(person_id, kind=kind, key=str(held_id), params=params, at=at)


def tell_declined(own: Own, *, reason: str, by: Person, at: datetime) -> None:
    params = {
        "assignment_id": own.assignment.id,
        "person": by.name,
        "course": {"title": own.version.title, "lang": own.version.lang},
        "reason": reason,
    }
    giver_id = own.assignment.given_by_id
    notify(giver_id, kind=DECLINED, key=str(own.held.id), params=params, at=at)


def _params(assignment: Assignment, course: CourseVersion, ref: str) -> dict[str, Any]:
    due = {"due": {"day": assignment.due_on.isoformat()}} if assignment.due_on else {}
    return {"course": {"title": course.title, "lang": course.lang}, "course_ref": ref, **due}
