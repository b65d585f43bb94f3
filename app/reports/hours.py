"""A unit's standing with all units below it; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.org.tree import UnitRow, UnitTree
from app.records.standing import STANDINGS


@dataclass(frozen=True)
class Counts:
    """How many people are in each of `STANDINGS`."""

    met: int = 0
    on_the_way: int = 0
    at_risk: int = 0
    nothing: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(sum, zip(self.parts, other.parts, strict=True)))

    @property
    def people(self) -> int:
        return sum(self.parts)

    @property
    def parts(self) -> tuple[int, ...]:
        """In the order of `STANDINGS`."""
        return tuple(getattr(self, standing) for standing in STANDINGS)


@dataclass(frozen=True)
class Row:
    """`has_more`: there are units below it; `unit` is None for the people of the unit itself."""

    unit: UnitRow | None
    counts: Counts
    has_more: bool = False


@dataclass(frozen=True)
class Picture:
    """A unit, or with `unit` None everything; `path` leads from the top to it."""

    unit: UnitRow | None
    path: list[UnitRow]
    total: Counts
    rows: list[Row]


def with_subtrees(own: Mapping[int, Counts], tree: UnitTree) -> dict[int, Counts]:
    """Unit id → its people and those of all units below it."""
    found: dict[int, Counts] = {}
    for unit_id, counts in own.items():
        for place in tree.upwards(unit_id):
            found[place] = found.get(place, Counts()) + counts
    return found


def picture_of(own: Mapping[int, Counts], tree: UnitTree, *, unit: UnitRow | None) -> Picture:
    totals = with_subtrees(own, tree)
    below = tree.children(unit.id) if unit else tree.tops()
    rows = [
        Row(one, totals[one.id], has_more=bool(tree.children(one.id)))
        for one in below
        if one.id in totals
    ]
    if unit is None:
        return Picture(None, [], total_of(own.values()), rows)
    if unit.id in own:
        rows = [Row(None, own[unit.id]), *rows]
    return Picture(unit, tree.path(unit.id), totals.get(unit.id, Counts()), rows)


def total_of(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())
