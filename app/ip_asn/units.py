"""The index of a unit: averages, spread and what would raise it most; pure.

People of the same answers are computed once, as a group.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.ip_asn.index import EFFORT, NOTHING, PARTS, Index, Inputs, Weights, index, raises

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Group:
    inputs: Inputs
    people: int


@dataclass(frozen=True)
class PartAverage:
    """Of the `known` people; None where there are none."""

    name: str
    average: Decimal | None
    known: int
    limit: Decimal


@dataclass(frozen=True)
class Measure:
    """One change for all whom it concerns: the points of each, which kinds of positions may differ
    in, and by how much the average of all people of the unit rises."""

    item: str
    people: int
    least: Decimal
    most: Decimal
    rise: Decimal

    @property
    def is_long_term(self) -> bool:
        return self.item == "education"


@dataclass(frozen=True)
class Summary:
    """`average` and `spread` are of those of whom all is `known`."""

    people: int
    known: int
    average: Decimal | None
    category: str | None
    parts: Sequence[PartAverage]
    # Category → people, the best first.
    spread: Mapping[str, int]
    measures: Sequence[Measure]


def summary_of(groups: Iterable[Group], weights: Weights) -> Summary:
    merged = merge(groups)
    found = [(index(inputs, weights), people) for inputs, people in merged.items()]
    whole = [(one, people) for one, people in found if one.is_known]
    average = _average((one.least, people) for one, people in whole)
    spread = dict.fromkeys((name for _, name in weights.categories), 0)
    for one, people in whole:
        spread[one.lowest_category] += people
    return Summary(
        people=merged.total(),
        known=sum(people for _, people in whole),
        average=average,
        category=None if average is None else weights.category(average),
        parts=[_part(place, found) for place in range(len(PARTS))] if found else [],
        spread=spread,
        measures=_measures(merged, weights),
    )


def merge(groups: Iterable[Group]) -> Counter[Inputs]:
    """The same answers in several units."""
    merged: Counter[Inputs] = Counter()
    for group in groups:
        merged[group.inputs] += group.people
    return merged


def _part(place: int, found: Sequence[tuple[Index, int]]) -> PartAverage:
    known = [(index.parts[place], people) for index, people in found]
    told = [(part.least, people) for part, people in known if part.is_known]
    return PartAverage(
        PARTS[place],
        _average(told),
        sum(people for _, people in told),
        max(part.limit for part, _ in known),
    )


def _average(points: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    rows = list(points)
    people = sum(count for _, count in rows)
    if not people:
        return None
    return _rounded(sum((value * count for value, count in rows), NOTHING) / people)


def _measures(merged: Counter[Inputs], weights: Weights) -> list[Measure]:
    """The best of this year first, then what takes longer."""
    by_item: dict[str, list[tuple[Decimal, int]]] = {}
    for inputs, people in merged.items():
        for one in raises(inputs, weights):
            by_item.setdefault(one.item, []).append((one.points, people))
    found = [_measure(item, rows, merged.total()) for item, rows in by_item.items()]
    return sorted(found, key=lambda one: (one.is_long_term, -one.rise, EFFORT.index(one.item)))


def _measure(item: str, rows: Sequence[tuple[Decimal, int]], everybody: int) -> Measure:
    each = [points for points, _ in rows]
    gained = sum((points * people for points, people in rows), NOTHING)
    people = sum(count for _, count in rows)
    return Measure(item, people, min(each), max(each), _rounded(gained / everybody))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
