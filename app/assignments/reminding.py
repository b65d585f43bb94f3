"""Who has to be told what by now of an assignment that they know: that it is due, or withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, case, cast, exists, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assignments import notices, telling
from app.assignments.models import Assignment, AssignmentPerson
from app.assignments.queries import is_live, local_day
from app.assignments.telling import last_of
from app.db import db
from app.learning.models import CourseCompletion, Enrolment
from app.library.models import Course, CourseVersion
from app.notifications.models import Notice
from app.notifications.telling import tell_each

# Longer ago nobody is told any more that a day is over, or something withdrawn.
LATEST = timedelta(days=7)


@dataclass(frozen=True)
class Reminder:
    """`early`: days before the day it is due. Who was told of the assignment itself later than
    that knows the day already."""

    kind: str
    early: int


# What is nearest first: where the clock stood still, only that is told.
REMINDERS = (
    Reminder(notices.OVERDUE, -1),
    Reminder(notices.DUE, 1),
    Reminder(notices.DUE_SOON, 7),
)


def reminder_for(due_on: date, today: date) -> Reminder | None:
    if today - due_on > LATEST:
        return None
    left = (due_on - today).days
    return next((one for one in REMINDERS if left <= one.early), None)


@dataclass(frozen=True)
class Due:
    """What is told of an assignment; a reminder to whom has known of it since before a moment."""

    assignment_id: int
    kind: str
    told_before: datetime | None = None


def due_by_now(*, at: datetime) -> list[Due]:
    """Of assignments; perhaps everybody has been told, or has completed the course."""
    earliest, latest = at.date() - LATEST - timedelta(days=1), at.date() + timedelta(days=8)
    found = db.session.scalars(
        select(Assignment).where(is_live(), Assignment.due_on.between(earliest, latest))
    )
    due = (_due(one, one.due_on, at) for one in found if one.due_on)
    withdrawn = db.session.scalars(
        select(Assignment.id).where(Assignment.withdrawn_at >= at - LATEST)
    )
    return [one for one in due if one] + [Due(one, notices.WITHDRAWN) for one in withdrawn]


def _due(assignment: Assignment, due_on: date, at: datetime) -> Due | None:
    reminder = reminder_for(due_on, local_day(assignment, at))
    if reminder is None:
        return None
    first = due_on - timedelta(days=reminder.early)
    midnight = datetime.combine(first, time.min, ZoneInfo(assignment.time_zone))
    return Due(assignment.id, reminder.kind, midnight)


def remind(due: Due, after: int = 0, *, at: datetime) -> int | None:
    """A portion of those who have not been told, behind a row's id; that of its last row, None at
    the end."""
    assignment, ref, version = db.session.execute(
        select(Assignment, Course.ref, CourseVersion)
        .join(Course, Course.id == Assignment.course_id)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(Assignment.id == due.assignment_id)
    ).one()

    def tell(row: Any) -> None:
        notices.tell_later(due.kind, assignment, *row, course=version, ref=ref, at=at)

    rows = _not_told(due, assignment, after, local_day(assignment, at))
    tell_each(rows, tell)
    return last_of(rows)


def _not_told(due: Due, assignment: Assignment, after: int, today: date) -> Sequence[Any]:
    """(id of the row, person id)"""
    held = AssignmentPerson
    rows = db.session.execute(
        select(held.id, held.person_id)
        .join(Person, Person.id == held.person_id)
        .outerjoin(
            Enrolment,
            (Enrolment.person_id == held.person_id) & (Enrolment.course_id == assignment.course_id),
        )
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(
            held.assignment_id == due.assignment_id,
            held.id > after,
            or_(held.declined_at.is_(None), Enrolment.id.is_not(None)),
            CourseCompletion.id.is_(None),
            Person.deactivated_at.is_(None),
            ~_was_told((due.kind,)),
            _has_to_know(due, assignment, today),
        )
        .order_by(held.id)
        .limit(telling.CHUNK)
    )
    return rows.all()


def _was_told(kinds: Sequence[str]) -> ColumnElement[bool]:
    held = AssignmentPerson
    return exists().where(
        Notice.person_id == held.person_id,
        Notice.kind.in_(kinds),
        Notice.key == cast(held.id, String),
    )


def _has_to_know(due: Due, assignment: Assignment, today: date) -> ColumnElement[bool]:
    """Who is asked for the same course by something else is reminded of what binds most, and not
    told that they are asked no longer."""
    other = aliased(Assignment)
    if due.kind == notices.WITHDRAWN:
        return _was_told(notices.FIRST) & ~_is_asked_by(other, assignment)
    binds_more = _binding_of(other, today) < _binding(assignment, today)
    return (AssignmentPerson.told_at < due.told_before) & ~_is_asked_by(
        other, assignment, binds_more
    )


def _is_asked_by(
    other: type[Assignment], assignment: Assignment, *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    held = aliased(AssignmentPerson)
    return exists().where(
        held.person_id == AssignmentPerson.person_id,
        held.declined_at.is_(None),
        other.id == held.assignment_id,
        other.id != assignment.id,
        other.course_id == assignment.course_id,
        other.withdrawn_at.is_(None),
        *conditions,
    )


def _binding_of(one: type[Assignment], today: date) -> ColumnElement[Any]:
    """What binds most comes first, as in `queries.open_of`: it is what the pages show."""
    return tuple_(one.kind, case((one.due_on < today, 1), else_=0), one.due_on, one.id)


def _binding(one: Assignment, today: date) -> ColumnElement[Any]:
    is_over = int(one.due_on is not None and one.due_on < today)
    return tuple_(*map(literal, (one.kind, is_over, one.due_on, one.id)))
