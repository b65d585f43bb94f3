"""How far the people are who have an assignment: in numbers, and one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, tuple_

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import current_number
from app.assignments.models import Assignment, AssignmentPerson
from app.assignments.queries import looks_after
from app.db import db
from app.learning.models import CourseCompletion, Enrolment
from app.org.models import Membership, Position, Unit
from app.org.people import main_on

PAGE_SIZE = 50
STATES = ("done", "under_way", "not_begun", "declined")
SHOWN = (*STATES, "overdue")


@dataclass(frozen=True)
class Counts:
    """`overdue`: of those under way or not begun, how many are past the day."""

    done: int = 0
    under_way: int = 0
    not_begun: int = 0
    declined: int = 0
    overdue: int = 0

    @property
    def people(self) -> int:
        return self.done + self.under_way + self.not_begun + self.declined


class Place(NamedTuple):
    """Where a list goes on: behind this name and id."""

    key: str
    id: int


@dataclass(frozen=True)
class Row:
    """`position` and `unit`: of the main post of the day, None without one."""

    person_id: int
    name: str
    number: str | None
    position: str | None
    unit: str | None
    state: str
    completed_on: date | None
    because: str | None
    key: str

    @property
    def place(self) -> Place:
        return Place(self.key, self.person_id)


@dataclass(frozen=True)
class Whose:
    """The people of one assignment whom `actor` looks after on `day`, which is also that by which
    they are late."""

    assignment: Assignment
    actor: Person
    day: date

    @property
    def is_late(self) -> bool:
        due = self.assignment.due_on
        return due is not None and due < self.day


def counts_of(whose: Whose) -> Counts:
    state = _state()
    rows = db.session.execute(_joined(select(state, func.count()), whose).group_by(state))
    counted: dict[str, int] = {row[0]: row[1] for row in rows}
    late = counted.get("under_way", 0) + counted.get("not_begun", 0) if whose.is_late else 0
    return Counts(**counted, overdue=late)


def people_of(whose: Whose, *, show: str, after: Place | None) -> Sequence[Row]:
    """By name; one more than a page. `show`: one of `SHOWN`, "" for all."""
    statement = _narrowed(_rows(whose), whose, show).limit(PAGE_SIZE + 1)
    if after:
        statement = statement.where(tuple_(_KEY, Person.id) > (after.key, after.id))
    return [Row(*row) for row in db.session.execute(statement)]


def all_of(whose: Whose, *, show: str) -> Iterator[Row]:
    rows = db.session.execute(_narrowed(_rows(whose), whose, show).execution_options(yield_per=500))
    return (Row(*row) for row in rows)


_KEY = func.lower(Person.name)


def _rows(whose: Whose) -> Select[*tuple[Any, ...]]:
    columns = (
        Person.id,
        Person.name,
        EmployeeNumber.number,
        Position.title,
        Unit.name,
        _state(),
        CourseCompletion.local_date,
        AssignmentPerson.declined_because,
        _KEY,
    )
    return (
        _joined(select(*columns), whose)
        .outerjoin(EmployeeNumber, current_number())
        .outerjoin(Membership, main_on(whose.day))
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .order_by(_KEY, Person.id)
    )


def _narrowed(
    statement: Select[*tuple[Any, ...]], whose: Whose, show: str
) -> Select[*tuple[Any, ...]]:
    if show == "overdue":
        late = _state().in_(("under_way", "not_begun"))
        return statement.where(late if whose.is_late else false())
    return statement.where(_state() == show) if show in STATES else statement


def _joined(statement: Select[*tuple[Any, ...]], whose: Whose) -> Select[*tuple[Any, ...]]:
    """Who has left counts only with what they completed."""
    return (
        statement.select_from(AssignmentPerson)
        .join(Person, Person.id == AssignmentPerson.person_id)
        .join(Assignment, Assignment.id == AssignmentPerson.assignment_id)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.person_id == AssignmentPerson.person_id,
                Enrolment.course_id == Assignment.course_id,
            ),
        )
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(
            AssignmentPerson.assignment_id == whose.assignment.id,
            looks_after(whose.actor, AssignmentPerson.person_id, day=whose.day),
            or_(Person.deactivated_at.is_(None), CourseCompletion.id.is_not(None)),
        )
    )


def _state() -> ColumnElement[str]:
    """Who enrols after all takes back that they declined."""
    return case(
        (CourseCompletion.id.is_not(None), "done"),
        (Enrolment.id.is_not(None), "under_way"),
        (AssignmentPerson.declined_at.is_not(None), "declined"),
        else_="not_begun",
    )
