"""The tree of units, read whole: a city has some hundreds of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.reach import OFFICERS, reaches_all
from app.db import db
from app.org import lines
from app.org.models import Agency, Unit


class UnitRow(NamedTuple):
    id: int
    parent_id: int | None
    name: str


class UnitTree:
    """Finds its way up and down; a ring tied by mistake is walked once."""

    def __init__(self, units: Iterable[UnitRow]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._by_name = sorted(self._units.values(), key=lambda one: (one.name.casefold(), one.id))
        self._children: dict[int | None, list[UnitRow]] = defaultdict(list)
        for unit in self._by_name:
            self._children[unit.parent_id].append(unit)

    def name_of(self, unit_id: int | None) -> str:
        unit = self._units.get(unit_id) if unit_id else None
        return unit.name if unit else ""

    def find(self, unit_id: int) -> UnitRow | None:
        return self._units.get(unit_id)

    def children(self, unit_id: int) -> list[UnitRow]:
        """Directly below it, by name."""
        return self._children.get(unit_id, [])

    def tops(self) -> list[UnitRow]:
        """By name; of a ring, which has no top, one of its units."""
        return [unit for unit, depth in self.all_in_order() if depth == 0]

    def path(self, unit_id: int) -> list[UnitRow]:
        """From the top down to the unit itself."""
        return [self._units[place] for place in self.upwards(unit_id)][::-1]

    def upwards(self, unit_id: int) -> Iterator[int]:
        """The unit, and those above it."""
        seen: set[int | None] = {None}
        place: int | None = unit_id
        while place not in seen and (unit := self._units.get(place or 0)):
            yield unit.id
            seen.add(unit.id)
            place = unit.parent_id

    def below(self, unit_id: int) -> frozenset[int]:
        """The unit, and those below it."""
        unit = self._units.get(unit_id)
        return frozenset(one.id for one, _ in self._walk(unit, 0, set())) if unit else frozenset()

    def only(self, kept: Collection[int]) -> "UnitTree":
        """These units; what is above them is cut off."""
        units = (unit for unit in self._by_name if unit.id in kept)
        return UnitTree(
            one if one.parent_id in kept else one._replace(parent_id=None) for one in units
        )

    def in_order(self, wanted: Collection[int | None]) -> list[tuple[UnitRow, int]]:
        """Those `wanted`, by name below their parents, with their depth (0 at the top)."""
        return [(unit, depth) for unit, depth in self.all_in_order() if unit.id in wanted]

    def all_in_order(self) -> Iterator[tuple[UnitRow, int]]:
        seen: set[int] = set()
        # From the top; then from what no top leads to, for a ring has none.
        for unit in (*self._children[None], *self._by_name):
            yield from self._walk(unit, 0, seen)

    def _walk(self, unit: UnitRow, depth: int, seen: set[int]) -> Iterator[tuple[UnitRow, int]]:
        if unit.id in seen:
            return
        seen.add(unit.id)
        yield unit, depth
        for child in self._children[unit.id]:
            yield from self._walk(child, depth + 1, seen)


def read_tree(day: date | None = None) -> UnitTree:
    """All units as they are, closed ones too, or those of a day as they were then.

    Where there are several agencies, those at the top say whose they are.
    """
    as_now = select(Unit.id, Unit.parent_id, Unit.name)
    units = (lines.units_on(day) if day else as_now).subquery()
    rows = db.session.execute(
        select(units, Agency.name)
        .join(Unit, Unit.id == units.c.id)
        .join(Agency, Agency.id == Unit.agency_id)
    ).all()
    has_many = len({agency for *_, agency in rows}) > 1
    return UnitTree(
        UnitRow(unit_id, parent_id, _name(name, agency if has_many and not parent_id else ""))
        for unit_id, parent_id, name, agency in rows
    )


def reached_tree(actor: Person, day: date | None = None) -> UnitTree:
    """As `read_tree`, of what an officer looks after: all, or the subtrees of their units as they
    are now, also where they stood otherwise on `day`."""
    tree = read_tree(day)
    if reaches_all(actor):
        return tree
    now = read_tree() if day else tree
    roots = actor.grants.units(*OFFICERS)
    return tree.only(frozenset().union(*(now.below(root) for root in roots)))


def _name(unit: str, agency: str) -> str:
    return f"{unit} ({agency})" if agency and agency != unit else unit
