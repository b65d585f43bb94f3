"""Courses as one person sees them: enrolled or not, how far, what is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Load, undefer

from app.db import db
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.learning.outline import Outline, Step
from app.library import queries as library
from app.library.languages import Landing, PageText, Words, best, words_in
from app.library.models import (
    Course,
    CourseAlias,
    CourseVersion,
    Module,
    ModuleVersion,
    SyllabusItem,
)


@dataclass(frozen=True)
class CourseView:
    """A live course and the person's part in it; `wanted` is the language they would read."""

    ref: str
    version: CourseVersion
    enrolment: Enrolment | None
    completion: CourseCompletion | None
    wanted: str = ""

    @cached_property
    def words(self) -> Words:
        return self.version.words_in(self.wanted)

    @cached_property
    def landing(self) -> Landing:
        """One more query, unless `find_course` has it."""
        return self.version.landing_in(self.wanted)


@dataclass(frozen=True)
class ModuleView:
    course: CourseView
    enrolment: Enrolment
    module: ModuleVersion
    ref: str

    @cached_property
    def text(self) -> PageText:
        return self.module.text_in(self.course.wanted)


@dataclass(frozen=True)
class Current:
    """A course that a person has begun."""

    ref: str
    title: str
    lang: str
    jp: Decimal
    enrolled_at: datetime
    completed_on: date | None
    done: int
    total: int


def live_with(person_id: int) -> Select[str, CourseVersion, Enrolment, CourseCompletion]:
    """The columns of `CourseView`, for each live course."""
    return (
        select(Course.ref, CourseVersion, Enrolment, CourseCompletion)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .outerjoin(
            Enrolment, and_(Enrolment.course_id == Course.id, Enrolment.person_id == person_id)
        )
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
    )


def find_course(ref: str, *, person_id: int, lang: str = "") -> CourseView | None:
    """To be read in `lang` where the course has it, "" for its source's."""
    statement = live_with(person_id).options(Load(CourseVersion).undefer_group("landing"))
    row = db.session.execute(statement.where(Course.ref == ref)).first()
    return CourseView(*row, wanted=lang) if row else None


@dataclass(frozen=True)
class GlossaryView:
    """`title` is "" where the author gave none; `terms`: [{"term", "anchor", "html"}]."""

    lang: str
    title: str
    terms: list[dict[str, str]]


def glossary_of(version: CourseVersion, *, lang: str) -> GlossaryView | None:
    found = library.glossary_of(version.id) if version.has_glossary else {}
    if not found:
        return None
    chosen = best(lang, version.lang if version.lang in found else next(iter(found)), found)
    return GlossaryView(chosen, found[chosen]["title"], found[chosen]["terms"])


@dataclass(frozen=True)
class Prerequisite:
    ref: str
    title: str
    lang: str
    is_done: bool


def prerequisites_of(
    version: CourseVersion, *, person_id: int, lang: str = ""
) -> list[Prerequisite]:
    """The courses to complete first, as far as this site has them, named in `lang` if they are."""
    refs = version.about["prerequisites"]
    if not refs:
        return []
    renamed = select(CourseAlias.course_id).where(CourseAlias.ref.in_(refs))
    rows = db.session.execute(
        select(Course.ref, CourseVersion, CourseCompletion.id)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .outerjoin(
            Enrolment, and_(Enrolment.course_id == Course.id, Enrolment.person_id == person_id)
        )
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(or_(Course.ref.in_(refs), Course.id.in_(renamed)))
        .order_by(CourseVersion.title)
    )
    found = [(ref, version.words_in(lang), done) for ref, version, done in rows]
    return [Prerequisite(ref, words.title, words.lang, bool(done)) for ref, words, done in found]


def news_of(found: CourseView) -> CourseVersion | None:
    """The newest version with other content that came after the person began; to those who have
    completed the course only one that asks for something new."""
    if found.enrolment is None:
        return None
    changes = ("major",) if found.completion else ("material", "major")
    since = found.completion.completed_at if found.completion else found.enrolment.enrolled_at
    if found.version.published_at <= since:
        return None
    return db.session.scalar(
        select(CourseVersion)
        .where(
            CourseVersion.course_id == found.version.course_id,
            CourseVersion.change.in_(changes),
            CourseVersion.published_at > since,
        )
        .order_by(CourseVersion.number.desc())
        .limit(1)
    )


def suggestions_after(
    version: CourseVersion, *, person_id: int, lang: str = ""
) -> Sequence[CourseView]:
    """Two courses on the same subject that the person has not begun."""
    if not version.subject:
        return []
    rows = db.session.execute(
        live_with(person_id)
        .where(CourseVersion.subject == version.subject, Enrolment.id.is_(None))
        .order_by(CourseVersion.title, Course.id)
        .limit(2)
    )
    return [CourseView(*row, wanted=lang) for row in rows]


