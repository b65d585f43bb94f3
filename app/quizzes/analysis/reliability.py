"""How far a quiz's result can be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from app.quizzes.analysis.moments import mean, variance
from app.quizzes.analysis.sittings import Sitting

ACCEPTABLE = 0.70
"""J. Nunnally, Psychometric Theory, 2nd ed. 1978, p. 245."""


@dataclass(frozen=True)
class Reliability:
    """Of `count` attempts. Mean, spread and standard error are parts of the whole result, 0 to 1.

    `alpha` is over the `questions` that all these attempts had; `others` had some besides, drawn or
    of earlier versions, and then alpha is not that of their whole result: no standard error.
    """

    count: int
    mean: float
    spread: float
    questions: int
    has_others: bool
    alpha: float | None
    # Whether every answer was right or wrong and all weigh the same: alpha then is the KR-20.
    is_kr20: bool
    error: float | None

    @property
    def is_acceptable(self) -> bool:
        return self.alpha is not None and self.alpha >= ACCEPTABLE


def reliability(sittings: Sequence[Sitting]) -> Reliability | None:
    """Of the quiz as it was last taken: of the attempts that had all the questions which those on
    its newest version had in common. None without a single attempt that had points to earn."""
    common = _common(sittings)
    taken = [s for s in sittings if common <= s.answers.keys() and s.worth]
    if not taken:
        return None
    columns = [[s.answers[question].earned for s in taken] for question in sorted(common)]
    worth = [[s.answers[question].worth for s in taken] for question in sorted(common)]
    results = [s.earned / s.worth for s in taken]
    spread = sqrt(variance(results))
    alpha = cronbach(columns)
    has_others = any(len(_counting(s)) > len(common) for s in taken)
    return Reliability(
        count=len(taken),
        mean=mean(results),
        spread=spread,
        questions=len(common),
        has_others=has_others,
        alpha=alpha,
        is_kr20=_is_dichotomous(columns, worth),
        error=None if alpha is None or has_others else standard_error(spread, alpha),
    )


def cronbach(columns: Sequence[Sequence[float]]) -> float | None:
    """α = k ÷ (k − 1) · (1 − Σσᵢ² ÷ σ²) of k questions, σᵢ² the variance of each one's points over
    all people, σ² that of their sums (L. Cronbach, Psychometrika 16, 1951), with variances
    of a population. Where points are 0 or 1, σᵢ² is p·(1 − p) and α the KR-20 (G. Kuder and
    M. Richardson, Psychometrika 2, 1937, formula 20). Never above 1, but it can be below 0; None
    for less than two questions and where all sums are alike.
    """
    totals = [sum(row) for row in zip(*columns, strict=True)]
    whole = variance(totals) if totals else 0
    if len(columns) < 2 or not whole:
        return None
    parts = fsum(variance(column) for column in columns)
    return len(columns) / (len(columns) - 1) * (1 - parts / whole)


def standard_error(spread: float, alpha: float) -> float:
    """Of measurement: σ · √(1 − α) (F. Lord and M. Novick, Statistical Theories of Mental Test
    Scores, 1968); an α below 0 says no more than 0 does."""
    return spread * sqrt(1 - max(alpha, 0))


def _common(sittings: Sequence[Sitting]) -> set[int]:
    """Questions with points that all attempts at the newest version had."""
    newest = max((s.quiz_version_id for s in sittings), default=None)
    sets = [_counting(s) for s in sittings if s.quiz_version_id == newest]
    return set.intersection(*sets) if sets else set()


def _counting(sitting: Sitting) -> set[int]:
    return {question for question, answered in sitting.answers.items() if answered.worth}


def _is_dichotomous(columns: Sequence[Sequence[int]], worth: Sequence[Sequence[int]]) -> bool:
    most = {value for column in worth for value in column}
    return len(most) == 1 and {value for column in columns for value in column} <= {0, *most}
