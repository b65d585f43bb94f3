"""Finding attempts: always through their owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import load_only

from app.content.questions import Response
from app.db import db
from app.library.languages import Words, words_in
from app.library.models import (
    Course,
    CourseVersion,
    Module,
    ModuleVersion,
    QuestionVersion,
    Titles,
)
from app.quizzes.models import (
    OPEN,
    UNFINISHED,
    AnswerTry,
    Attempt,
    AttemptEvent,
    AttemptQuestion,
    ManualGrade,
)

Slots = Sequence[tuple[AttemptQuestion, QuestionVersion]]


@dataclass(frozen=True)
class AttemptContext:
    """An attempt with what its page says about quiz and course around it, in the attempt's
    language; `languages` are those that the quiz exists in."""

    attempt: Attempt
    title: str
    lang: str
    languages: Sequence[str]
    settings: dict[str, Any]
    module_ref: str
    course_ref: str
    course: Words


def find_attempt(attempt_id: int, *, person_id: int) -> AttemptContext | None:
    row = db.session.execute(
        select(
            Attempt,
            ModuleVersion.title,
            ModuleVersion.lang,
            ModuleVersion.titles,
            ModuleVersion.settings,
            Module.ref,
            Course.ref,
            *COURSE_WORDS,
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        .outerjoin(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
    ).first()
    if row is None:
        return None
    attempt, title, lang, titles, settings, module_ref, course_ref, *course = row
    words = words_in(attempt.lang, Words(lang, title, ""), titles)
    return AttemptContext(
        attempt=attempt,
        title=words.title,
        lang=words.lang,
        languages=[lang, *titles],
        settings=settings,
        module_ref=module_ref,
        course_ref=course_ref,
        course=course_words(*course, ref=course_ref, quiz=words, wanted=attempt.lang),
    )


# What was attempted stays, also when its course was taken out of the catalogue: then they are None.
COURSE_WORDS = (CourseVersion.lang, CourseVersion.title, CourseVersion.titles)


def course_words(
    lang: str | None,
    title: str | None,
    titles: Titles | None,
    *,
    ref: str,
    quiz: Words,
    wanted: str,
) -> Words:
    """From `COURSE_WORDS`; a course that has none goes by its ref."""
    return words_in(wanted, Words(lang or quiz.lang, title or ref, ""), titles)


def get_locked(attempt_id: int) -> Attempt:
    """The attempt as it is now, kept from others until the end of the transaction."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.id == attempt_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


# What was seen, unless its key was corrected: then the version whose key counts.
VERSION_THAT_COUNTS = func.coalesce(
    AttemptQuestion.key_version_id, AttemptQuestion.question_version_id
)


def slots_of(attempt_id: int, *, only: Sequence[int] | None = None) -> Slots:
    """The questions of an attempt in their order, all or some slots, each in the version that it
    is graded by."""
    statement = (
        select(AttemptQuestion, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == VERSION_THAT_COUNTS)
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AttemptQuestion.slot)
        .execution_options(populate_existing=True)
    )
    if only is not None:
        statement = statement.where(AttemptQuestion.slot.in_(only))
    return [(slot, version) for slot, version in db.session.execute(statement)]


@dataclass(frozen=True)
class Dot:
    """A question in the list of all of them."""

    slot: int
    is_answered: bool
    is_flagged: bool
    is_settled: bool


def dots_of(attempt_id: int) -> list[Dot]:
    """All questions of an attempt, without their texts."""
    rows = db.session.execute(
        select(
            AttemptQuestion.slot,
            AttemptQuestion.response.is_not(None),
            AttemptQuestion.is_flagged,
            AttemptQuestion.settled_at.is_not(None),
        )
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AttemptQuestion.slot)
    )
    return [Dot(*row) for row in rows]


def tried_of(attempt_id: int) -> dict[int, list[Response | None]]:
    return tried_in(select(AttemptQuestion.id).where(AttemptQuestion.attempt_id == attempt_id))


