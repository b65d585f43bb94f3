"""What a page may know of a question: nothing of its key before it is due."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.content.model import QuizSettings
from app.content.questions import Question, Response, Tokens, load
from app.library.models import QuestionVersion
from app.quizzes import trying
from app.quizzes.grading import to_decimal
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
    # Whether something stands where a number should, and is none.
    is_unread: bool = False
    # Whether it takes no answer (any more), and whether the given one may be seen then.
    is_closed: bool = False
    shows_answer: bool = True
    is_flagged: bool = False
    # Where answers are checked on the way: whether this one can be, how many tries are left after
    # those made, and whether what stands there is what was checked last.
    can_check: bool = False
    tries: int = 0
    tries_left: int = 0
    is_checked: bool = False
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
    # Whether a person's points count where the machine would judge; then there is no `result`.
    is_by_hand: bool = False
    trainer_note: str | None = None


def view_of(
    attempt: Attempt,
    slot: AttemptQuestion,
    version: QuestionVersion,
    *,
    settings: QuizSettings,
    show: frozenset[str],
    tried: Sequence[Response | None] = (),
    grades: Sequence[ManualGrade] = (),
) -> QuestionView:
    """`show`: what is due of this question, of answer, correctness, points, feedback, explanation,
    key; `tried`: answers that were checked; `grades`: points that people gave, oldest first."""
    question = load(version.body_in(attempt.lang))
    is_mixed = "choices" in settings.shuffle and question.shuffle
    order = _order(attempt.secret, slot.slot) if is_mixed else None
    allowed = trying.tries_allowed(settings, question)
    is_closed = not attempt.is_open or slot.settled_at is not None
    tokens = Tokens(attempt.secret, slot.slot)
    view = question.present(slot.response, tokens=tokens, order=order, show=show)
    fraction = _fraction(attempt, slot, question, settings, tried)
    return QuestionView(
        slot=slot.slot,
        **_told_by(question),
        **_outcome(slot, question, fraction, show=show, grades=grades),
        hints=_hints(attempt, slot, question, settings),
        view=view,
        next_seq=slot.seq + 1,
        saved_at=slot.saved_at,
        is_answered=slot.response is not None,
        is_complete=question.is_complete(slot.response),
        is_unread=_is_unread(view),
        is_closed=is_closed,
        shows_answer=not is_closed or not show.isdisjoint({"answer", "key"}),
        is_flagged=slot.is_flagged,
        can_check=allowed > 0 and not is_closed,
        tries=len(tried),
        tries_left=max(allowed - len(tried), 0),
        is_checked=trying.is_checked(slot.response, tried),
        marker=slot.marker,
        is_waiting=slot.is_waiting,
    )


def _outcome(
    slot: AttemptQuestion,
    question: Question,
    fraction: Fraction | None,
    *,
    show: frozenset[str],
    grades: Sequence[ManualGrade],
) -> dict[str, Any]:
    """What has become of the answer, as far as it is due; `fraction`: None while not graded."""
    is_graded = fraction is not None
    # What a person judges has points and a comment, but is neither right nor wrong.
    is_by_hand = is_graded and bool(grades) and not question.needs_marking
    is_judged = is_graded and not question.needs_marking and not is_by_hand
    # Right stays right, however many tries it took; points given by hand say it anew.
    answered = (
        fraction if fraction is not None and grades else question.grade(slot.response).fraction
    )
    tells = "feedback" in show
    return {
        "result": _result(answered) if is_judged and "correctness" in show else None,
        "earned": _earned(fraction, question)
        if fraction is not None and "points" in show
        else None,
        "feedback": _general_feedback(question, answered)
        if tells and not question.needs_marking
        else None,
        "explanation": _explanation(question) if "explanation" in show else None,
        "comment": grades[-1].comment if grades and tells else None,
        "is_corrected": (len(grades) > 1 or slot.key_version_id is not None) and "points" in show,
        "is_by_hand": is_by_hand and not show.isdisjoint({"correctness", "points"}),
    }


def _is_unread(view: Mapping[str, Any]) -> bool:
    """`view` as `Question.present` gives it; only numbers and gaps for them tell what they read."""
    gaps = [piece["gap"] for piece in view.get("pieces", ()) if "gap" in piece]
    numbers = [gap for gap in gaps if gap["kind"] == "number"]
    if "understood" in view:
        numbers.append(view)
    return any(number["text"] and number["understood"] is None for number in numbers)


def key_comes(
    settings: QuizSettings, *, has_mark: bool, is_limited: bool, can_pass: bool = True
) -> str:
    """The moment that opens the key: submit, pass, last, either of those two, or "" for never.

    A quiz without a mark is passed as soon as it is graded; attempts without a limit have no last.
    """
    opening = {moment for moment, shown in settings.review.items() if "key" in shown}
    if not can_pass:
        opening.discard("after-pass")
    if "after-submit" in opening or ("after-pass" in opening and not has_mark):
        return "submit"
    if "after-last" not in opening or not is_limited:
        return "pass" if "after-pass" in opening else ""
    return "either" if "after-pass" in opening else "last"


def _fraction(
    attempt: Attempt,
    slot: AttemptQuestion,
    question: Question,
    settings: QuizSettings,
    tried: Sequence[Response | None],
) -> Fraction | None:
    """Of the question's points: as graded, or what the tries made so far are worth."""
    if not attempt.is_open:
        return None if slot.fraction is None else Fraction(slot.fraction)
    if not tried:
        return None
    penalty = trying.penalty_of(settings)
    return trying.fraction_of(question, slot.response, tried, penalty=penalty)


def _hints(
    attempt: Attempt, slot: AttemptQuestion, question: Question, settings: QuizSettings
) -> tuple[str, ...]:
    """All of them to practise with, one more after each try that was not right, else none."""
    texts = tuple(hint.html for hint in question.hints)
    if not attempt.is_open or slot.settled_at is not None:
        return ()
    if settings.behaviour == "interactive":
        return texts[: slot.tries]
    return texts if settings.purpose == "practice" else ()


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


def _earned(fraction: Fraction, question: Question) -> Decimal:
    return to_decimal(fraction * Fraction(question.points), Decimal("0.01"))


def _general_feedback(question: Question, fraction: Fraction) -> str | None:
    text = question.correct if fraction == 1 else question.incorrect
    return text.html if text else None


def _explanation(question: Question) -> str | None:
    return question.explanation.html if question.explanation else None
