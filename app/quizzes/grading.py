"""From responses to a grade; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.content.questions import load

FRACTION = Decimal("0.000001")
SCORE = Decimal("0.0001")


@dataclass(frozen=True)
class Graded:
    """`fraction` of the question's points (−1..1) and the points themselves, exactly."""

    fraction: Fraction
    points: Fraction


def grade_question(body: dict[str, Any], response: dict[str, Any] | None) -> Graded:
    question = load(body)
    fraction = question.grade(response).fraction
    return Graded(fraction, fraction * Fraction(question.points))


def total(graded: Iterable[Graded]) -> Decimal:
    """The attempt's score in points; wrong answers may cost points but never below zero."""
    score = max(Fraction(0), sum((one.points for one in graded), Fraction(0)))
    return to_decimal(score, SCORE)


def to_decimal(value: Fraction, step: Decimal) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(step)
