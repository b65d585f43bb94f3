"""What waits for a trainer's points: the list, one answer of it, and what has its points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_

from app.accounts.models import Person
from app.db import db
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion, QuestionVersion
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade
from app.quizzes.queries import COURSE_WORDS, course_words
from app.quizzes.reach import answers_for

PAGE_SIZE = 30
FEW = 10


@dataclass(frozen=True)
class Entry:
    """An answer in a list, without the name of who wrote it; `at` is when it was handed in, or
    got its points. `question` is safe HTML."""

    id: int
    at: datetime
    course: Words
    quiz: Words
    question: str
    question_lang: str


@dataclass(frozen=True)
class Answer:
    """An answer with all that its marker needs."""

    slot: AttemptQuestion
    attempt: Attempt
    version: QuestionVersion
    learner: Person
    course: Words
    quiz: Words


def _is_for(marker: Person) -> ColumnElement[bool]:
    """Nobody gives points to the own answers here."""
    is_other = Attempt.person_id != marker.id
    return and_(AttemptQuestion.marker == "trainer", is_other, answers_for(marker))


def count(marker: Person) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(AttemptQuestion)
            .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
            .where(_is_for(marker), AttemptQuestion.fraction.is_(None))
        )
        or 0
    )


def answers(
    marker: Person, *, lang: str, after: tuple[datetime, int] | None = None
) -> Sequence[Entry]:
    """The oldest first, one more than a page; `after`: (handed in, id) of the last one shown."""
    statement = (
        _with_places(AttemptQuestion.id, Attempt.submitted_at, Attempt.lang, QuestionVersion)
        .where(_is_for(marker), AttemptQuestion.fraction.is_(None))
        .order_by(Attempt.submitted_at, AttemptQuestion.id)
        .limit(PAGE_SIZE + 1)
    )
    if after:
        statement = statement.where(tuple_(Attempt.submitted_at, AttemptQuestion.id) > after)
    return [_entry(row, lang) for row in db.session.execute(statement)]


def marked_by(marker: Person, *, lang: str) -> Sequence[Entry]:
    """The few that a person gave points last, to correct what was mistyped; each once."""
    rows = db.session.execute(
        _with_places(AttemptQuestion.id, ManualGrade.given_at, Attempt.lang, QuestionVersion)
        .join(ManualGrade, ManualGrade.attempt_question_id == AttemptQuestion.id)
        .where(_is_for(marker), ManualGrade.given_by_id == marker.id)
        .order_by(ManualGrade.given_at.desc(), ManualGrade.id.desc())
        .limit(FEW)
    )
    found: dict[int, Entry] = {}
    for row in rows:
        entry = _entry(row, lang)
        found.setdefault(entry.id, entry)
    return list(found.values())


def _entry(row: Sequence[Any], lang: str) -> Entry:
    slot_id, at, written_in, version, *places = row
    course, quiz = _places(places, lang)
    body = version.body_in(written_in)
    return Entry(slot_id, at, course, quiz, body["title"]["html"], body["lang"])


def _with_places(*columns: Any) -> Select[*tuple[Any, ...]]:
    """`columns`, and behind them what `_places` reads."""
    return (
        select(
            *columns,
            Course.ref,
            *COURSE_WORDS,
            *(ModuleVersion.lang, ModuleVersion.title, ModuleVersion.titles),
        )
        .select_from(AttemptQuestion)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        # A course that was taken out of the catalogue still owes its learners their points.
        .outerjoin(CourseVersion, CourseVersion.id == Course.live_version_id)
    )


def _places(columns: Sequence[Any], wanted: str) -> tuple[Words, Words]:
    """What course and quiz are called, in the language `wanted` where they have it."""
    ref, *course, lang, title, titles = columns
    quiz = Words(lang, title, "")
    return (
        course_words(*course, ref=ref, quiz=quiz, wanted=wanted),
        words_in(wanted, quiz, titles),
    )


def find(answer_id: int, *, marker: Person, lang: str) -> Answer | None:
    """Also one that has its points: they can be corrected."""
    row = db.session.execute(
        _with_places(AttemptQuestion, Attempt, QuestionVersion, Person)
        .join(Person, Person.id == Attempt.person_id)
        .where(_is_for(marker), AttemptQuestion.id == answer_id)
    ).first()
    if row is None:
        return None
    slot, attempt, version, learner, *places = row
    return Answer(slot, attempt, version, learner, *_places(places, lang))


def grades_of(answer_id: int) -> Sequence[tuple[ManualGrade, str]]:
    """Each with the name of who gave it, the newest first."""
    rows = db.session.execute(
        select(ManualGrade, Person.name)
        .join(Person, Person.id == ManualGrade.given_by_id)
        .where(ManualGrade.attempt_question_id == answer_id)
        .order_by(ManualGrade.number.desc())
    )
    return [(grade, name) for grade, name in rows]