def tried_in(slot_ids: Select[int] | Sequence[int]) -> dict[int, list[Response | None]]:
    """By the id of the attempt's question: the answers that were checked, the first one first."""
    rows = db.session.execute(
        select(AnswerTry.attempt_question_id, AnswerTry.response)
        .where(AnswerTry.attempt_question_id.in_(slot_ids))
        .order_by(AnswerTry.attempt_question_id, AnswerTry.number)
    )
    found: dict[int, list[Response | None]] = {}
    for slot_id, response in rows:
        found.setdefault(slot_id, []).append(response)
    return found


def times_seen(person_id: int, module_id: int) -> dict[int, int]:
    """Question id → in how many attempts at the quiz the person has met it."""
    rows = db.session.execute(
        select(QuestionVersion.question_id, func.count())
        .join(AttemptQuestion, AttemptQuestion.question_version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .where(Attempt.person_id == person_id, Attempt.module_id == module_id)
        .group_by(QuestionVersion.question_id)
    )
    return dict(rows.all())


def responses_of(attempt_id: int) -> dict[int, Response | None]:
    """By question id."""
    rows = db.session.execute(
        select(QuestionVersion.question_id, AttemptQuestion.response)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(AttemptQuestion.attempt_id == attempt_id)
    )
    return dict(rows.all())


def settings_of(module_version_id: int) -> dict[str, Any]:
    """A quiz's stored settings."""
    return (
        db.session.scalar(
            select(ModuleVersion.settings).where(ModuleVersion.id == module_version_id)
        )
        or {}
    )


Saving = tuple[Attempt, dict[str, Any], AttemptQuestion, QuestionVersion]


def find_for_saving(attempt_id: int, *, person_id: int, slots: Sequence[int]) -> Sequence[Saving]:
    """Attempt, the quiz's settings and questions in one query; whoever else would change them
    waits until the transaction has ended."""
    rows = db.session.execute(
        select(Attempt, ModuleVersion.settings, AttemptQuestion, QuestionVersion)
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(
            Attempt.id == attempt_id,
            Attempt.person_id == person_id,
            AttemptQuestion.slot.in_(slots),
        )
        # Always in one order, so that two forms sent at once cannot block each other for good.
        .order_by(AttemptQuestion.slot)
        # Read anew under the lock: what another tab or the clock did in between counts.
        .with_for_update(of=(Attempt, AttemptQuestion), key_share=True)
        .execution_options(populate_existing=True)
    )
    return [(attempt, settings or {}, slot, version) for attempt, settings, slot, version in rows]


def find_slot_locked(attempt_id: int, slot: int) -> tuple[AttemptQuestion, QuestionVersion] | None:
    """As it is now, kept from others until the end of the transaction."""
    row = db.session.execute(
        select(AttemptQuestion, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(AttemptQuestion.attempt_id == attempt_id, AttemptQuestion.slot == slot)
        .with_for_update(of=AttemptQuestion)
        .execution_options(populate_existing=True)
    ).first()
    return (row[0], row[1]) if row else None


def attempts_of(person_id: int, module_id: int) -> Sequence[Attempt]:
    """A person's attempts at a quiz, oldest first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.module_id == module_id)
        .order_by(Attempt.number)
    ).all()


# Some answer of it has no points yet, and its learner gives them.
WAITS_FOR_ITS_OWNER = exists().where(
    AttemptQuestion.attempt_id == Attempt.id,
    AttemptQuestion.marker == "self",
    AttemptQuestion.fraction.is_(None),
)


def find_own_to_mark(attempts: Sequence[Attempt]) -> Attempt | None:
    """The last of a person's attempts, if its answers wait for points by the learner; a query
    only where it waits at all."""
    if not attempts or not attempts[-1].is_waiting:
        return None
    waits = select(Attempt.id).where(Attempt.id == attempts[-1].id, WAITS_FOR_ITS_OWNER)
    return attempts[-1] if db.session.scalar(waits) else None


def grades_of(attempt_id: int) -> dict[int, list[ManualGrade]]:
    """By the id of the attempt's question, oldest first: the last one of each counts."""
    grades = db.session.scalars(
        select(ManualGrade)
        .join(AttemptQuestion, AttemptQuestion.id == ManualGrade.attempt_question_id)
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(ManualGrade.number)
    )
    found: dict[int, list[ManualGrade]] = {}
    for grade in grades:
        found.setdefault(grade.attempt_question_id, []).append(grade)
    return found


# What others did to a result, or to what it was.
CHANGES = ("regraded", "overridden", "reopened")


def changes_of(attempt_id: int) -> Sequence[AttemptEvent]:
    """What the learner is told above the result, the oldest first."""
    return db.session.scalars(
        select(AttemptEvent)
        .where(AttemptEvent.attempt_id == attempt_id, AttemptEvent.kind.in_(CHANGES))
        .order_by(AttemptEvent.id)
    ).all()


def has_answers(attempt_id: int) -> bool:
    answered = exists().where(
        AttemptQuestion.attempt_id == attempt_id, AttemptQuestion.response.is_not(None)
    )
    return bool(db.session.scalar(select(answered)))


def points_given(attempt_id: int) -> dict[int, Decimal]:
    """By the id of the attempt's question: the points by people that count."""
    return {slot_id: listed[-1].points for slot_id, listed in grades_of(attempt_id).items()}


def run_out_of(person_id: int, *, at: datetime) -> Sequence[int]:
    """Ids of a person's open attempts whose deadline has passed."""
    return db.session.scalars(
        select(Attempt.id).where(
            Attempt.person_id == person_id, Attempt.state.in_(OPEN), Attempt.deadline < at
        )
    ).all()


def due_for_closing(*, at: datetime) -> list[int]:
    """Ids of attempts that the clock has to move, of everybody: to be marked as overdue, to be
    closed after their grace, or handed in and for some reason not graded."""
    return [attempt.id for attempt in db.session.scalars(due(at=at)) if attempt.is_due(at)]


def due(*, at: datetime) -> Select[Attempt]:
    """With those that are still in their grace. As many as are open at a time, at most."""
    return (
        select(Attempt)
        .options(load_only(Attempt.state, Attempt.deadline, Attempt.grace))
        .where(UNFINISHED, or_(Attempt.deadline < at, Attempt.state == "submitted"))
        .order_by(Attempt.deadline)
    )


@dataclass(frozen=True)
class OpenAttempt:
    """A quiz that its learner still has to do something about: hand it in, or, where `is_waiting`,
    give the points of own answers."""

    id: int
    quiz: Words
    course: Words
    deadline: datetime | None
    is_waiting: bool


def open_attempts_of(person_id: int, *, lang: str) -> Sequence[OpenAttempt]:
    """What has a deadline first, the nearest on top; named in `lang` where the quiz is."""
    rows = db.session.execute(
        select(
            Attempt.id,
            Attempt.deadline,
            Attempt.state == "needs_grading",
            *(ModuleVersion.lang, ModuleVersion.title, ModuleVersion.titles),
            Course.ref,
            *COURSE_WORDS,
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        .outerjoin(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(
            Attempt.person_id == person_id,
            or_(
                Attempt.state.in_(OPEN),
                and_(Attempt.state == "needs_grading", WAITS_FOR_ITS_OWNER),
            ),
        )
        .order_by(Attempt.deadline.is_(None), Attempt.deadline, Attempt.started_at)
        .limit(20)
    )
    found = []
    for attempt_id, deadline, is_waiting, source, title, titles, course_ref, *course in rows:
        quiz = words_in(lang, Words(source, title, ""), titles)
        named = course_words(*course, ref=course_ref, quiz=quiz, wanted=lang)
        found.append(OpenAttempt(attempt_id, quiz, named, deadline, is_waiting))
    return found
