"""Quizzes as those see them who answer for them: found by their place in a course."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, select, true

from app.content.model import QuizSettings
from app.db import db
from app.library import quiz_settings
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion, SyllabusItem

EVERY: ColumnElement[bool] = true()


@dataclass(frozen=True)
class Quiz:
    """A quiz as it is asked, or, without `is_live`, as it was asked last; `course` and `words` in
    the language asked for where there.

    `course_version_id`: the live version, by whose keys answers are corrected, also when it has
    the quiz no more; where the course has no live version, the last one with the quiz.
    """

    module_id: int
    ref: str
    course_id: int
    course_ref: str
    course_version_id: int
    version: ModuleVersion
    course: Words
    words: Words
    is_live: bool

    @property
    def settings(self) -> QuizSettings:
        return quiz_settings.from_json(self.version.settings or {})


def find_quiz(
    course_ref: str, module_ref: str, *, among: ColumnElement[bool] = EVERY, lang: str = ""
) -> Quiz | None:
    """`among`: a condition on its course (see `reach`)."""
    row = db.session.execute(
        select(CourseVersion, ModuleVersion, Course.live_version_id)
        .join(Course, Course.id == CourseVersion.course_id)
        .join(SyllabusItem, SyllabusItem.course_version_id == CourseVersion.id)
        .join(Module, Module.id == SyllabusItem.module_id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(Course.ref == course_ref, Module.ref == module_ref, ModuleVersion.kind == "quiz")
        .where(among)
        .order_by(
            case((CourseVersion.id == Course.live_version_id, 0), else_=1),
            CourseVersion.number.desc(),
        )
        .limit(1)
    ).first()
    if row is None:
        return None
    course, version, live_id = row
    source = Words(version.lang, version.title, version.description)
    return Quiz(
        module_id=version.module_id,
        ref=module_ref,
        course_id=course.course_id,
        course_ref=course_ref,
        course_version_id=live_id or course.id,
        version=version,
        course=course.words_in(lang),
        words=words_in(lang, source, version.titles),
        is_live=course.id == live_id,
    )
