"""All quizzes of the live courses, with how many people did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, func, select, tuple_

from app.db import db
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion, SyllabusItem
from app.quizzes.models import Attempt

PAGE_SIZE = 20
# SQLite multiplies in binary fractions: 7 of 10 points must not miss a mark of 0.7.
HAIR = 0.00001


@dataclass(frozen=True)
class Counts:
    """People who began, who have passed in some attempt, and attempts that wait for points."""

    people: int = 0
    passed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class QuizEntry:
    module_id: int
    ref: str
    words: Words
    counts: Counts


@dataclass(frozen=True)
class CourseEntry:
    """`title`: in its own language, by which the list goes on; `words`: in the reader's."""

    id: int
    ref: str
    title: str
    words: Words
    quizzes: Sequence[QuizEntry]


def courses(*, lang: str, after: tuple[str, int] | None = None) -> Sequence[CourseEntry]:
    """By title, one more than a page; `after`: (title, id) of the last one shown."""
    statement = (
        select(Course.id, Course.ref, CourseVersion)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(_has_quiz())
        .order_by(CourseVersion.title, Course.id)
        .limit(PAGE_SIZE + 1)
    )
    if after:
        statement = statement.where(tuple_(CourseVersion.title, Course.id) > after)
    rows = db.session.execute(statement).all()
    quizzes = quizzes_of([version.id for _, _, version in rows], lang=lang)
    return [
        CourseEntry(
            course_id, ref, version.title, version.words_in(lang), quizzes.get(version.id, [])
        )
        for course_id, ref, version in rows
    ]


def _has_quiz() -> Any:
    return exists(
        select(SyllabusItem.id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(
            SyllabusItem.course_version_id == CourseVersion.id,
            ModuleVersion.kind == "quiz",
        )
    )


def quizzes_of(version_ids: Sequence[int], *, lang: str) -> dict[int, list[QuizEntry]]:
    """By id of the course version, in the order of its syllabus."""
    rows = db.session.execute(
        select(
            SyllabusItem.course_version_id,
            Module.id,
            Module.ref,
            ModuleVersion.lang,
            ModuleVersion.title,
            ModuleVersion.titles,
        )
        .join(Module, Module.id == SyllabusItem.module_id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(SyllabusItem.course_version_id.in_(version_ids), ModuleVersion.kind == "quiz")
        .order_by(SyllabusItem.course_version_id, SyllabusItem.position)
    ).all()
    counts = _counts([module_id for _, module_id, *_ in rows])
    found: dict[int, list[QuizEntry]] = {}
    for version_id, module_id, ref, source, title, titles in rows:
        words = words_in(lang, Words(source, title, ""), titles)
        entry = QuizEntry(module_id, ref, words, counts.get(module_id, Counts()))
        found.setdefault(version_id, []).append(entry)
    return found


def _counts(module_ids: Sequence[int]) -> dict[int, Counts]:
    return {
        module_id: Counts(*counts)
        for module_id, *counts in db.session.execute(_counting(module_ids))
    }


def _counting(module_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    has_passed = Attempt.score >= Attempt.pass_mark * Attempt.max_score - HAIR
    return (
        select(
            Attempt.module_id,
            func.count(Attempt.person_id.distinct()),
            func.count(case((has_passed, Attempt.person_id)).distinct()),
            func.count(case((Attempt.state == "needs_grading", 1))),
        )
        .where(Attempt.module_id.in_(module_ids))
        .group_by(Attempt.module_id)
    )
