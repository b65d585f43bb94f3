"""From responses to a grade; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.content.questions import Question, Response
from app.quizzes import trying

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
    question: Question,
    response: Response | None,
    *,
    tried: Sequence[Response | None] = (),
    penalty: Decimal = Decimal(0),
    given: Decimal | None = None,
) -> Graded | None:
    """`tried` and `penalty` as in `trying`; `given`: the points that a person gave, which count
    whatever the key says. None while a person still has to."""
    if given is not None and question.points:
        return Graded(Fraction(given) / Fraction(question.points), Fraction(given))
    if marker_of(question, response) is not None:
        return None
    fraction = trying.fraction_of(question, response, tried, penalty=penalty)
    return Graded(fraction, fraction * Fraction(question.points))


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
