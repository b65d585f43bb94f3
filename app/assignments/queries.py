"""What somebody has been assigned, and which assignments an officer or supervisor looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.policies import is_officer, is_supervisor
from app.accounts.reach import Ids, reaches, reaches_all
from app.assignments.models import Assignment, AssignmentPerson
from app.db import db
from app.kit import clock
from app.learning.models import CourseCompletion, Enrolment
from app.library.languages import Words
from app.library.models import Course, CourseVersion
from app.org import lines

PAGE_SIZE = 30
# More than anybody is asked to do at once.
MOST_OPEN = 100


@dataclass(frozen=True)
class Assigned:
    """A course that its owner is asked to take, and has not completed; what was declined only once
    they have enrolled after all."""

    id: int
    course_id: int
    ref: str
    words: Words
    kind: str
    reason: str
    due_on: date | None
    given_by: str
    is_begun: bool
    today: date

    @property
    def is_mandatory(self) -> bool:
        return self.kind == "mandatory"

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.today

    @property
    def is_due_today(self) -> bool:
        return self.due_on == self.today


def open_of(person_id: int, *, at: datetime, lang: str) -> list[Assigned]:
    """One a course, which is what binds most: mandatory first, then the earliest day to come."""
    giver = aliased(Person)
    rows = db.session.execute(
        select(Assignment, Course.ref, CourseVersion, giver.name, Enrolment.id)
        .select_from(AssignmentPerson)
        .join(Assignment, Assignment.id == AssignmentPerson.assignment_id)
        .join(giver, giver.id == Assignment.given_by_id)
        .join(Course, Course.id == Assignment.course_id)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .outerjoin(Enrolment, _enrolled_in(AssignmentPerson.person_id))
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(
            AssignmentPerson.person_id == person_id,
            is_live(),
            or_(AssignmentPerson.declined_at.is_(None), Enrolment.id.is_not(None)),
            CourseCompletion.id.is_(None),
        )
        .order_by(Assignment.kind, Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
        .limit(MOST_OPEN)
    )
    found: dict[int, Assigned] = {}
    for one in sorted((_assigned(row, at, lang) for row in rows), key=_binding):
        found.setdefault(one.course_id, one)
    return sorted(found.values(), key=lambda one: (one.due_on or date.max, one.id))


def _assigned(row: Any, at: datetime, lang: str) -> Assigned:
    assignment, ref, version, given_by, enrolment_id = row
    return Assigned(
        id=assignment.id,
        course_id=assignment.course_id,
        ref=ref,
        words=version.words_in(lang),
        kind=assignment.kind,
        reason=assignment.reason,
        due_on=assignment.due_on,
        given_by=given_by,
        is_begun=enrolment_id is not None,
        today=local_day(assignment, at),
    )


def _binding(one: Assigned) -> tuple[str, bool, date, int]:
    """What binds most comes first, as in `telling`."""
    return one.kind, one.is_overdue, one.due_on or date.max, one.id


def local_day(assignment: Assignment, at: datetime) -> date:
    """Which day it is where its days are counted."""
    return clock.local_date(at, assignment.time_zone)


def is_live() -> ColumnElement[bool]:
    return Assignment.withdrawn_at.is_(None)


def _enrolled_in(person_id: Ids) -> ColumnElement[bool]:
    return and_(Enrolment.course_id == Assignment.course_id, Enrolment.person_id == person_id)


@dataclass(frozen=True)
class Own:
    """What somebody has been assigned and not answered yet; `ref`: of the course."""

    assignment: Assignment
    held: AssignmentPerson
    version: CourseVersion
    ref: str
    given_by: str


def find_own(assignment_id: int, *, person_id: int) -> Own | None:
    """None once it is withdrawn, or its owner has enrolled or declined."""
    row = db.session.execute(
        select(Assignment, AssignmentPerson, CourseVersion, Course.ref, Person.name)
        .join(AssignmentPerson, AssignmentPerson.assignment_id == Assignment.id)
        .join(Person, Person.id == Assignment.given_by_id)
        .join(Course, Course.id == Assignment.course_id)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(
            Assignment.id == assignment_id,
            AssignmentPerson.person_id == person_id,
            is_live(),
            AssignmentPerson.declined_at.is_(None),
            ~exists().where(_enrolled_in(AssignmentPerson.person_id)),
        )
    ).first()
    return Own(*row) if row else None


def has_declined(assignment_id: int, *, person_id: int) -> bool:
    found = select(AssignmentPerson.id).where(
        AssignmentPerson.assignment_id == assignment_id,
        AssignmentPerson.person_id == person_id,
        AssignmentPerson.declined_at.is_not(None),
    )
    return db.session.scalar(found) is not None


def looks_after(actor: Person, person_id: Ids, *, day: date) -> ColumnElement[bool]:
    """An officer's people, and a supervisor's team of the day."""
    if reaches_all(actor):
        return true()
    if not is_supervisor(actor):
        return reaches(actor, person_id)
    team = lines.team_ids(actor.id, day)
    in_team = person_id.in_(select(team.c.person_id))
    return or_(reaches(actor, person_id), in_team) if is_officer(actor) else in_team


def sees(actor: Person, *, day: date) -> ColumnElement[bool]:
    """Assignments of the own, and those that somebody has whom the actor looks after."""
    if reaches_all(actor):
        return true()
    concerned = select(AssignmentPerson.assignment_id).where(
        looks_after(actor, AssignmentPerson.person_id, day=day)
    )
    return or_(Assignment.given_by_id == actor.id, Assignment.id.in_(concerned))


@dataclass(frozen=True)
class Row:
    """`withdrawn_by` is None while it stands."""

    assignment: Assignment
    ref: str
    words: Words
    given_by: str
    withdrawn_by: str | None


def assignments_of(
    actor: Person, *, day: date, lang: str, before: int | None = None
) -> Sequence[Row]:
    """The newest first; one more than a page. `before`: the id of the last one shown."""
    statement = _rows(actor, day).order_by(Assignment.id.desc()).limit(PAGE_SIZE + 1)
    if before:
        statement = statement.where(Assignment.id < before)
    return [_row(row, lang) for row in db.session.execute(statement)]


def find(assignment_id: int, *, actor: Person, day: date, lang: str) -> Row | None:
    row = db.session.execute(_rows(actor, day).where(Assignment.id == assignment_id)).first()
    return _row(row, lang) if row else None


def _rows(actor: Person, day: date) -> Select[Assignment, str, CourseVersion, str, str]:
    giver, withdrawer = aliased(Person), aliased(Person)
    return (
        select(Assignment, Course.ref, CourseVersion, giver.name, withdrawer.name)
        .join(giver, giver.id == Assignment.given_by_id)
        .outerjoin(withdrawer, withdrawer.id == Assignment.withdrawn_by_id)
        .join(Course, Course.id == Assignment.course_id)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(sees(actor, day=day))
    )


def _row(row: Any, lang: str) -> Row:
    assignment, ref, version, given_by, withdrawn_by = row
    return Row(assignment, ref, version.words_in(lang), given_by, withdrawn_by)
