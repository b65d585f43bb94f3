"""From responses to a grade; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.content.questions import Question, Response

FRACTION = Decimal("0.000001")
SCORE = Decimal("0.0001")


@dataclass(frozen=True)
class Graded:
    """`fraction` of the question's points (−1..1) and the points themselves, exactly."""

    fraction: Fraction
    points: Fraction


@dataclass(frozen=True)
class SoFar:
    """Of an attempt that waits: points `earned` of those that could be, and points still open."""

    earned: Decimal
    possible: Decimal
    waiting: Decimal


def marker_of(question: Question, response: Response | None) -> str | None:
    """Who has to give points: self or trainer; None where the machine can, or nothing was
    written, or nothing is to be earned."""
    if not question.needs_marking or response is None or not question.points:
        return None
    return str(question.grading_facts()["review"])


def grade_question(
    question: Question, response: Response | None, *, given: Decimal | None = None
) -> Graded | None:
    """`given`: the points that a person gave. None while one still has to."""
    if marker_of(question, response) is None:
        fraction = question.grade(response).fraction
        return Graded(fraction, fraction * Fraction(question.points))
    if given is None:
        return None
    return Graded(Fraction(given) / Fraction(question.points), Fraction(given))


def total(graded: Iterable[Graded]) -> Decimal:
    """The attempt's score in points; wrong answers may cost points but never below zero."""
    score = max(Fraction(0), sum((one.points for one in graded), Fraction(0)))
    return to_decimal(score, SCORE)


def so_far(slots: Iterable[tuple[Decimal | None, Decimal]]) -> SoFar:
    """`slots`: of each question its fraction (None while it waits) and its points."""
    earned = possible = waiting = Decimal(0)
    for fraction, points in slots:
        if fraction is None:
            waiting += points
        else:
            earned += fraction * points
            possible += points
    return SoFar(max(earned, Decimal(0)), possible, waiting)


def to_decimal(value: Fraction, step: Decimal) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(step)
