"""Finding attempts: always through their owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from app.db import db
from app.library.languages import Words, words_in
from app.library.models import Course, Module, ModuleVersion, QuestionVersion, Titles
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade

Slots = Sequence[tuple[AttemptQuestion, QuestionVersion]]


@dataclass(frozen=True)
class AttemptContext:
    """An attempt with what its page says about the quiz around it, in the attempt's language;
    `languages` are those that the quiz exists in."""

    attempt: Attempt
    title: str
    lang: str
    languages: Sequence[str]
    settings: dict[str, Any]
    module_ref: str
    course_ref: str


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
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(Course, Course.id == Module.course_id)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
    ).first()
    if row is None:
        return None
    attempt, title, lang, titles, *rest = row
    words = words_in(attempt.lang, Words(lang, title, ""), titles)
    return AttemptContext(attempt, words.title, words.lang, [lang, *titles], *rest)


def get_locked(attempt_id: int) -> Attempt:
    """The attempt as it is now, kept from others until the end of the transaction."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.id == attempt_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def slots_of(attempt_id: int, *, only: Sequence[int] | None = None) -> Slots:
    """The questions of an attempt in their order, all or some slots."""
    statement = (
        select(AttemptQuestion, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(AttemptQuestion.attempt_id == attempt_id)
        .order_by(AttemptQuestion.slot)
        .execution_options(populate_existing=True)
    )
    if only is not None:
        statement = statement.where(AttemptQuestion.slot.in_(only))
    return [(slot, version) for slot, version in db.session.execute(statement)]


def find_for_saving(
    attempt_id: int, *, person_id: int, slots: Sequence[int]
) -> Sequence[tuple[Attempt, AttemptQuestion, QuestionVersion]]:
    """Attempt and questions in one query; submitting waits until the transaction has ended."""
    rows = db.session.execute(
        select(Attempt, AttemptQuestion, QuestionVersion)
        .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(
            Attempt.id == attempt_id,
            Attempt.person_id == person_id,
            AttemptQuestion.slot.in_(slots),
        )
        # Always in one order, so that two forms sent at once cannot block each other for good.
        .order_by(AttemptQuestion.slot)
        .with_for_update(read=True, of=Attempt)
    )
    return [(attempt, slot, version) for attempt, slot, version in rows]


def attempts_of(person_id: int, module_id: int) -> Sequence[Attempt]:
    """A person's attempts at a quiz, oldest first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.module_id == module_id)
        .order_by(Attempt.number)
    ).all()


def find_own_to_mark(attempts: Sequence[Attempt]) -> Attempt | None:
    """The last of a person's attempts, if its answers wait for points by the learner; a query
    only where it waits at all."""
    if not attempts or not attempts[-1].is_waiting:
        return None
    waits = exists().where(
        AttemptQuestion.attempt_id == attempts[-1].id,
        AttemptQuestion.marker == "self",
        AttemptQuestion.fraction.is_(None),
    )
    return attempts[-1] if db.session.scalar(select(waits)) else None


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


def open_attempts(person_id: int) -> Sequence[Attempt]:
    return db.session.scalars(
        select(Attempt).where(Attempt.person_id == person_id, Attempt.state == "in_progress")
    ).all()


def has_overdue(person_id: int, *, at: datetime) -> bool:
    """Whether a deadline has passed; the grace is looked at when closing."""
    return (
        db.session.scalar(
            select(
                exists().where(
                    Attempt.person_id == person_id,
                    Attempt.state == "in_progress",
                    Attempt.deadline < at,
                )
            )
        )
        or False
    )


@dataclass(frozen=True)
class OpenAttempt:
    """A quiz begun and not handed in."""

    id: int
    title: str
    lang: str
    deadline: datetime | None


def open_attempts_of(person_id: int, *, lang: str) -> Sequence[OpenAttempt]:
    """What has a deadline first, the nearest on top; named in `lang` where the quiz is."""
    rows = db.session.execute(
        select(
            Attempt.id,
            ModuleVersion.title,
            ModuleVersion.lang,
            ModuleVersion.titles,
            Attempt.deadline,
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .where(Attempt.person_id == person_id, Attempt.state == "in_progress")
        .order_by(Attempt.deadline.is_(None), Attempt.deadline, Attempt.started_at)
        .limit(20)
    )
    return [_open_attempt(*row, wanted=lang) for row in rows]


def _open_attempt(
    attempt_id: int,
    title: str,
    lang: str,
    titles: Titles,
    deadline: datetime | None,
    *,
    wanted: str,
) -> OpenAttempt:
    words = words_in(wanted, Words(lang, title, ""), titles)
    return OpenAttempt(attempt_id, words.title, words.lang, deadline)
