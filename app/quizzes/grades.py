"""From a person's attempts at a quiz to the grade that counts; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Counted(Protocol):
    """What of an attempt counts; `fraction` 0..1 is there once it is graded."""

    @property
    def state(self) -> str: ...
    @property
    def fraction(self) -> Decimal | None: ...
    @property
    def pass_mark(self) -> Decimal: ...


def fraction_of(score: Decimal | None, max_score: Decimal) -> Decimal | None:
    """An attempt's grade from 0 to 1; None while it is not graded."""
    if score is None:
        return None
    return score / max_score if max_score else Decimal(1)


@dataclass(frozen=True)
class QuizGrade:
    """`fraction` 0..1, and the pass mark it is held against; where nothing was handed in, nothing
    is passed, not even a practice without a mark."""

    fraction: Decimal
    pass_mark: Decimal
    is_handed_in: bool = True

    @property
    def is_passed(self) -> bool:
        return self.is_handed_in and self.fraction >= self.pass_mark


def final(attempts: Sequence[Counted], method: str) -> QuizGrade | None:
    """`attempts`: all of a person's, oldest first; `method`: best, last, first or average.

    None while nothing is graded that it asks for. What was abandoned counts as nothing earned: else
    somebody could look at the questions, leave, and have the second look count as the first.
    """
    if method == "first":
        attempts = attempts[:1]
    grades = [grade for attempt in attempts if (grade := _grade(attempt))]
    if not grades:
        return None
    if method == "last":
        return grades[-1]
    if method == "average":
        # Sixths add up to a little less than they are; the pass mark must not tell.
        mean = round(sum((grade.fraction for grade in grades), Decimal(0)) / len(grades), 6)
        return QuizGrade(mean, grades[-1].pass_mark, any(one.is_handed_in for one in grades))
    # A pass mark that was lowered between two attempts: who passes by one of them has passed.
    return max(grades, key=lambda grade: (grade.is_passed, grade.fraction))


def _grade(attempt: Counted) -> QuizGrade | None:
    if attempt.state == "abandoned":
        return QuizGrade(Decimal(0), attempt.pass_mark, is_handed_in=False)
    fraction = attempt.fraction
    return None if fraction is None else QuizGrade(fraction, attempt.pass_mark)
