"""Drafts, and what is known of the people a new version would meet."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased, undefer

from app.accounts.models import Person
from app.db import db
from app.learning.models import ModuleCompletion
from app.library.authors import writes, writes_all
from app.library.models import (
    Course,
    CourseSource,
    CourseVersion,
    Module,
    ModuleQuestion,
    ModuleVersion,
    Question,
    QuestionVersion,
    SyllabusItem,
)
from app.quizzes.models import OPEN, Attempt, AttemptQuestion
from app.studio.models import CourseDraft, DraftPage

VERSIONS_A_PAGE = 20
LARGEST = 2**31 - 1


def drafts(actor: Person) -> Sequence[tuple[CourseDraft, str]]:
    """Those that an author may see, each with its author's name, newest first."""
    rows = db.session.execute(
        select(CourseDraft, Person.name)
        .join(Person, Person.id == CourseDraft.created_by_id)
        .where(seen_by(actor))
        .order_by(CourseDraft.id.desc())
        .limit(100)
    )
    return [(draft, name) for draft, name in rows]


def draft_folders() -> set[str]:
    return set(db.session.scalars(select(CourseDraft.folder)))


def seen_by(actor: Person) -> ColumnElement[bool]:
    """Drafts of the courses that an author writes, and their own of courses still to be."""
    if writes_all(actor):
        return true()
    own = select(Course.ref).where(writes(actor, Course.id))
    is_new = ~exists().where(Course.ref == CourseDraft.ref)
    return or_(CourseDraft.ref.in_(own), and_(CourseDraft.created_by_id == actor.id, is_new))


def find_draft(draft_id: int, *, actor: Person) -> CourseDraft | None:
    return db.session.scalar(select(CourseDraft).where(CourseDraft.id == draft_id, seen_by(actor)))


def find_locked(draft_id: int, *, actor: Person) -> CourseDraft | None:
    return db.session.scalar(
        select(CourseDraft)
        .where(CourseDraft.id == draft_id, seen_by(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def draft_pages(draft_id: int) -> Sequence[DraftPage]:
    return db.session.scalars(
        select(DraftPage).where(DraftPage.draft_id == draft_id).order_by(DraftPage.position)
    ).all()


def find_own_draft(ref: str, person_id: int) -> CourseDraft | None:
    return db.session.scalar(
        select(CourseDraft)
        .where(CourseDraft.ref == ref, CourseDraft.created_by_id == person_id)
        .order_by(CourseDraft.id.desc())
        .limit(1)
    )


def find_module_version(version_id: int | None) -> ModuleVersion | None:
    return db.session.get(ModuleVersion, version_id) if version_id else None


def find_draft_page(draft_id: int, ref: str) -> DraftPage | None:
    return db.session.scalar(
        select(DraftPage)
        .where(DraftPage.draft_id == draft_id, DraftPage.ref == ref)
        .options(undefer(DraftPage.body))
    )


def find_course(ref: str, *, actor: Person) -> tuple[Course, CourseVersion] | None:
    row = db.session.execute(
        select(Course, CourseVersion)
        .join(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(Course.ref == ref, writes(actor, Course.id))
    ).first()
    return (row[0], row[1]) if row else None


def versions(
    course_id: int, *, before: int | None = None
) -> Sequence[tuple[CourseVersion, str | None, bool]]:
    """(version, who published it, whether its folder was kept), newest first; one too many tells
    that there are more. `before`: only numbers below it."""
    publisher = aliased(Person)
    kept = select(CourseSource.path).where(CourseSource.course_version_id == CourseVersion.id)
    rows = db.session.execute(
        select(CourseVersion, publisher.name, kept.exists())
        .outerjoin(publisher, publisher.id == CourseVersion.published_by_id)
        .where(CourseVersion.course_id == course_id)
        .where(CourseVersion.number < (before or LARGEST))
        .order_by(CourseVersion.number.desc())
        .limit(VERSIONS_A_PAGE + 1)
    )
    return [(version, name, is_kept) for version, name, is_kept in rows]


def find_version(course_ref: str, number: int, *, actor: Person) -> CourseVersion | None:
    return db.session.scalar(
        select(CourseVersion)
        .join(Course, Course.id == CourseVersion.course_id)
        .where(Course.ref == course_ref, CourseVersion.number == number, writes(actor, Course.id))
    )


def pages_of(version_id: int) -> list[tuple[str, ModuleVersion]]:
    """(ref, module version) in the order of the syllabus."""
    rows = db.session.execute(
        select(Module.ref, ModuleVersion)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleVersion.id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(SyllabusItem.course_version_id == version_id)
        .order_by(SyllabusItem.position)
        .options(undefer(ModuleVersion.translations))
    )
    return [(ref, module) for ref, module in rows]


def questions_by_module(version_id: int) -> dict[int, list[tuple[str, QuestionVersion]]]:
    """Module version id → (ref, version) of its questions in their order."""
    rows = db.session.execute(
        select(ModuleQuestion.module_version_id, Question.ref, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == ModuleQuestion.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleQuestion.module_version_id)
        .where(SyllabusItem.course_version_id == version_id)
        .order_by(ModuleQuestion.module_version_id, ModuleQuestion.position)
    )
    found: dict[int, list[tuple[str, QuestionVersion]]] = {}
    for module_version_id, ref, version in rows:
        found.setdefault(module_version_id, []).append((ref, version))
    return found


def grading_hashes(version_id: int) -> dict[int, tuple[str, str]]:
    """Question id → (its ref, the hash of its key) in a course version."""
    rows = db.session.execute(
        select(Question.id, Question.ref, QuestionVersion.grading_hash)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .join(ModuleQuestion, ModuleQuestion.question_version_id == QuestionVersion.id)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleQuestion.module_version_id)
        .where(SyllabusItem.course_version_id == version_id)
    )
    return {question_id: (ref, digest) for question_id, ref, digest in rows}


def answers_by_question(question_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(QuestionVersion.question_id, func.count())
        .join(AttemptQuestion, AttemptQuestion.question_version_id == QuestionVersion.id)
        .where(QuestionVersion.question_id.in_(question_ids), AttemptQuestion.saved_at.is_not(None))
        .group_by(QuestionVersion.question_id)
    )
    return dict(rows.all())


def completions_by_module(module_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(ModuleCompletion.module_id, func.count())
        .where(ModuleCompletion.module_id.in_(module_ids))
        .group_by(ModuleCompletion.module_id)
    )
    return dict(rows.all())


def open_attempts(course_id: int) -> int:
    count = db.session.scalar(
        select(func.count())
        .select_from(Attempt)
        .join(Module, Module.id == Attempt.module_id)
        .where(Module.course_id == course_id, Attempt.state.in_(OPEN))
    )
    return count or 0
