"""What the results of a quiz are made of: plain columns, since it may be every employee's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from app.accounts.models import EmployeeNumber, Person
from app.db import db
from app.library.models import Course, Module
from app.org.models import Membership
from app.org.queries import valid_on
from app.quizzes.grades import fraction_of
from app.quizzes.models import Attempt
from app.quizzes.quizzes import Quiz
from app.quizzes.results import PersonResult, PersonRow, Tried, results_of


@dataclass(frozen=True)
class AttemptRow:
    """An attempt in a list."""

    person_id: int
    number: int
    state: str
    started_at: datetime
    submitted_at: datetime | None
    score: Decimal | None
    max_score: Decimal

    @property
    def fraction(self) -> Decimal | None:
        return fraction_of(self.score, self.max_score)

    @property
    def is_under_a_minute(self) -> bool:
        """Of one that was handed in."""
        return bool(
            self.submitted_at and self.submitted_at - self.started_at < timedelta(minutes=1)
        )

    @property
    def minutes(self) -> int | None:
        """From start to handing in, begun ones too."""
        if self.submitted_at is None:
            return None
        return ceil((self.submitted_at - self.started_at) / timedelta(minutes=1))


def results_at(quiz: Quiz, *, whose: ColumnElement[bool], day: date) -> list[PersonResult]:
    """Of everybody who has begun it, by name; units are those of `day`. `whose`: a condition on
    the attempts that count (see `reach`)."""
    people = _people_at(quiz.module_id, whose, day)
    tries = (Tried(*row) for row in db.session.execute(tries_at(quiz.module_id).where(whose)))
    return results_of(people, tries, method=quiz.settings.grade)


def tries_at(module_id: int) -> Select[int, str, Decimal | None, Decimal, Decimal]:
    return (
        select(
            Attempt.person_id, Attempt.state, Attempt.score, Attempt.max_score, Attempt.pass_mark
        )
        .where(Attempt.module_id == module_id)
        .order_by(Attempt.person_id, Attempt.number)
    )


def _people_at(module_id: int, whose: ColumnElement[bool], day: date) -> Sequence[PersonRow]:
    units = units_at(module_id, whose, day)
    rows = db.session.execute(
        select(Person.id, Person.name, Person.deactivated_at).where(
            Person.id.in_(began(module_id).where(whose))
        )
    )
    return [
        PersonRow(person_id, name, gone is not None, units.get(person_id))
        for person_id, name, gone in rows
    ]


def units_at(module_id: int, whose: ColumnElement[bool], day: date) -> dict[int, int]:
    """By person, of all who have begun a quiz. Apart from the people: joined, a database may
    search the posts anew for each of them."""
    rows = db.session.execute(
        select(Membership.person_id, Membership.unit_id).where(
            Membership.is_main,
            valid_on(day),
            Membership.person_id.in_(began(module_id).where(whose)),
        )
    )
    return {person_id: unit_id for person_id, unit_id in rows}  # noqa: C416  rows are not pairs


def began(module_id: int) -> Select[int]:
    """Ids of all who have an attempt."""
    return select(Attempt.person_id).where(Attempt.module_id == module_id)


def last_handed_in(module_id: int, person_ids: Collection[int]) -> dict[int, AttemptRow]:
    """By person: their last attempt that was handed in, where there is one."""
    rows = db.session.execute(
        _attempts(module_id).where(
            Attempt.person_id.in_(person_ids), Attempt.submitted_at.is_not(None)
        )
    )
    return {row.person_id: AttemptRow(*row) for row in rows}


def attempts_at(module_id: int) -> dict[int, list[AttemptRow]]:
    """By person, oldest first."""
    found: dict[int, list[AttemptRow]] = {}
    for row in db.session.execute(_attempts(module_id)):
        found.setdefault(row.person_id, []).append(AttemptRow(*row))
    return found


def _attempts(module_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Attempt.person_id,
            Attempt.number,
            Attempt.state,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.max_score,
        )
        .where(Attempt.module_id == module_id)
        .order_by(Attempt.person_id, Attempt.number)
    )


def places_of(module_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """By module: what the address of a page about it takes."""
    rows = db.session.execute(
        select(Module.id, Course.ref, Module.ref)
        .join(Course, Course.id == Module.course_id)
        .where(Module.id.in_(module_ids))
    )
    return {
        module_id: {"course_ref": course_ref, "module_ref": ref}
        for module_id, course_ref, ref in rows
    }


def numbers_at(module_id: int) -> dict[int, str]:
    """Today's NIP by person, of everybody who has begun a quiz."""
    rows = db.session.execute(
        select(EmployeeNumber.person_id, EmployeeNumber.number).where(
            EmployeeNumber.valid_to.is_(None), EmployeeNumber.person_id.in_(began(module_id))
        )
    )
    return {person_id: number for person_id, number in rows}  # noqa: C416  rows are not pairs
