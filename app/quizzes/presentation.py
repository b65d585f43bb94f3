"""What a page may know of a question: nothing of its key before it is due."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.content.questions import Question, Response, Tokens, load
from app.library.models import QuestionVersion
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade


@dataclass(frozen=True)
class QuestionView:
    """A question as a template gets it; `view` is the type's own part (see `Question.present`)."""

    slot: int
    type: str
    title: str
    stem: str
    points: Decimal
    hints: tuple[str, ...]
    view: dict[str, Any]
    # The language it is written in: a number's example has its decimal mark.
    lang: str
    # exact, partial or penalty; "" for types that know only one way.
    scoring: str = ""
    needs_marking: bool = False
    # The number that the next answer is sent with.
    next_seq: int = 1
    saved_at: datetime | None = None
    is_answered: bool = False
    is_complete: bool = False
    is_closed: bool = False
    # right, partial or wrong, and the points earned; None while not due.
    result: str | None = None
    earned: Decimal | None = None
    feedback: str | None = None
    explanation: str | None = None
    # Of an answer that a person judges: who (self or trainer), and as far as it is due the comment
    # (plain text) and whether points given earlier were corrected.
    marker: str | None = None
    is_waiting: bool = False
    comment: str | None = None
    is_corrected: bool = False
    trainer_note: str | None = None


def view_of(
    attempt: Attempt,
    slot: AttemptQuestion,
    version: QuestionVersion,
    *,
    show: frozenset[str],
    shuffle: bool,
    with_hints: bool,
    grades: Sequence[ManualGrade] = (),
) -> QuestionView:
    """`show`: what is due, of correctness, points, feedback, explanation, key; `grades`: those
    that people gave for this answer, the oldest first."""
    question = load(version.body_in(attempt.lang))
    order = _order(attempt.secret, slot.slot) if shuffle and question.shuffle else None
    fraction = Fraction(slot.fraction or 0)
    is_graded = slot.fraction is not None
    # What a person judges has points and a comment, but is neither right nor wrong.
    is_judged = is_graded and not question.needs_marking
    return QuestionView(
        slot=slot.slot,
        **_told_by(question),
        hints=tuple(hint.html for hint in question.hints) if with_hints else (),
        view=question.present(
            slot.response, tokens=Tokens(attempt.secret, slot.slot), order=order, show=show
        ),
        next_seq=slot.seq + 1,
        saved_at=slot.saved_at,
        is_answered=slot.response is not None,
        is_complete=question.is_complete(slot.response),
        is_closed=not attempt.is_open,
        result=_result(fraction) if is_judged and "correctness" in show else None,
        earned=_earned(slot, question) if is_graded and "points" in show else None,
        feedback=_general_feedback(question, fraction)
        if "feedback" in show and not question.needs_marking
        else None,
        explanation=_explanation(question) if "explanation" in show else None,
        marker=slot.marker,
        is_waiting=slot.is_waiting,
        comment=grades[-1].comment if grades and "feedback" in show else None,
        is_corrected=len(grades) > 1 and "points" in show,
    )


def view_of_answer(
    attempt: Attempt, slot: AttemptQuestion, version: QuestionVersion
) -> QuestionView:
    """For who marks it: with the trainer's note, and with all that the learner may be shown."""
    question = load(version.body_in(attempt.lang))
    return QuestionView(
        slot=slot.slot,
        **_told_by(question),
        hints=(),
        view=question.present(
            slot.response,
            tokens=Tokens(attempt.secret, slot.slot),
            order=None,
            show=frozenset({"answer", "key"}),
        ),
        is_answered=slot.response is not None,
        is_closed=True,
        marker=slot.marker,
        is_waiting=slot.is_waiting,
        trainer_note=question.trainer_note.html if question.trainer_note else None,
    )


def view_of_check(
    slot: int, version: QuestionVersion, *, lang: str, secret: bytes, response: Response | None
) -> QuestionView:
    """A self-check inside a lesson: not stored; once answered, all about it is due."""
    question = load(version.body_in(lang))
    grade = question.grade(response)
    is_done = response is not None
    is_judged = is_done and not question.needs_marking
    show = frozenset({"correctness", "feedback", "key"}) if is_done else frozenset[str]()
    return QuestionView(
        slot=slot,
        **_told_by(question),
        hints=tuple(hint.html for hint in question.hints),
        view=question.present(
            response,
            tokens=Tokens(secret, slot),
            order=_order(secret, slot) if question.shuffle else None,
            show=show,
        ),
        is_answered=is_done,
        result=_result(grade.fraction) if is_judged else None,
        feedback=_general_feedback(question, grade.fraction) if is_judged else None,
        explanation=_explanation(question) if is_done else None,
    )


def view_of_preview(slot: int, body: dict[str, Any]) -> QuestionView:
    """A question before anyone answers it, for its author."""
    question = load(body)
    return QuestionView(
        slot=slot,
        **_told_by(question),
        hints=tuple(hint.html for hint in question.hints),
        view=question.present(None, tokens=Tokens(b"", slot), order=None, show=frozenset()),
        explanation=_explanation(question),
    )


def _told_by(question: Question) -> dict[str, Any]:
    return {
        "type": question.type,
        "title": question.title.html,
        "stem": question.stem_html,
        "points": question.points,
        "lang": question.lang,
        "scoring": getattr(question, "scoring", ""),
        "needs_marking": question.needs_marking,
    }


def _order(secret: bytes, slot: int) -> random.Random:
    """The same order at every view of the attempt."""
    return random.Random(f"{secret.hex()}:{slot}")  # noqa: S311  an order, not a secret


def _result(fraction: Fraction) -> str:
    if fraction == 1:
        return "right"
    return "partial" if fraction > 0 else "wrong"


def _earned(slot: AttemptQuestion, question: Question) -> Decimal:
    return ((slot.fraction or Decimal(0)) * question.points).quantize(Decimal("0.01"))


def _general_feedback(question: Question, fraction: Fraction) -> str | None:
    text = question.correct if fraction == 1 else question.incorrect
    return text.html if text else None


def _explanation(question: Question) -> str | None:
    return question.explanation.html if question.explanation else None
