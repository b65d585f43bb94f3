"""What stands in the database, and what the model says should: in one shape, to be compared."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.db import db
from app.learning.models import Enrolment, ModuleCompletion
from app.library.models import Module, Question, QuestionVersion
from app.quizzes.models import AnswerTry, Attempt, AttemptEvent, AttemptQuestion, ManualGrade
from tests.quizzes.machine.model import Attempt as Wanted
from tests.quizzes.machine.model import Model

# A fact about one attempt by its name; an attempt by (person, quiz, number).
Facts = dict[str, Any]
Picture = dict[tuple[int, str, int], Facts]


def expected(model: Model) -> Picture:
    return {(one.person, one.quiz.ref, one.number): _wanted(one) for one in model.attempts}


def _wanted(one: Wanted) -> Facts:
    facts: Facts = {
        "state": one.state,
        "page": one.page,
        "deadline": one.deadline,
        "submitted": one.submitted_at,
        "score": None if one.score is None else round(one.score, 4),
        "most": Fraction(one.most),
        "events": one.events,
    }
    for number, slot in enumerate(one.slots, start=1):
        answer = dict(slot.answer.stored) if slot.answer else None
        facts[f"slot {number}"] = (slot.question, answer, slot.top, slot.is_flagged)
        facts[f"tries {number}"] = ([dict(one.stored) for one in slot.tried], slot.is_settled)
        facts[f"given {number}"] = [points for points, _ in slot.given]
    return facts


def found() -> Picture:
    """Read column by column, so that nothing remembered in a session is taken for stored."""
    picture: Picture = {}
    by_id: dict[int, Facts] = {}
    for attempt_id, person, ref, number, *rest in db.session.execute(
        select(
            Attempt.id,
            Attempt.person_id,
            Module.ref,
            Attempt.number,
            Attempt.state,
            Attempt.page,
            Attempt.deadline,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.max_score,
        ).join(Module, Module.id == Attempt.module_id)
    ):
        by_id[attempt_id] = picture[person, ref, number] = _attempt(*rest)
    _add_slots(by_id)
    for attempt_id, kind in db.session.execute(
        select(AttemptEvent.attempt_id, AttemptEvent.kind).order_by(AttemptEvent.id)
    ):
        by_id[attempt_id]["events"].append(kind)
    return picture


def _attempt(
    state: str,
    page: int,
    deadline: datetime | None,
    submitted: datetime | None,
    score: Decimal | None,
    most: Decimal,
) -> Facts:
    return {
        "state": state,
        "page": page,
        "deadline": deadline,
        "submitted": submitted,
        "score": None if score is None else Fraction(score),
        "most": Fraction(most),
        "events": [],
    }


def _add_slots(by_id: dict[int, Facts]) -> None:
    tried = _lists(
        select(AnswerTry.attempt_question_id, AnswerTry.response).order_by(AnswerTry.number)
    )
    given = _lists(
        select(ManualGrade.attempt_question_id, ManualGrade.points).order_by(ManualGrade.number)
    )
    for slot_id, attempt_id, slot, tries, settled_at, *rest in db.session.execute(
        select(
            AttemptQuestion.id,
            AttemptQuestion.attempt_id,
            AttemptQuestion.slot,
            AttemptQuestion.tries,
            AttemptQuestion.settled_at,
            Question.ref,
            AttemptQuestion.response,
            AttemptQuestion.seq,
            AttemptQuestion.is_flagged,
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
    ):
        checked = tried.get(slot_id, [])
        assert tries == len(checked)
        facts = by_id[attempt_id]
        question, *answer = rest
        facts[f"slot {slot}"] = (question.removeprefix("q-"), *answer)
        facts[f"tries {slot}"] = (checked, settled_at is not None)
        facts[f"given {slot}"] = [Fraction(points) for points in given.get(slot_id, [])]


def _lists(statement: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in db.session.execute(statement):
        found.setdefault(key, []).append(value)
    return found


def passed(persons: Sequence[int]) -> set[tuple[int, str]]:
    rows = db.session.execute(
        select(Enrolment.person_id, Module.ref)
        .join(ModuleCompletion, ModuleCompletion.enrolment_id == Enrolment.id)
        .join(Module, Module.id == ModuleCompletion.module_id)
        .where(Enrolment.person_id.in_(persons))
    )
    return {(person, ref) for person, ref in rows}
