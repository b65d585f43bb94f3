"""Why somebody was assigned a course, or declined it: of what is for many, the reason stays."""

from sqlalchemy import Select, case, func, select, update

from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.db import change_rows


def anonymise(person_id: int) -> None:
    declined = update(AssignmentPerson).where(
        AssignmentPerson.person_id == person_id, AssignmentPerson.declined_at.is_not(None)
    )
    change_rows(declined.values(declined_because=""))
    given = update(Assignment).where(Assignment.id.in_(_for_alone(person_id)))
    withdrawn = case((Assignment.withdrawal_reason.is_not(None), ""))
    change_rows(given.values(reason="", withdrawal_reason=withdrawn))


def _for_alone(person_id: int) -> Select[int]:
    """Ids of the assignments that are for that person and nobody else."""
    named = select(AssignmentTarget.assignment_id).where(AssignmentTarget.person_id == person_id)
    return (
        select(AssignmentTarget.assignment_id)
        .where(AssignmentTarget.assignment_id.in_(named))
        .group_by(AssignmentTarget.assignment_id)
        .having(func.count() == 1)
    )
