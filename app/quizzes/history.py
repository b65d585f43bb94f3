"""A person's attempts at all quizzes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion
from app.quizzes.actions import PURPOSES_WITH_MARK
from app.quizzes.models import Attempt

PAGE_SIZE = 30


@dataclass(frozen=True)
class Entry:
    """An attempt with its quiz and course; `has_mark`: whether there was something to pass."""

    attempt: Attempt
    quiz: Words
    course: Words
    has_mark: bool


def attempts_of(person_id: int, *, lang: str, before: int | None = None) -> Sequence[Entry]:
    """The newest first, one more than a page; `before`: the id of the last one shown."""
    statement = (
        select(
            Attempt,
            *(ModuleVersion.lang, ModuleVersion.title, ModuleVersion.titles),
            ModuleVersion.settings["purpose"].as_string(),
            Course.ref,
            *(CourseVersion.lang, CourseVersion.title, CourseVersion.titles),
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        # What was attempted stays, also when its course was taken out of the catalogue.
        .outerjoin(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(Attempt.person_id == person_id)
        .order_by(Attempt.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before:
        statement = statement.where(Attempt.id < before)
    return [_entry(row, lang) for row in db.session.execute(statement)]


def _entry(row: Sequence[Any], wanted: str) -> Entry:
    attempt, lang, title, titles, purpose, course_ref, *course = row
    course_lang, course_title, course_titles = course
    course_words = Words(course_lang or lang, course_title or course_ref, "")
    return Entry(
        attempt=attempt,
        quiz=words_in(wanted, Words(lang, title, ""), titles),
        course=words_in(wanted, course_words, course_titles),
        has_mark=purpose in PURPOSES_WITH_MARK,
    )
