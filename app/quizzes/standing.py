"""Where an attempt stands before and after its keys are corrected; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.quizzes import grading


@dataclass(frozen=True, slots=True)
class Standing:
    """What an attempt's graded questions have earned of what they could; `fraction` is 0..1."""

    earned: Decimal
    possible: Decimal

    @property
    def score(self) -> Decimal:
        return max(self.earned, Decimal(0)).quantize(grading.SCORE)

    @property
    def fraction(self) -> Decimal:
        return self.score / self.possible if self.possible else Decimal(1)


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer under the live key; fractions are of the question's points, −1..1."""

    slot_id: int
    slot: int
    live_id: int
    is_answered: bool
    before: Decimal
    after: Decimal
    points_before: Decimal
    points_after: Decimal

    @property
    def is_same(self) -> bool:
        return (self.before, self.points_before) == (self.after, self.points_after)


@dataclass(frozen=True, slots=True)
class Correcting:
    """An attempt with its corrections, and where it stands before and after them.

    Both standings come from fractions as stored, with six decimals, so that only what the key has
    changed tells them apart; the grade itself is exact.
    """

    attempt_id: int
    person_id: int
    corrections: Sequence[Correction]
    before: Standing

    @property
    def after(self) -> Standing:
        earned, possible = self.before.earned, self.before.possible
        for one in self.corrections:
            earned += one.after * one.points_after - one.before * one.points_before
            possible += one.points_after - one.points_before
        return Standing(earned, possible)

    @property
    def is_same(self) -> bool:
        return all(one.is_same for one in self.corrections)

    @property
    def is_falling(self) -> bool:
        return self.after.fraction < self.before.fraction
