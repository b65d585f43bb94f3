"""Courses that would still bring somebody JP, with what is read in them and what is left."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, select

from app.db import db
from app.learning import completion
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.library.languages import Words, words_in
from app.library.models import (
    Course,
    CourseAlias,
    CourseVersion,
    Module,
    ModuleVersion,
    SyllabusItem,
)
from app.library.queries import SyllabusEntry
from app.records import ledger
from app.records.way import OpenCourse

# Of what is left to read, which comes after all that has been.
SOME_DAY = date.max


@dataclass(frozen=True)
class _Live:
    """A live course; `rule`: what completes it, `first`: ids of the courses that come before."""

    ref: str
    lang: str
    title: str
    titles: Mapping[str, Any]
    jp: Decimal
    minutes: int
    rule: Mapping[str, Any]
    first: Sequence[str] | None
    enrolment_id: int | None
    completion_id: int | None


LIVE = (
    select(
        Course.ref,
        CourseVersion.lang,
        CourseVersion.title,
        CourseVersion.titles,
        CourseVersion.jp,
        CourseVersion.minutes,
        CourseVersion.completion,
        CourseVersion.about["prerequisites"],
        Enrolment.id,
        CourseCompletion.id,
    )
    .select_from(Course)
    .join(CourseVersion, Course.live_version_id == CourseVersion.id)
)
MODULES = (
    select(
        Enrolment.id.label("enrolment_id"),
        ModuleCompletion.local_date,
        ModuleCompletion.minutes.label("read"),
        SyllabusItem.module_id,
        SyllabusItem.module_version_id,
        SyllabusItem.parent_id,
        Module.ref,
        ModuleVersion.kind,
        ModuleVersion.minutes,
    )
    .select_from(Enrolment)
    .join(Course, Course.id == Enrolment.course_id)
    .join(SyllabusItem, SyllabusItem.course_version_id == Course.live_version_id)
    .join(Module, Module.id == SyllabusItem.module_id)
    .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
    .outerjoin(
        ModuleCompletion,
        and_(
            ModuleCompletion.enrolment_id == Enrolment.id,
            ModuleCompletion.module_id == SyllabusItem.module_id,
        ),
    )
    .order_by(SyllabusItem.position)
)


def of(person_id: int, *, lang: str) -> list[OpenCourse]:
    """Live ones with JP that are not completed, and that nothing has to be completed before; named
    in `lang` if they are. Two queries; a third where a course is asked for by a former name."""
    rows = _live(person_id)
    waiting = {row.ref: row.completion_id is None for row in rows}
    asked = {ref for row in rows for ref in row.first or ()}
    names = _present_names(asked - waiting.keys())
    able = [
        row
        for row in rows
        if not row.completion_id
        and row.jp
        and row.minutes
        # As enrolling has it: by its present name, and only what this site has.
        and (
            row.enrolment_id or not any(waiting.get(names.get(ref, ref)) for ref in row.first or ())
        )
    ]
    modules = _modules([row.enrolment_id for row in able if row.enrolment_id])
    return [_open(row, modules.get(row.enrolment_id or 0, ()), lang) for row in able]


def _present_names(former: Collection[str]) -> dict[str, str]:
    """A course's former ref → the one that it has now."""
    if not former:
        return {}
    rows = db.session.execute(
        select(CourseAlias.ref, Course.ref)
        .join(Course, Course.id == CourseAlias.course_id)
        .where(CourseAlias.ref.in_(former))
    )
    return {former: ref for former, ref in rows}  # noqa: C416  rows are not pairs


def _live(person_id: int) -> list[_Live]:
    of_person = and_(Enrolment.course_id == Course.id, Enrolment.person_id == person_id)
    completed = CourseCompletion.enrolment_id == Enrolment.id
    statement = LIVE.outerjoin(Enrolment, of_person).outerjoin(CourseCompletion, completed)
    return [_Live(*row) for row in db.session.execute(statement)]


def _modules(enrolment_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Enrolment → its course's modules."""
    found: dict[int, list[Any]] = {}
    if enrolment_ids:
        for row in db.session.execute(MODULES.where(Enrolment.id.in_(enrolment_ids))):
            found.setdefault(row.enrolment_id, []).append(row)
    return found


def _open(row: _Live, modules: Iterable[Any], lang: str) -> OpenCourse:
    words = words_in(lang, Words(row.lang, row.title, ""), row.titles)
    if not row.enrolment_id:
        return OpenCourse(row.ref, words.title, words.lang, left=row.jp)
    minutes = _minutes(row.rule, list(modules))
    read = ledger.spread(row.jp, {day: part for day, part in minutes.items() if part})
    left = read.pop(SOME_DAY, ledger.NOTHING)
    return OpenCourse(row.ref, words.title, words.lang, left=left, read=read, is_running=True)


def _minutes(rule: Mapping[str, Any], modules: Sequence[Any]) -> dict[date, int]:
    """As the course will be credited: of each day on which modules were finished, and of what the
    rule still asks."""
    syllabus = [_entry(row) for row in modules]
    done = {row.module_id for row in modules if row.local_date}
    minutes = {SOME_DAY: _minutes_left(rule, syllabus, done)}
    for row in modules:
        if row.local_date:
            minutes[row.local_date] = minutes.get(row.local_date, 0) + row.read
    return minutes


def _entry(row: Any) -> SyllabusEntry:
    return SyllabusEntry(
        row.module_id,
        row.module_version_id,
        row.parent_id,
        row.ref,
        row.kind,
        title="",
        description="",
        minutes=row.minutes,
        settings=None,
    )


def _minutes_left(
    rule: Mapping[str, Any], syllabus: Sequence[SyllabusEntry], done: set[int]
) -> int:
    """Of the shortest ones, where the rule asks for some of many."""
    wanted = completion.required(rule, syllabus)
    missing = [entry for entry in wanted if not completion.is_done(entry, syllabus, done)]
    number = (rule["count"] or len(wanted)) - (len(wanted) - len(missing))
    return sum(sorted(_length(entry, syllabus, done) for entry in missing)[: max(number, 0)])


def _length(entry: SyllabusEntry, syllabus: Sequence[SyllabusEntry], done: set[int]) -> int:
    if entry.kind != "folder":
        return 0 if entry.module_id in done else entry.minutes
    children = (child for child in syllabus if child.parent_id == entry.module_id)
    return sum(_length(child, syllabus, done) for child in children)
