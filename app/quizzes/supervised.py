"""One attempt as those see it who answer for the quiz, with all that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from app.accounts.models import Person
from app.content.model import QuizSettings
from app.db import db
from app.library import quiz_settings
from app.library.languages import Words, words_in
from app.library.models import (
    Course,
    CourseVersion,
    Module,
    ModuleVersion,
    QuestionVersion,
    SyllabusItem,
)
from app.quizzes import presentation, queries
from app.quizzes.models import AnswerTry, Attempt, AttemptEvent, AttemptQuestion, ManualGrade
from app.quizzes.presentation import QuestionView

EVERYTHING = frozenset({"answer", "correctness", "points", "feedback", "explanation", "key"})


@dataclass(frozen=True)
class SupervisedAttempt:
    """`quiz` is called as on the day of the attempt, `number` that of the course's version then."""

    attempt: Attempt
    learner: Person
    settings: QuizSettings
    quiz: Words
    course_ref: str
    module_ref: str
    number: int | None


def find(
    attempt_id: int, *, viewer_id: int, whose: ColumnElement[bool], lang: str
) -> SupervisedAttempt | None:
    """Nobody decides about the own attempts, so they are not to be found. `whose`: a condition on
    the attempts that the viewer answers for."""
    row = db.session.execute(
        select(Attempt, Person, ModuleVersion, Course.ref, Module.ref, _version_then())
        .join(Person, Person.id == Attempt.person_id)
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        .where(Attempt.id == attempt_id, Attempt.person_id != viewer_id, whose)
    ).first()
    if row is None:
        return None
    attempt, learner, quiz, course_ref, module_ref, number = row
    words = words_in(lang, Words(quiz.lang, quiz.title, quiz.description), quiz.titles)
    settings = quiz_settings.from_json(quiz.settings or {})
    return SupervisedAttempt(attempt, learner, settings, words, course_ref, module_ref, number)


def _version_then() -> ScalarSelect[Any]:
    """A page that did not change belongs to several versions: the one live at the start."""
    return (
        select(func.max(CourseVersion.number))
        .join(SyllabusItem, SyllabusItem.course_version_id == CourseVersion.id)
        .where(
            SyllabusItem.module_version_id == Attempt.module_version_id,
            CourseVersion.published_at <= Attempt.started_at,
        )
        .correlate(Attempt)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Tried:
    """An answer that was checked on the way, as the key of now sees it."""

    number: int
    at: datetime
    view: QuestionView


@dataclass(frozen=True)
class SupervisedQuestion:
    """`earned`: points, None while it waits; `grades` with the names of who gave them, the newest
    first; `is_rekeyed`: graded by the key of a later version."""

    slot: AttemptQuestion
    version: QuestionVersion
    view: QuestionView
    earned: Decimal | None
    tries: Sequence[Tried]
    grades: Sequence[tuple[ManualGrade, str]]

    @property
    def is_rekeyed(self) -> bool:
        return self.slot.key_version_id is not None


def questions_of(
    found: SupervisedAttempt, *, only: Sequence[int] | None = None
) -> list[SupervisedQuestion]:
    attempt = found.attempt
    slots = queries.slots_of(attempt.id, only=only)
    tries, grades = _tries_of(attempt.id), _grades_of(attempt.id)
    return [
        SupervisedQuestion(
            slot=slot,
            version=version,
            view=_view(found, slot, version, [one.response for one in tries.get(slot.id, [])]),
            earned=None if slot.fraction is None else round(slot.fraction * version.points, 2),
            tries=[_tried(attempt, slot, version, one) for one in tries.get(slot.id, [])],
            grades=grades.get(slot.id, []),
        )
        for slot, version in slots
    ]


def _view(
    found: SupervisedAttempt, slot: AttemptQuestion, version: QuestionVersion, tried: Sequence[Any]
) -> QuestionView:
    view = presentation.view_of(
        found.attempt, slot, version, settings=found.settings, show=EVERYTHING, tried=tried
    )
    return replace(view, is_closed=True, shows_answer=True)


def _tried(
    attempt: Attempt, slot: AttemptQuestion, version: QuestionVersion, one: AnswerTry
) -> Tried:
    view = presentation.view_of_check(
        slot.slot, version, lang=attempt.lang, secret=attempt.secret, response=one.response
    )
    # A number of its own, for what bears ids on the page.
    return Tried(one.number, one.tried_at, replace(view, slot=_place(slot, one), is_closed=True))


def _place(slot: AttemptQuestion, one: AnswerTry) -> int:
    return slot.slot * 1000 + one.number


def _tries_of(attempt_id: int) -> dict[int, list[AnswerTry]]:
    rows = db.session.scalars(
        select(AnswerTry)
        .join(AttemptQuestion, AttemptQuestion.id == AnswerTry.attempt_question_id)
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AnswerTry.number)
    )
    found: dict[int, list[AnswerTry]] = {}
    for one in rows:
        found.setdefault(one.attempt_question_id, []).append(one)
    return found


def _grades_of(attempt_id: int) -> dict[int, list[tuple[ManualGrade, str]]]:
    rows = db.session.execute(
        select(ManualGrade, Person.name)
        .join(Person, Person.id == ManualGrade.given_by_id)
        .join(AttemptQuestion, AttemptQuestion.id == ManualGrade.attempt_question_id)
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(ManualGrade.number.desc())
    )
    found: dict[int, list[tuple[ManualGrade, str]]] = {}
    for grade, name in rows:
        found.setdefault(grade.attempt_question_id, []).append((grade, name))
    return found


@dataclass(frozen=True)
class TrailEntry:
    """`kind`: one of EVENTS, or started, submitted, marked; `by`: None is the clock, or the
    learner; `slot`: of the question that got points."""

    at: datetime
    kind: str
    by: str | None = None
    event: AttemptEvent | None = None
    grade: ManualGrade | None = None
    slot: int | None = None

    @property
    def until(self) -> datetime | None:
        """The new deadline of an extension."""
        to = self.event.details.get("to") if self.event else None
        return datetime.fromisoformat(to) if to else None


def trail_of(found: SupervisedAttempt, questions: Sequence[SupervisedQuestion]) -> list[TrailEntry]:
    """All that happened to the attempt, the oldest first."""
    attempt = found.attempt
    entries = [TrailEntry(attempt.started_at, "started")]
    if attempt.submitted_at:
        entries.append(TrailEntry(attempt.submitted_at, "submitted"))
    events = _events_of(attempt.id)
    entries += [TrailEntry(event.at, event.kind, name, event=event) for event, name in events]
    # An override has an event, which says more.
    told = {event.at for event, _ in events if event.kind == "overridden"}
    entries += [
        TrailEntry(grade.given_at, "marked", name, grade=grade, slot=question.slot.slot)
        for question in questions
        for grade, name in question.grades
        if grade.given_at not in told
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _events_of(attempt_id: int) -> list[tuple[AttemptEvent, str | None]]:
    rows = db.session.execute(
        select(AttemptEvent, Person.name)
        .outerjoin(Person, Person.id == AttemptEvent.by_id)
        .where(AttemptEvent.attempt_id == attempt_id)
        .order_by(AttemptEvent.id)
    )
    return [(event, name) for event, name in rows]
