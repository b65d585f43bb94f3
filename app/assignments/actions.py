"""Assigning a course, withdrawing that, declining what was only recommended."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from sqlalchemy import Select, select, update

from app.accounts.models import Person
from app.assignments import audited, notices
from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.assignments.queries import Own
from app.assignments.spreading import spread
from app.assignments.targets import Target
from app.db import db, insert_missing, insert_once
from app.kit import clock
from app.kit.errors import Conflict
from app.library.models import CourseVersion


@dataclass(frozen=True)
class Wanted:
    """`given_as`: in whose name, see `models.GIVEN_AS`; `due_on`: the last day in time."""

    kind: str
    given_as: str
    reason: str
    opens_on: date
    due_on: date | None


def assign(
    version: CourseVersion,
    targets: Sequence[Target],
    wanted: Wanted,
    *,
    form_key: str,
    by: Person,
    at: datetime,
) -> tuple[Assignment, bool]:
    """And whether it is new: the very same form again leads to what it made before.

    Who is meant gets it at once, or by the clock on the day it opens.
    """
    form_hash = _hash_of(version.course_id, targets, wanted)
    new = insert_once(
        Assignment,
        course_id=version.course_id,
        kind=wanted.kind,
        given_as=wanted.given_as,
        reason=wanted.reason,
        opens_on=wanted.opens_on,
        due_on=wanted.due_on,
        time_zone=by.agency_zone or clock.ZONES[0],
        form_key=form_key,
        form_hash=form_hash,
        given_by_id=by.id,
        given_at=at,
    )
    assignment = db.session.scalars(_of_form(form_key, form_hash, by)).one()
    if new:
        _give(assignment, targets, at=at)
        audited.given(assignment, targets, course=version.title)
    return assignment, new is not None


def was_sent(
    version: CourseVersion, targets: Sequence[Target], wanted: Wanted, *, form_key: str, by: Person
) -> bool:
    """Whether the very same form has made its assignment."""
    form_hash = _hash_of(version.course_id, targets, wanted)
    return db.session.scalar(_of_form(form_key, form_hash, by)) is not None


def _hash_of(course_id: int, targets: Collection[Target], wanted: Wanted) -> str:
    content = (course_id, sorted(map(repr, targets)), astuple(wanted))
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _of_form(form_key: str, form_hash: str, by: Person) -> Select[Assignment]:
    return select(Assignment).where(
        Assignment.given_by_id == by.id,
        Assignment.form_key == form_key,
        Assignment.form_hash == form_hash,
    )


def _give(assignment: Assignment, targets: Collection[Target], *, at: datetime) -> None:
    rows = [{"assignment_id": assignment.id, **vars(target)} for target in targets]
    insert_missing(AssignmentTarget, rows)
    if assignment.opens_on <= clock.local_date(at, assignment.time_zone):
        spread(assignment, at=at)


def withdraw(assignment: Assignment, *, reason: str, by: Person, at: datetime) -> bool:
    """Whether it stood; who comes second changes nothing. What was done stays done."""
    withdrawn = db.session.execute(
        update(Assignment)
        .where(Assignment.id == assignment.id, Assignment.withdrawn_at.is_(None))
        .values(withdrawn_by_id=by.id, withdrawn_at=at, withdrawal_reason=reason)
        .returning(Assignment.id)
    ).first()
    if withdrawn:
        _look_again(assignment.course_id)
        audited.withdrawn(assignment, reason=reason, by_id=by.id)
    return withdrawn is not None


def _look_again(course_id: int) -> None:
    """Others of the course may have left out somebody for the sake of the one withdrawn."""
    db.session.execute(
        update(Assignment)
        .where(Assignment.course_id == course_id, Assignment.withdrawn_at.is_(None))
        .values(spread_at=None)
    )


def decline(own: Own, *, reason: str, by: Person, at: datetime) -> None:
    """Raises Conflict for a mandatory one; a second click changes nothing."""
    if own.assignment.kind == "mandatory":
        raise Conflict("assignment.mandatory")
    held = AssignmentPerson
    declined = db.session.execute(
        update(held)
        .where(held.id == own.held.id, held.declined_at.is_(None))
        .values(declined_at=at, declined_because=reason)
        .returning(held.id)
        .execution_options(synchronize_session=False)
    ).first()
    if declined is None:
        return
    audited.declined(own.assignment, by_id=by.id)
    if own.assignment.given_as == "supervisor":
        notices.tell_declined(own, reason=reason, by=by, at=at)
