"""Which assignments are to be given by now, and telling people of them; read first, and done in
short transactions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, or_, select, update

from app.accounts.models import Person
from app.assignments import notices
from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.assignments.queries import is_live
from app.db import change_rows, db
from app.kit import clock
from app.library.models import Course, CourseVersion
from app.notifications.telling import tell_each

# In one transaction: a short one even where each notice writes a mail.
CHUNK = 100


def standing(*, at: datetime) -> list[int]:
    """Ids of those that are open, and that somebody may still join: groups, and what has not been
    given to the people named."""
    # A day more on both sides: which day it is depends on the zone of each.
    yesterday, tomorrow = (at.date() + timedelta(days=days) for days in (-1, 1))
    is_for_group = exists().where(
        AssignmentTarget.assignment_id == Assignment.id, AssignmentTarget.person_id.is_(None)
    )
    found = db.session.execute(
        select(Assignment.id, Assignment.time_zone, Assignment.opens_on, Assignment.due_on)
        .where(
            is_live(),
            Assignment.opens_on <= tomorrow,
            or_(Assignment.due_on.is_(None), Assignment.due_on >= yesterday),
            or_(Assignment.spread_at.is_(None), is_for_group),
        )
        .order_by(Assignment.id)
    )
    return [
        row.id
        for row in found
        if row.opens_on <= clock.local_date(at, row.time_zone) <= (row.due_on or date.max)
    ]


def tell_new(after: int = 0, *, at: datetime) -> int | None:
    """A portion of those who have not been told, behind a row's id; that of its last row, None at
    the end."""
    held, giver = AssignmentPerson, Person
    rows = db.session.execute(
        select(held.id, held, Assignment, CourseVersion, Course.ref, giver.name)
        .join(Assignment, Assignment.id == held.assignment_id)
        .join(giver, giver.id == Assignment.given_by_id)
        .join(Course, Course.id == Assignment.course_id)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(held.told_at.is_(None), held.id > after)
        .order_by(held.id)
        .limit(CHUNK)
    ).all()

    def tell(row: Any) -> None:
        _, one, assignment, version, ref, name = row
        if assignment.withdrawn_at is None:
            notices.tell_assigned(assignment, one, course=version, ref=ref, given_by=name, at=at)

    change_rows(update(held).where(held.id.in_(tell_each(rows, tell))).values(told_at=at))
    return last_of(rows)


def last_of(rows: Sequence[Any]) -> int | None:
    return rows[-1][0] if len(rows) == CHUNK else None
