"""What a survey found, question by question; pure.

Wordings of a question are counted together as long as their answers mean the same: choices and
statements are told apart by their keys, which outlive a new wording.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.content.questions import Question
from app.content.questions.choices import ChoiceQuestion
from app.content.questions.scale import Scale
from app.surveys.policies import LEAST

Tallies = Iterable[tuple[int, dict[str, Any], int]]
"""(question version id, response, how many gave just this response)."""


@dataclass(frozen=True)
class Wording:
    """A version of a question; `is_current` where the survey asks it now."""

    question_id: int
    ref: str
    version_id: int
    question: Question
    is_current: bool


@dataclass(frozen=True)
class Bar:
    """`is_current` is False for a choice that is no longer offered."""

    html: str
    count: int
    is_current: bool = True


@dataclass(frozen=True)
class Distribution:
    """How often each choice or point was taken by the `total` who answered; of too few nothing is
    told. `html` is the statement, "" for a question that is itself the statement."""

    html: str
    total: int
    bars: Sequence[Bar]
    # Of a scale, whose first point counts 1.
    mean: Decimal | None = None

    @property
    def is_shown(self) -> bool:
        return self.total >= LEAST


@dataclass(frozen=True)
class QuestionResult:
    """One question in all the wordings that can be counted together, the newest first."""

    wordings: Sequence[Wording]
    total: int
    is_reworded: bool
    distributions: Sequence[Distribution] = ()

    @property
    def newest(self) -> Wording:
        return self.wordings[0]

    @property
    def question(self) -> Question:
        return self.newest.question

    @property
    def is_shown(self) -> bool:
        return self.total >= LEAST

    @property
    def has_texts(self) -> bool:
        return is_text(self.question)

    @property
    def takes_several(self) -> bool:
        """Whether the shares may be more than the whole."""
        return self.question.type == "multiple"


def is_text(question: Question) -> bool:
    return not isinstance(question, ChoiceQuestion | Scale)


def collect(
    wordings: Sequence[Wording], counts: Mapping[int, int], tallies: Tallies
) -> list[QuestionResult]:
    """`wordings` in the order to be shown, of each question the newest first; `counts`: version
    id → how many answered it."""
    by_version: dict[int, list[tuple[dict[str, Any], int]]] = {}
    for version_id, response, count in tallies:
        by_version.setdefault(version_id, []).append((response, count))
    found = []
    for group in _comparable(wordings):
        answered = [wording for wording in group if counts.get(wording.version_id)]
        if answered or group[0].is_current:
            result = QuestionResult(
                wordings=group,
                total=sum(counts.get(wording.version_id, 0) for wording in group),
                is_reworded=any(wording is not group[0] for wording in answered),
                distributions=_distributions(group, by_version),
            )
            found.append(result)
    return found


def _comparable(wordings: Iterable[Wording]) -> Collection[list[Wording]]:
    groups: dict[tuple[object, ...], list[Wording]] = {}
    for wording in wordings:
        question = wording.question
        kind: object = "text" if is_text(question) else question.type
        if isinstance(question, Scale):  # a rating means something else on another scale
            kind = tuple(point.source for point in question.points_of_scale)
        groups.setdefault((wording.question_id, kind), []).append(wording)
    return groups.values()


def _distributions(
    group: Sequence[Wording], tallies: Mapping[int, Sequence[tuple[dict[str, Any], int]]]
) -> list[Distribution]:
    if isinstance(group[0].question, Scale):
        return _of_statements(group, tallies)
    if isinstance(group[0].question, ChoiceQuestion):
        return [_of_choices(group, tallies)]
    return []


def _of_choices(
    group: Sequence[Wording], tallies: Mapping[int, Sequence[tuple[dict[str, Any], int]]]
) -> Distribution:
    taken: Counter[str] = Counter()
    total = 0
    choices: dict[str, Bar] = {}
    # A group holds questions of one type only.
    versions = [(w.version_id, w.question) for w in group if isinstance(w.question, ChoiceQuestion)]
    for version_id, question in versions:
        is_newest = version_id == group[0].version_id
        for choice in question.choices:
            choices.setdefault(choice.key, Bar(choice.text.html, 0, is_newest))
        for response, count in tallies.get(version_id, ()):
            total += count
            taken.update(dict.fromkeys(question.chosen(response), count))
    bars = [replace(bar, count=taken[key]) for key, bar in choices.items()]
    return Distribution("", total, [bar for bar in bars if bar.is_current or bar.count])


def _of_statements(
    group: Sequence[Wording], tallies: Mapping[int, Sequence[tuple[dict[str, Any], int]]]
) -> list[Distribution]:
    texts: dict[str, str] = {}
    rated: dict[str, Counter[int]] = {}
    scales = [(w.version_id, w.question) for w in group if isinstance(w.question, Scale)]
    for version_id, question in scales:
        for statement in question.statements:
            texts.setdefault(statement.key, statement.text.html)
        for response, count in tallies.get(version_id, ()):
            for key, rating in question.rated(response).items():
                rated.setdefault(key, Counter())[rating] += count
    asked = {statement.key for statement in scales[0][1].statements}
    points = [point.html for point in scales[0][1].points_of_scale]
    return [
        _of_ratings(html, rated.get(key, Counter()), points)
        for key, html in texts.items()
        if key in asked or key in rated
    ]


def _of_ratings(html: str, rated: Mapping[int, int], points: Sequence[str]) -> Distribution:
    total = sum(rated.values())
    mean = Decimal(sum(n * count for n, count in rated.items())) / total if total else None
    bars = [Bar(point, rated.get(n, 0)) for n, point in enumerate(points, start=1)]
    return Distribution(html, total, bars, mean)
