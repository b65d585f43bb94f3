"""How far a quiz's result can be relied on."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import fsum, sqrt

from app.quizzes.analysis.findings import is_stable
from app.quizzes.analysis.moments import as_shown, mean, variance
from app.quizzes.analysis.sittings import Sitting

ACCEPTABLE = 0.70
"""J. Nunnally, Psychometric Theory, 2nd ed. 1978, p. 245."""
Standing = Mapping[int, Set[int]]
"""By version of the quiz the ids of the questions that stand in it: everybody gets them, and those
drawn from pools besides."""


@dataclass(frozen=True)
class Reliability:
    """Of `count` attempts. Mean, spread and standard error are parts of the whole result, 0 to 1.

    `alpha` is over the `questions` that stand in the quiz itself, so that all these attempts had
    them; with `has_others` some had more besides, drawn or of earlier versions, and then alpha is
    not that of their whole result: no standard error.
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
    def is_stable(self) -> bool:
        return is_stable(self.count)

    @property
    def is_acceptable(self) -> bool:
        return self.alpha is not None and as_shown(self.alpha) >= ACCEPTABLE


def reliability(sittings: Sequence[Sitting], standing: Standing) -> Reliability | None:
    """Of the quiz in one version: of all attempts that had every question standing in that one.
    None without a single attempt that had points to earn."""
    common = _common(sittings, standing)
    taken = [s for s in sittings if common <= s.answers.keys() and s.worth]
    if not taken:
        return None
    columns = [[s.answers[question].earned for s in taken] for question in sorted(common)]
    worth = [[s.answers[question].worth for s in taken] for question in sorted(common)]
    # Alpha and the standard error are about the points as they are earned; a score is never below
    # zero, whatever wrong answers cost.
    earned = [s.earned / s.worth for s in taken]
    results = [max(result, 0) for result in earned]
    alpha = cronbach(columns)
    has_others = any(len(_counting(s)) > len(common) for s in taken)
    return Reliability(
        count=len(taken),
        mean=mean(results),
        spread=sqrt(variance(results)),
        questions=len(common),
        has_others=has_others,
        alpha=alpha,
        is_kr20=_is_dichotomous(columns, worth),
        error=None if alpha is None or has_others else standard_error(earned, alpha),
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


def standard_error(results: Sequence[float], alpha: float) -> float:
    """Of measurement: σ · √(1 − α), σ the spread of the results (F. Lord and M. Novick,
    Statistical Theories of Mental Test Scores, 1968); an α below 0 says no more than 0 does."""
    return sqrt(variance(results)) * sqrt(1 - max(alpha, 0))


def _common(sittings: Sequence[Sitting], standing: Standing) -> set[int]:
    """Questions with points that stand in the version looked at. What is drawn stays out: a few
    attempts may have it in common by chance, and others, who had not, would not be counted."""
    version = _version(sittings)
    sets = [_counting(s) for s in sittings if s.quiz_version_id == version]
    return set.intersection(*sets) & standing.get(version, set()) if sets else set()


def _version(sittings: Sequence[Sitting]) -> int:
    """The newest, once enough have taken it; until then the one that most have."""
    counts = Counter(s.quiz_version_id for s in sittings)
    newest = max(counts, default=0)
    if is_stable(counts[newest]):
        return newest
    return max(counts, key=lambda version: (counts[version], version), default=newest)


def _counting(sitting: Sitting) -> set[int]:
    return {question for question, answered in sitting.answers.items() if answered.worth}


def _is_dichotomous(columns: Sequence[Sequence[int]], worth: Sequence[Sequence[int]]) -> bool:
    most = {value for column in worth for value in column}
    return len(most) == 1 and {value for column in columns for value in column} <= {0, *most}
