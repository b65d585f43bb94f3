"""The index of professionalism (IP ASN) of one set of inputs: four parts, at most 100 points.

Qualification, competence, performance and discipline are added up; how many points an answer
brings says a version of the weights. An answer nobody knows leaves a span: the fewest and the
most points it may bring.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.org.merit import EDUCATIONS, PERFORMANCES

KINDS = ("structural", "functional", "pelaksana")
# Leadership or functional training, the hours of a year, a seminar or the like.
COMPETENCES = ("training", "hours", "seminar")
PARTS = ("qualification", "competence", "performance", "discipline")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Weights:
    """`competence` by kind of position and item, an item that a kind lacks brings nothing;
    `needed_jp` bring all points of the hours, fewer bring none; `categories`: the least points of
    each and its name, the best first."""

    education: Mapping[str, Decimal]
    performance: Mapping[str, Decimal]
    discipline: Mapping[str, Decimal]
    competence: Mapping[tuple[str, str], Decimal]
    needed_jp: Decimal
    categories: tuple[tuple[Decimal, str], ...]

    def category(self, points: Decimal) -> str:
        return next(name for least, name in self.categories if points >= least)


@dataclass(frozen=True)
class Inputs:
    """None: not known."""

    kind: str | None
    education: str | None
    performance: str | None
    discipline: str | None
    has_training: bool | None
    jp: Decimal | None
    has_seminar: bool | None

    def meets(self, needed_jp: Decimal) -> Mapping[str, bool | None]:
        """Which items of competence are there."""
        hours = None if self.jp is None else self.jp >= needed_jp
        return {"training": self.has_training, "hours": hours, "seminar": self.has_seminar}


@dataclass(frozen=True)
class Piece:
    """What one answer brings: from `least` to `most`, the same where it is known; `limit`: what
    the best answer would."""

    item: str
    least: Decimal
    most: Decimal
    limit: Decimal


@dataclass(frozen=True)
class Part(Piece):
    pieces: tuple[Piece, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True)
class Index:
    """`parts` in the order of PARTS."""

    parts: tuple[Part, ...]
    least: Decimal
    most: Decimal
    # Of the fewest and of the most points.
    lowest_category: str
    highest_category: str

    @property
    def is_known(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True)
class Raise:
    """One change and the points it brings; education takes longer than a year."""

    item: str
    points: Decimal
    # The answer it leads to, where there are several.
    towards: str | None = None

    @property
    def is_long_term(self) -> bool:
        return self.item == "education"


# Of equal points the lighter one first.
EFFORT = ("seminar", "hours", "training", "performance", "education")


def index(inputs: Inputs, weights: Weights) -> Index:
    parts = (
        _chosen("qualification", inputs.education, weights.education),
        _competence(inputs, weights),
        _chosen("performance", inputs.performance, weights.performance),
        _chosen("discipline", inputs.discipline, weights.discipline),
    )
    least, most = sum((p.least for p in parts), NOTHING), sum((p.most for p in parts), NOTHING)
    return Index(parts, least, most, weights.category(least), weights.category(most))


def raises(inputs: Inputs, weights: Weights) -> list[Raise]:
    """Each single change that brings points, the best of this year first, then what takes longer.

    Nothing is said about an answer nobody knows.
    """
    found = [
        *_competence_raises(inputs, weights),
        *_step("performance", inputs.performance, PERFORMANCES, weights.performance),
        *_step("education", inputs.education, EDUCATIONS, weights.education),
    ]
    return sorted(found, key=lambda one: (one.is_long_term, -one.points, EFFORT.index(one.item)))


def _chosen(name: str, answer: str | None, points: Mapping[str, Decimal]) -> Part:
    limit = max(points.values())
    if answer is None:
        return Part(name, min(points.values()), limit, limit)
    return Part(name, points[answer], points[answer], limit)


def _competence(inputs: Inputs, weights: Weights) -> Part:
    if inputs.kind:
        return _competence_of(inputs.kind, inputs, weights)
    might = [_competence_of(kind, inputs, weights) for kind in KINDS]
    return Part(
        "competence",
        min(one.least for one in might),
        max(one.most for one in might),
        max(one.limit for one in might),
    )


def _competence_of(kind: str, inputs: Inputs, weights: Weights) -> Part:
    meets = inputs.meets(weights.needed_jp)
    worth = {item: weights.competence.get((kind, item), NOTHING) for item in COMPETENCES}
    pieces = tuple(_piece(item, meets[item], points) for item, points in worth.items() if points)
    least, most, limit = _added(pieces)
    return Part("competence", least, most, limit, pieces)


def _piece(item: str, is_met: bool | None, points: Decimal) -> Piece:
    least = points if is_met else NOTHING
    return Piece(item, least, points if is_met is None else least, points)


def _added(pieces: Iterable[Piece]) -> tuple[Decimal, Decimal, Decimal]:
    least = most = limit = NOTHING
    for piece in pieces:
        least, most, limit = least + piece.least, most + piece.most, limit + piece.limit
    return least, most, limit


def _competence_raises(inputs: Inputs, weights: Weights) -> Iterator[Raise]:
    if inputs.kind is None:
        return
    for item, is_met in inputs.meets(weights.needed_jp).items():
        points = weights.competence.get((inputs.kind, item), NOTHING)
        if is_met is False and points:
            yield Raise(item, points)


def _step(
    item: str, answer: str | None, steps: tuple[str, ...], points: Mapping[str, Decimal]
) -> Iterator[Raise]:
    """To the next better answer."""
    if answer is None or answer == steps[0]:
        return
    better = steps[steps.index(answer) - 1]
    if points[better] > points[answer]:
        yield Raise(item, points[better] - points[answer], better)
