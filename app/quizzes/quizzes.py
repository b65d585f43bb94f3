"""Quizzes as those see them who answer for them: found by their place in a live course."""

from dataclasses import dataclass

from sqlalchemy import select

from app.content.model import QuizSettings
from app.db import db
from app.library import quiz_settings
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion, SyllabusItem


@dataclass(frozen=True)
class Quiz:
    """A quiz of a live course; `course` and `words` in the language asked for where there."""

    module_id: int
    ref: str
    course_id: int
    course_ref: str
    course_version_id: int
    version: ModuleVersion
    course: Words
    words: Words

    @property
    def settings(self) -> QuizSettings:
        return quiz_settings.from_json(self.version.settings or {})


def find_quiz(course_ref: str, module_ref: str, *, lang: str = "") -> Quiz | None:
    row = db.session.execute(
        select(CourseVersion, ModuleVersion)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .join(SyllabusItem, SyllabusItem.course_version_id == CourseVersion.id)
        .join(Module, Module.id == SyllabusItem.module_id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(Course.ref == course_ref, Module.ref == module_ref, ModuleVersion.kind == "quiz")
    ).first()
    if row is None:
        return None
    course, version = row
    source = Words(version.lang, version.title, version.description)
    return Quiz(
        module_id=version.module_id,
        ref=module_ref,
        course_id=course.course_id,
        course_ref=course_ref,
        course_version_id=course.id,
        version=version,
        course=course.words_in(lang),
        words=words_in(lang, source, version.titles),
    )
