"""A person's attempts at all quizzes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true

from app.db import db
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion
from app.quizzes.actions import PURPOSES_WITH_MARK
from app.quizzes.models import OPEN, Attempt
from app.quizzes.queries import COURSE_WORDS, course_words

PAGE_SIZE = 30
OWN: ColumnElement[bool] = true()


@dataclass(frozen=True)
class Entry:
    """An attempt with its quiz and course; `has_mark`: whether there was something to pass;
    `is_decisive`: whether who passed in it alone has passed the quiz."""

    attempt: Attempt
    quiz: Words
    course: Words
    has_mark: bool
    is_decisive: bool


@dataclass(frozen=True)
class QuizEntries:
    """Attempts at one quiz, named as in the newest of them."""

    quiz: Words
    course: Words
    entries: list[Entry]


def by_quiz(entries: Sequence[Entry]) -> list[QuizEntries]:
    """In the order in which the quizzes come up."""
    found: dict[int, QuizEntries] = {}
    for entry in entries:
        new = QuizEntries(entry.quiz, entry.course, [])
        found.setdefault(entry.attempt.module_id, new).entries.append(entry)
    return list(found.values())


def running_of(person_id: int, *, lang: str) -> list[Entry]:
    """At most one a quiz, the newest first."""
    rows = db.session.execute(_select_of(person_id).where(Attempt.state.in_(OPEN)))
    return [_entry(row, lang) for row in rows]


def attempts_of(
    person_id: int,
    *,
    whose: ColumnElement[bool] = OWN,
    lang: str,
    before: int | None = None,
    is_over: bool = False,
) -> Sequence[Entry]:
    """The newest first, one more than a page; `before`: the id of the last one shown; `is_over`:
    without those that still run; `whose`: a condition on them, for who is not their owner."""
    statement = _select_of(person_id).where(whose).limit(PAGE_SIZE + 1)
    if before:
        statement = statement.where(Attempt.id < before)
    if is_over:
        statement = statement.where(Attempt.state.not_in(OPEN))
    return [_entry(row, lang) for row in db.session.execute(statement)]


def _select_of(person_id: int) -> Select[Any]:
    return (
        select(
            Attempt,
            *(ModuleVersion.lang, ModuleVersion.title, ModuleVersion.titles),
            ModuleVersion.settings["purpose"].as_string(),
            ModuleVersion.settings["grade"].as_string(),
            Course.ref,
            *COURSE_WORDS,
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        .outerjoin(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(Attempt.person_id == person_id)
        .order_by(Attempt.id.desc())
    )


def _entry(row: Sequence[Any], wanted: str) -> Entry:
    attempt, lang, title, titles, purpose, method, course_ref, *course = row
    quiz = words_in(wanted, Words(lang, title, ""), titles)
    return Entry(
        attempt=attempt,
        quiz=quiz,
        course=course_words(*course, ref=course_ref, quiz=quiz, wanted=wanted),
        has_mark=purpose in PURPOSES_WITH_MARK,
        is_decisive=method in (None, "best"),
    )
