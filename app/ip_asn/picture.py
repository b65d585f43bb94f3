"""A unit's index with those of the units below it; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.ip_asn.index import Weights
from app.ip_asn.units import Group, Summary, summary_of
from app.org.tree import UnitRow, UnitTree


@dataclass(frozen=True)
class Row:
    """`has_more`: there are units below it; `unit` is None for the people of the unit itself."""

    unit: UnitRow | None
    summary: Summary
    has_more: bool = False


@dataclass(frozen=True)
class Picture:
    """A unit, or with `unit` None everything; `path` leads from the top to it."""

    unit: UnitRow | None
    path: Sequence[UnitRow]
    total: Summary
    rows: Sequence[Row]


def picture_of(
    own: Mapping[int, Sequence[Group]], tree: UnitTree, weights: Weights, *, unit: UnitRow | None
) -> Picture:
    """`own`: unit id → its people without those below it."""
    groups = _with_subtrees(own, tree)
    below = tree.children(unit.id) if unit else tree.tops()
    rows = [
        Row(one, summary_of(groups[one.id], weights), has_more=bool(tree.children(one.id)))
        for one in below
        if one.id in groups
    ]
    if unit is None:
        return Picture(None, [], summary_of(_flat(own.values()), weights), rows)
    if unit.id in own:
        rows = [Row(None, summary_of(own[unit.id], weights)), *rows]
    return Picture(unit, tree.path(unit.id), summary_of(groups.get(unit.id, []), weights), rows)


def _with_subtrees(own: Mapping[int, Sequence[Group]], tree: UnitTree) -> dict[int, list[Group]]:
    found: dict[int, list[Group]] = {}
    for unit_id, groups in own.items():
        for place in tree.upwards(unit_id):
            found.setdefault(place, []).extend(groups)
    return found


def _flat(groups: Iterable[Sequence[Group]]) -> list[Group]:
    return [group for some in groups for group in some]
