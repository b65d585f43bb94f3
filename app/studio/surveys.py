"""What a survey of a course found, over all versions of its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select

from app.accounts.models import Person
from app.content.questions import load
from app.content.questions.essay import LONGEST
from app.content.questions.reading import text_in
from app.db import db
from app.library.models import (
    Course,
    CourseVersion,
    Module,
    ModuleQuestion,
    ModuleVersion,
    Question,
    QuestionVersion,
    SyllabusItem,
)
from app.quizzes.reach import answers_for_course
from app.surveys import queries, results
from app.surveys.results import QuestionResult, Wording


@dataclass(frozen=True)
class SurveyPage:
    """`module` is the version that is live, else the newest one."""

    course_ref: str
    course: CourseVersion
    ref: str
    module: ModuleVersion


@dataclass(frozen=True)
class Texts:
    """A page of what was written; `next` is the key to go on after."""

    texts: Sequence[str]
    next: UUID | None


def surveys_of(course_id: int) -> Sequence[tuple[str, ModuleVersion]]:
    """(ref, newest version) of every survey that the course has or had."""
    newest = (
        select(func.max(ModuleVersion.id))
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.course_id == course_id, ModuleVersion.kind == "survey")
        .group_by(Module.id)
    )
    rows = db.session.execute(
        select(Module.ref, ModuleVersion)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.id.in_(newest))
        .order_by(ModuleVersion.title, Module.id)
    )
    return [(ref, module) for ref, module in rows]


def find_survey(course_ref: str, ref: str, *, actor: Person) -> SurveyPage | None:
    row = db.session.execute(
        select(CourseVersion, ModuleVersion)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .join(Module, Module.course_id == Course.id)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .outerjoin(
            SyllabusItem,
            and_(
                SyllabusItem.course_version_id == CourseVersion.id,
                SyllabusItem.module_version_id == ModuleVersion.id,
            ),
        )
        .where(Course.ref == course_ref, Module.ref == ref, ModuleVersion.kind == "survey")
        .where(answers_for_course(actor, Course.id))
        .order_by(SyllabusItem.id.is_(None), ModuleVersion.id.desc())
        .limit(1)
    ).first()
    return SurveyPage(course_ref, row[0], ref, row[1]) if row else None


def wordings_of(page: SurveyPage) -> list[Wording]:
    """Every question that the survey ever asked: those of now in their order, then the older."""
    place = func.max(
        case((ModuleQuestion.module_version_id == page.module.id, ModuleQuestion.position))
    )
    rows = db.session.execute(
        select(Question.ref, QuestionVersion, place)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .join(ModuleQuestion, ModuleQuestion.question_version_id == QuestionVersion.id)
        .join(ModuleVersion, ModuleVersion.id == ModuleQuestion.module_version_id)
        .where(ModuleVersion.module_id == page.module.module_id, ModuleVersion.kind == "survey")
        .group_by(Question.id, QuestionVersion.id)
        .order_by(place.is_(None), place, QuestionVersion.id.desc())
    )
    return [
        Wording(version.question_id, ref, version.id, load(version.body), at is not None)
        for ref, version, at in rows
    ]


def results_of(page: SurveyPage) -> tuple[list[QuestionResult], dict[int, Texts]]:
    """What each question found, and by question id the first texts where texts were asked for."""
    module_id, wordings = page.module.module_id, wordings_of(page)
    written = [w.version_id for w in wordings if results.is_text(w.question)]
    closed = [w.version_id for w in wordings if not results.is_text(w.question)]
    found = results.collect(
        wordings,
        queries.counts(module_id, written + closed),
        queries.tallies(module_id, closed),
    )
    enough = [f.newest.question_id for f in found if f.has_texts and f.is_shown]
    first = queries.first_texts(module_id, written)
    return found, {i: _page_of(first.get(i, ())) for i in enough}


def find_texts(
    page: SurveyPage, question_ref: str, *, after: UUID | None
) -> tuple[QuestionResult, Texts] | None:
    """A page of one question's texts; none where there are too few to be shown."""
    wordings = [
        w for w in wordings_of(page) if w.ref == question_ref and results.is_text(w.question)
    ]
    module_id, ids = page.module.module_id, [w.version_id for w in wordings]
    found = results.collect(wordings, queries.counts(module_id, ids), ())
    if not found or not found[0].is_shown:
        return None
    question_id = found[0].newest.question_id
    return found[0], _page_of(queries.texts_after(module_id, question_id, ids, after=after))


def _page_of(rows: Sequence[tuple[UUID, dict[str, Any]]]) -> Texts:
    shown = rows[: queries.TEXTS_A_PAGE]
    texts = [text_in(response, "text", longest=LONGEST) for _, response in shown]
    return Texts(texts, shown[-1][0] if len(rows) > len(shown) else None)