# The two questions of every module page, put together once.
MODULE = (
    select(Course.ref, CourseVersion, Enrolment, CourseCompletion, ModuleVersion)
    .join(CourseVersion, Course.live_version_id == CourseVersion.id)
    .join(Enrolment, Enrolment.course_id == Course.id)
    .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
    .join(SyllabusItem, SyllabusItem.course_version_id == CourseVersion.id)
    .join(Module, Module.id == SyllabusItem.module_id)
    .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
    .options(undefer(ModuleVersion.translations))
    .where(
        Course.ref == bindparam("course_ref"),
        Module.ref == bindparam("module_ref"),
        ModuleVersion.kind != "pool",
        Enrolment.person_id == bindparam("person_id"),
    )
)
OUTLINE = (
    library.SYLLABUS.add_columns(ModuleCompletion.completed_at)
    .outerjoin(
        ModuleCompletion,
        and_(
            ModuleCompletion.module_id == SyllabusItem.module_id,
            ModuleCompletion.enrolment_id == bindparam("enrolment_id"),
        ),
    )
    .where(ModuleVersion.kind != "pool")
)


def find_module(
    course_ref: str, module_ref: str, *, person_id: int, lang: str = ""
) -> ModuleView | None:
    """A module of the live version of a course in which the person is enrolled."""
    values = {"course_ref": course_ref, "module_ref": module_ref, "person_id": person_id}
    row = db.session.execute(MODULE, values).first()
    if row is None:
        return None
    course = CourseView(row[0], row[1], row[2], row[3], wanted=lang)
    return ModuleView(course=course, enrolment=row[2], module=row[4], ref=module_ref)


def outline_of(version_id: int, enrolment_id: int | None, *, lang: str = "") -> Outline:
    """The syllabus with progress, in one query."""
    values = {"version_id": version_id, "enrolment_id": enrolment_id}
    rows = db.session.execute(OUTLINE, values)
    return Outline([Step(library.entry_in(lang, row[:-1]), row[-1]) for row in rows])


def find_enrolment_by_module(person_id: int, module_id: int) -> Enrolment | None:
    return db.session.scalar(
        select(Enrolment)
        .join(Module, Module.course_id == Enrolment.course_id)
        .where(Enrolment.person_id == person_id, Module.id == module_id)
    )


def get_locked(enrolment_id: int) -> Enrolment:
    """Kept from other requests of the same person until the end of the transaction."""
    return db.session.scalars(
        select(Enrolment).where(Enrolment.id == enrolment_id).with_for_update()
    ).one()


def completed_modules(enrolment_id: int) -> set[int]:
    rows = db.session.scalars(
        select(ModuleCompletion.module_id).where(ModuleCompletion.enrolment_id == enrolment_id)
    )
    return set(rows)


def _current() -> Select[Any]:
    """The columns of `Current` for `person_id`, where they worked last first."""
    steps = (
        select(func.count())
        .select_from(SyllabusItem)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .where(
            SyllabusItem.course_version_id == CourseVersion.id,
            ModuleVersion.kind.in_(library.STEPS),
        )
    )
    done = steps.join(
        ModuleCompletion,
        and_(
            ModuleCompletion.module_id == SyllabusItem.module_id,
            ModuleCompletion.enrolment_id == Enrolment.id,
        ),
    ).correlate(CourseVersion, Enrolment)
    last_step = (
        select(func.max(ModuleCompletion.completed_at))
        .where(ModuleCompletion.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    worked_at = func.coalesce(last_step, Enrolment.enrolled_at)
    return (
        select(
            Course.ref,
            CourseVersion.title,
            CourseVersion.lang,
            CourseVersion.titles,
            # What is finished does not move when a new version comes.
            func.coalesce(CourseCompletion.jp, CourseVersion.jp),
            Enrolment.enrolled_at,
            CourseCompletion.local_date,
            done.scalar_subquery(),
            steps.correlate(CourseVersion).scalar_subquery(),
        )
        .select_from(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == bindparam("person_id"))
        .order_by(worked_at.desc(), Enrolment.id.desc())
        .limit(100)
    )


CURRENT = _current()


def courses_of(person_id: int, *, lang: str = "") -> Sequence[Current]:
    """The courses a person has begun, with steps done and in all; named in `lang` if they are."""
    found = []
    for ref, title, source, titles, *rest in db.session.execute(CURRENT, {"person_id": person_id}):
        words = words_in(lang, Words(source, title, ""), titles)
        found.append(Current(ref, words.title, words.lang, *rest))
    return found


def find_completion(enrolment_id: int) -> CourseCompletion | None:
    return db.session.scalar(
        select(CourseCompletion).where(CourseCompletion.enrolment_id == enrolment_id)
    )


def get_completion(completion_id: int) -> tuple[CourseCompletion, Enrolment, CourseVersion]:
    """A completion with its enrolment and the version that was completed."""
    row = db.session.execute(
        select(CourseCompletion, Enrolment, CourseVersion)
        .join(Enrolment, Enrolment.id == CourseCompletion.enrolment_id)
        .join(CourseVersion, CourseVersion.id == CourseCompletion.course_version_id)
        .where(CourseCompletion.id == completion_id)
    ).one()
    return row[0], row[1], row[2]
