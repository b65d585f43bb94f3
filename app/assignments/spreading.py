"""Who of those meant gets an assignment: now, and whoever joins them later.

Left out are people who have completed the course, those who have been assigned it already by
something that binds as much and as early and still stands, and those who have declined it since.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.reach import Ids
from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.assignments.targets import Target, is_meant, targets_of
from app.db import db, insert_missing_from
from app.kit import clock
from app.learning.models import CourseCompletion, Enrolment


@dataclass(frozen=True)
class Asked:
    """What is asked of them. `begins`: the day on which it is given and open; `given_at`: a refusal
    of before is none of this."""

    course_id: int
    kind: str
    begins: date
    due_on: date | None
    given_at: datetime


@dataclass(frozen=True)
class Recipients:
    """How many are meant, and why some of them get nothing."""

    meant: int
    done: int
    have_it: int

    @property
    def get_it(self) -> int:
        return self.meant - self.done - self.have_it


def count(targets: Collection[Target], asked: Asked, *, day: date) -> Recipients:
    done, has = _has_done(asked.course_id), _has_already(asked)
    row = db.session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((done, 1), else_=0)), 0),
            func.coalesce(func.sum(case((done, 0), (has, 1), else_=0)), 0),
        )
        .select_from(Person)
        .where(Person.deactivated_at.is_(None), is_meant(targets, day))
    ).one()
    return Recipients(row[0], int(row[1]), int(row[2]))


def spread(assignment: Assignment, *, at: datetime) -> None:
    """To all who are meant and do not have it; again, it changes nothing."""
    columns = ["assignment_id", "person_id", "target_id", "got_at"]
    for who in _portions(assignment, at):
        insert_missing_from(AssignmentPerson, columns, who)
    assignment.spread_at = assignment.spread_at or at


def is_due(assignment: Assignment, *, at: datetime) -> bool:
    """Whether `spread` would change anything; this takes no lock."""
    if assignment.spread_at is None:
        return True
    has_it = exists().where(
        AssignmentPerson.assignment_id == assignment.id, AssignmentPerson.person_id == Person.id
    )
    portions = (who.where(~has_it).limit(1) for who in _portions(assignment, at))
    return any(db.session.execute(who).first() for who in portions)


def _portions(assignment: Assignment, at: datetime) -> Iterator[Select[*tuple[Any, ...]]]:
    day = clock.local_date(at, assignment.time_zone)
    yield _named(assignment, at)
    for target_id, target in targets_of(assignment.id):
        yield _of_group(assignment, target_id, is_meant([target], day), at)


def _named(assignment: Assignment, at: datetime) -> Select[*tuple[Any, ...]]:
    return _who_gets(assignment, AssignmentTarget.id, at).join(
        AssignmentTarget,
        (AssignmentTarget.person_id == Person.id)
        & (AssignmentTarget.assignment_id == assignment.id),
    )


def _of_group(
    assignment: Assignment, target_id: int, is_member: ColumnElement[bool], at: datetime
) -> Select[*tuple[Any, ...]]:
    return _who_gets(assignment, literal(target_id), at).where(is_member)


def _who_gets(assignment: Assignment, target_id: Ids, at: datetime) -> Select[*tuple[Any, ...]]:
    moment = literal(at, AssignmentPerson.got_at.type)
    given_on = clock.local_date(assignment.given_at, assignment.time_zone)
    asked = Asked(
        assignment.course_id,
        assignment.kind,
        max(given_on, assignment.opens_on),
        assignment.due_on,
        assignment.given_at,
    )
    return (
        select(literal(assignment.id), Person.id, target_id, moment)
        .select_from(Person)
        .where(
            Person.deactivated_at.is_(None),
            ~_has_done(asked.course_id),
            ~_has_already(asked),
        )
    )


def _has_done(course_id: int) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Enrolment.person_id == Person.id,
            Enrolment.course_id == course_id,
            CourseCompletion.enrolment_id == Enrolment.id,
        )
        .correlate(Person)
    )


def _has_already(asked: Asked) -> ColumnElement[bool]:
    other, held = aliased(Assignment), aliased(AssignmentPerson)
    stands = and_(
        held.declined_at.is_(None), other.withdrawn_at.is_(None), _is_as_early(other, asked)
    )
    return (
        exists()
        .where(
            held.person_id == Person.id,
            other.id == held.assignment_id,
            other.course_id == asked.course_id,
            or_(other.kind == "mandatory", other.kind == asked.kind),
            or_(stands, held.declined_at >= asked.given_at),
        )
        .correlate(Person)
    )


def _is_as_early(other: type[Assignment], asked: Asked) -> ColumnElement[bool]:
    """A day that had gone by when the new one begins binds nobody to the new one's."""
    return other.due_on.between(asked.begins, asked.due_on) if asked.due_on else true()
