"""Courses as one person sees them: enrolled or not, how far, what is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select, tuple_
from sqlalchemy.orm import Load

from app.db import db
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.library import queries as library
from app.library.models import Course, CourseVersion, Module, ModuleVersion, SyllabusItem
from app.library.queries import SyllabusEntry

PAGE_SIZE = 24


@dataclass(frozen=True)
class CourseView:
    """A live course and the person's part in it."""

    ref: str
    version: CourseVersion
    enrolment: Enrolment | None
    completion: CourseCompletion | None


@dataclass(frozen=True)
class ModuleView:
    course: CourseView
    enrolment: Enrolment
    module: ModuleVersion
    ref: str


@dataclass(frozen=True)
class Step:
    """A module in the outline with the person's progress."""

    entry: SyllabusEntry
    completed_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.completed_at is not None


@dataclass(frozen=True)
class Outline:
    """The modules of a course in order, pools left out."""

    steps: Sequence[Step]

    @property
    def lessons_and_quizzes(self) -> list[Step]:
        return [step for step in self.steps if step.entry.is_step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.lessons_and_quizzes)

    @property
    def total(self) -> int:
        return len(self.lessons_and_quizzes)

    @property
    def next(self) -> Step | None:
        """The first that is not done."""
        return next((step for step in self.lessons_and_quizzes if not step.is_done), None)

    def place_of(self, module_id: int) -> int | None:
        """1 for the first; None for a folder, which only groups."""
        ids = [step.entry.module_id for step in self.lessons_and_quizzes]
        return ids.index(module_id) + 1 if module_id in ids else None

    def neighbours(self, module_id: int) -> tuple[Step | None, Step | None]:
        """What comes before and after a module."""
        steps = self.lessons_and_quizzes
        ids = [step.entry.module_id for step in steps]
        if module_id not in ids:
            return None, None
        place = ids.index(module_id)
        before = steps[place - 1] if place else None
        after = steps[place + 1] if place + 1 < len(steps) else None
        return before, after


@dataclass(frozen=True)
class Current:
    """A course that a person has begun."""

    ref: str
    title: str
    jp: object
    enrolled_at: datetime
    completed_at: datetime | None
    done: int
    total: int


def _live_with(person_id: int) -> Select[str, CourseVersion, Enrolment, CourseCompletion]:
    return (
        select(Course.ref, CourseVersion, Enrolment, CourseCompletion)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .outerjoin(
            Enrolment, and_(Enrolment.course_id == Course.id, Enrolment.person_id == person_id)
        )
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
    )


def find_course(ref: str, *, person_id: int) -> CourseView | None:
    statement = _live_with(person_id).options(Load(CourseVersion).undefer_group("landing"))
    row = db.session.execute(statement.where(Course.ref == ref)).first()
    return CourseView(*row) if row else None


def catalogue(
    person_id: int, *, words: str = "", subject: str = "", after: tuple[str, int] | None = None
) -> Sequence[CourseView]:
    """Live courses whose title, description or keywords hold every word; one more than a page.

    `after`: (title, course id) of the last one shown.
    """
    statement = _live_with(person_id).order_by(CourseVersion.title, Course.id).limit(PAGE_SIZE + 1)
    for word in words.lower().split()[:8]:
        statement = statement.where(CourseVersion.search_text.contains(word, autoescape=True))
    if subject:
        statement = statement.where(CourseVersion.subject == subject)
    if after:
        statement = statement.where(tuple_(CourseVersion.title, Course.id) > after)
    return [CourseView(*row) for row in db.session.execute(statement)]


def subjects() -> Sequence[str]:
    return db.session.scalars(
        select(CourseVersion.subject)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .where(CourseVersion.subject != "")
        .distinct()
        .order_by(CourseVersion.subject)
    ).all()


# The two questions of every module page, put together once.
MODULE = (
    select(Course.ref, CourseVersion, Enrolment, CourseCompletion, ModuleVersion)
    .join(CourseVersion, Course.live_version_id == CourseVersion.id)
    .join(Enrolment, Enrolment.course_id == Course.id)
    .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
    .join(SyllabusItem, SyllabusItem.course_version_id == CourseVersion.id)
    .join(Module, Module.id == SyllabusItem.module_id)
    .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
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


def find_module(course_ref: str, module_ref: str, *, person_id: int) -> ModuleView | None:
    """A module of the live version of a course in which the person is enrolled."""
    values = {"course_ref": course_ref, "module_ref": module_ref, "person_id": person_id}
    row = db.session.execute(MODULE, values).first()
    if row is None:
        return None
    course = CourseView(row[0], row[1], row[2], row[3])
    return ModuleView(course=course, enrolment=row[2], module=row[4], ref=module_ref)


def outline_of(version_id: int, enrolment_id: int | None) -> Outline:
    """The syllabus with progress, in one query."""
    values = {"version_id": version_id, "enrolment_id": enrolment_id}
    rows = db.session.execute(OUTLINE, values)
    return Outline([Step(SyllabusEntry(*row[:-1]), row[-1]) for row in rows])


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


def open_enrolments(course_id: int) -> Sequence[Enrolment]:
    """Who has done at least one module and not completed the course."""
    return db.session.scalars(
        select(Enrolment)
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(
            Enrolment.course_id == course_id,
            CourseCompletion.id.is_(None),
            exists().where(ModuleCompletion.enrolment_id == Enrolment.id),
        )
        .order_by(Enrolment.id)
        .with_for_update(of=Enrolment)
    ).all()


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
            ModuleVersion.kind.in_(("lesson", "quiz")),
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
            # What is finished does not move when a new version comes.
            func.coalesce(CourseCompletion.jp, CourseVersion.jp),
            Enrolment.enrolled_at,
            CourseCompletion.completed_at,
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


def courses_of(person_id: int) -> Sequence[Current]:
    """The courses a person has begun, with steps done and in all."""
    return [Current(*row) for row in db.session.execute(CURRENT, {"person_id": person_id})]


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


def counts_by_person(person_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Person id → (courses running, courses completed); who has none is left out."""
    rows = db.session.execute(
        select(Enrolment.person_id, func.count(), func.count(CourseCompletion.id))
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id.in_(person_ids))
        .group_by(Enrolment.person_id)
    )
    return {person_id: (begun - completed, completed) for person_id, begun, completed in rows}


def counts_by_course() -> dict[int, tuple[int, int]]:
    """Course id → (people enrolled, people who completed)."""
    rows = db.session.execute(
        select(Enrolment.course_id, func.count(), func.count(CourseCompletion.id))
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .group_by(Enrolment.course_id)
    )
    return {course_id: (enrolled, completed) for course_id, enrolled, completed in rows}


def minutes_by_day(completion_id: int) -> dict[date, int]:
    """Minutes of the finished modules that the completed version counts, by the agency's day."""
    rows = db.session.execute(
        select(ModuleCompletion.local_date, func.sum(ModuleCompletion.minutes))
        .join(CourseCompletion, CourseCompletion.enrolment_id == ModuleCompletion.enrolment_id)
        .join(
            SyllabusItem,
            and_(
                SyllabusItem.course_version_id == CourseCompletion.course_version_id,
                SyllabusItem.module_id == ModuleCompletion.module_id,
            ),
        )
        .where(CourseCompletion.id == completion_id)
        .group_by(ModuleCompletion.local_date)
    )
    return {day: int(minutes) for day, minutes in rows}
