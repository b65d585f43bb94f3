"""Answers that are checked during the attempt: how many tries, and what they are worth; pure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app.content.model import QuizSettings
from app.content.questions import Question, Response


def tries_allowed(settings: QuizSettings, question: Question) -> int:
    """How often an answer may be checked before handing in; 0: not at all."""
    if question.needs_marking or settings.behaviour == "deferred":
        return 0
    return settings.tries if settings.behaviour == "interactive" else 1


def penalty_of(settings: QuizSettings) -> Decimal:
    """For each try after the first, of a question's points."""
    return settings.try_penalty if settings.behaviour == "interactive" else Decimal(0)


def is_checked(response: Response | None, tried: Sequence[Response | None]) -> bool:
    """Whether what stands there is what was checked last."""
    return bool(tried) and response == tried[-1]


def is_settled(question: Question, tried: Sequence[Response | None], allowed: int) -> bool:
    """Whether the last try was the last: right, or none left."""
    return len(tried) >= allowed or question.grade(tried[-1]).fraction == 1


def fraction_of(
    question: Question,
    response: Response | None,
    tried: Sequence[Response | None] = (),
    *,
    penalty: Decimal = Decimal(0),
) -> Fraction:
    """Of the question's points, −1..1: the best of all tries, each less the penalty for those
    before it, so that trying once more never costs anything.

    An answer changed after the last try counts as one more; one that was emptied does not. The
    penalty per try is that of Moodle's "Interactive with multiple tries", which counts the last
    try alone.
    """
    answers = list(tried)
    if not answers or (response is not None and response != answers[-1]):
        answers.append(response)
    return max(
        less(question.grade(answer).fraction, penalty * earlier)
        for earlier, answer in enumerate(answers)
    )


def less(fraction: Fraction, penalty: Decimal) -> Fraction:
    """A penalty takes what was earned, never more."""
    return max(fraction - Fraction(penalty), Fraction(0)) if fraction > 0 else fraction
