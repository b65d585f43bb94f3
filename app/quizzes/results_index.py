"""All quizzes, with how many people took them: those that are asked, and those that were."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.db import db
from app.library.languages import Words, words_in
from app.library.models import Course, CourseVersion, Module, ModuleVersion, SyllabusItem
from app.quizzes.models import Attempt
from app.quizzes.reach import answers_for, has_results_of

PAGE_SIZE = 10


@dataclass(frozen=True)
class Wanted:
    """Quizzes with `words` in their title or in that of their course; "" for any."""

    words: str = ""
    only_taken: bool = False


EVERYTHING = Wanted()
EVERYBODY: ColumnElement[bool] = true()


@dataclass(frozen=True)
class Counts:
    """People who began, and attempts that wait for points."""

    people: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class QuizEntry:
    module_id: int
    ref: str
    words: Words
    counts: Counts


@dataclass(frozen=True)
class CourseEntry:
    """`title`: in its own language, by which the list goes on; `words`: in the reader's. `former`:
    quizzes that were taken and are asked no longer."""

    id: int
    ref: str
    title: str
    words: Words
    quizzes: Sequence[QuizEntry]
    former: Sequence[QuizEntry]


def courses(
    wanted: Wanted, *, actor: Person, lang: str, after: tuple[str, int] | None = None
) -> Sequence[CourseEntry]:
    """By title, one more than a page; `after`: (title, id) of the last one shown. The counts are of
    the people whom the actor answers for."""
    seen, whose = has_results_of(actor, Course.id), answers_for(actor)
    rows = db.session.execute(_courses(wanted, after).where(seen)).all()
    live = [course.live_version_id for course, _ in rows if course.live_version_id]
    quizzes = quizzes_of(live, lang=lang, wanted=wanted, whose=whose)
    former_ones = _former([course.id for course, _ in rows], live)
    former = _listed(and_(former_ones, *_matches(wanted, Module.id)), lang=lang, whose=whose)
    return [
        CourseEntry(
            id=course.id,
            ref=course.ref,
            title=version.title,
            words=version.words_in(lang),
            quizzes=quizzes.get(version.id, []),
            former=[entry for course_id, _, entry in former if course_id == course.id],
        )
        for course, version in rows
    ]


def _courses(wanted: Wanted, after: tuple[str, int] | None) -> Select[Course, CourseVersion]:
    """Each with its live version, or where it has none, its last one."""
    other = aliased(CourseVersion)
    last = select(func.max(other.id)).where(other.course_id == Course.id).scalar_subquery()
    statement = (
        select(Course, CourseVersion)
        .join(CourseVersion, CourseVersion.id == func.coalesce(Course.live_version_id, last))
        .where(or_(_has_quiz(wanted), _had_quiz(wanted)))
        .order_by(CourseVersion.title, Course.id)
        .limit(PAGE_SIZE + 1)
    )
    if after:
        statement = statement.where(tuple_(CourseVersion.title, Course.id) > after)
    return statement


def _has_quiz(wanted: Wanted) -> ColumnElement[bool]:
    is_live = SyllabusItem.course_version_id == Course.live_version_id
    return exists(_quizzes_in(and_(is_live, *_matches(wanted, SyllabusItem.module_id))))


def _had_quiz(wanted: Wanted) -> ColumnElement[bool]:
    of_course = select(Module.id).where(Module.course_id == Course.id)
    return exists(of_course.where(_was_taken(Module.id), *_matches(wanted, Module.id)))


def _matches(wanted: Wanted, module_id: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.only_taken:
        found.append(_was_taken(module_id))
    if wanted.words:
        found.append(or_(*(module_id.in_(ids) for ids in _modules_called(wanted.words))))
    return found


def _modules_called(words: str) -> tuple[Select[int], Select[int]]:
    """Ids of modules with the words in the title of a version, and in that of their course."""
    page, module, course = aliased(ModuleVersion), aliased(Module), aliased(CourseVersion)
    by_own = select(page.module_id).where(page.title.icontains(words, autoescape=True))
    by_course = (
        select(module.id)
        .join(course, course.course_id == module.course_id)
        .where(course.title.icontains(words, autoescape=True))
    )
    return by_own, by_course


def _was_taken(module_id: Any) -> ColumnElement[bool]:
    return exists(select(Attempt.id).where(Attempt.module_id == module_id))


def _quizzes_in(condition: ColumnElement[bool]) -> Select[int]:
    """Ids of modules."""
    return (
        select(SyllabusItem.module_id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(condition, ModuleVersion.kind == "quiz")
    )


def quizzes_of(
    version_ids: Sequence[int],
    *,
    lang: str,
    wanted: Wanted = EVERYTHING,
    whose: ColumnElement[bool] = EVERYBODY,
) -> dict[int, list[QuizEntry]]:
    """By id of the course version, in the order of its syllabus."""
    found: dict[int, list[QuizEntry]] = {}
    in_versions = SyllabusItem.course_version_id.in_(version_ids)
    condition = and_(in_versions, *_matches(wanted, Module.id))
    for _, version_id, entry in _listed(condition, lang=lang, whose=whose):
        found.setdefault(version_id, []).append(entry)
    return found


def _former(course_ids: Sequence[int], live: Sequence[int]) -> ColumnElement[bool]:
    """Of each quiz that was taken and is in none of the live versions, its last place."""
    asked = _quizzes_in(SyllabusItem.course_version_id.in_(live))
    last = (
        select(func.max(SyllabusItem.id))
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .join(Module, Module.id == SyllabusItem.module_id)
        .where(
            Module.course_id.in_(course_ids),
            ModuleVersion.kind == "quiz",
            Module.id.not_in(asked),
            _was_taken(Module.id),
        )
        .group_by(Module.id)
    )
    return SyllabusItem.id.in_(last)


def _listed(
    condition: ColumnElement[bool], *, lang: str, whose: ColumnElement[bool]
) -> list[tuple[int, int, QuizEntry]]:
    """Quizzes with the ids of their course and of its version, in the order of the syllabus."""
    rows = db.session.execute(
        select(
            Module.course_id,
            SyllabusItem.course_version_id,
            Module.id,
            Module.ref,
            ModuleVersion.lang,
            ModuleVersion.title,
            ModuleVersion.titles,
        )
        .join(Module, Module.id == SyllabusItem.module_id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(condition, ModuleVersion.kind == "quiz")
        .order_by(SyllabusItem.course_version_id, SyllabusItem.position)
    ).all()
    counts = _counts([row.id for row in rows], whose)
    return [
        (row.course_id, row.course_version_id, _entry(row, counts.get(row.id, Counts()), lang))
        for row in rows
    ]


def _entry(row: Any, counts: Counts, lang: str) -> QuizEntry:
    words = words_in(lang, Words(row.lang, row.title, ""), row.titles)
    return QuizEntry(row.id, row.ref, words, counts)


def _counts(module_ids: Sequence[int], whose: ColumnElement[bool]) -> dict[int, Counts]:
    return {
        module_id: Counts(*counts)
        for module_id, *counts in db.session.execute(counting(module_ids).where(whose))
    }


def counting(module_ids: Sequence[int]) -> Select[int, int, int]:
    """Everybody who began has one first attempt. Asks for no more than an index holds: read from
    it alone, a million attempts take 0.2 seconds on SQLite."""
    return (
        select(
            Attempt.module_id,
            func.count(case((Attempt.number == 1, 1))),
            func.count(case((Attempt.state == "needs_grading", 1))),
        )
        .where(Attempt.module_id.in_(module_ids))
        .group_by(Attempt.module_id)
    )
