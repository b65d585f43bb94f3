"""A supervisor's team: who is how far, narrowed and in an order; pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.kit import plots
from app.records.standing import STANDINGS
from app.reports.hours import Counts

PAGE_SIZE = 50


@dataclass(frozen=True)
class Member:
    """`target`: what the year asks, None where it asks nothing of the person's post; `standing`:
    one of `STANDINGS`."""

    id: int
    name: str
    position: str
    unit: str
    hours: Decimal
    target: Decimal | None
    standing: str
    running: int
    completed: int


# What a filter keeps.
FILTERS: Mapping[str, tuple[str, ...]] = {
    "": STANDINGS,
    "behind": ("on_the_way", "at_risk", "nothing"),
    **{standing: (standing,) for standing in STANDINGS},
}
# Those who may need a word come first.
SORTS: Mapping[str, Callable[[Member], Any]] = {
    "hours": lambda one: one.hours,
    "-hours": lambda one: -one.hours,
    "name": lambda one: (),
    "courses": lambda one: -one.completed,
}


@dataclass(frozen=True)
class Wanted:
    """`show` is a key of `FILTERS`, `sort` one of `SORTS`; others mean the first."""

    words: str = ""
    show: str = ""
    sort: str = "hours"


@dataclass(frozen=True)
class Page:
    """`found`: how many in all pages; `longest`: JP that fill a bar."""

    members: Sequence[Member]
    found: int
    is_first: bool
    has_more: bool
    longest: float

    def bar(self, member: Member) -> plots.Bar:
        target = None if member.target is None else float(member.target)
        return plots.bar(float(member.hours), maximum=self.longest, target=target)


def counts_of(members: Sequence[Member]) -> Counts:
    return Counts(**Counter(one.standing for one in members))


def page_of(members: Sequence[Member], wanted: Wanted, *, after: int | None) -> Page:
    """`after`: id of the last one shown; one who is gone meanwhile leads to the first page."""
    found = narrowed(members, wanted)
    ids = [one.id for one in found]
    start = ids.index(after) + 1 if after in ids else 0
    return Page(
        members=found[start : start + PAGE_SIZE],
        found=len(found),
        is_first=start == 0,
        has_more=len(found) > start + PAGE_SIZE,
        longest=max([float(max(one.hours, one.target or 0)) for one in members], default=1),
    )


def narrowed(members: Sequence[Member], wanted: Wanted) -> list[Member]:
    """In the order wanted."""
    return _ordered(_matching(members, wanted), wanted.sort)


def _matching(members: Sequence[Member], wanted: Wanted) -> list[Member]:
    words = wanted.words.casefold().split()
    kept = FILTERS.get(wanted.show, STANDINGS)
    return [
        one
        for one in members
        if one.standing in kept
        and all(word in f"{one.name} {one.position} {one.unit}".casefold() for word in words)
    ]


def _ordered(members: Sequence[Member], sort: str) -> list[Member]:
    by_name = sorted(members, key=lambda one: (one.name.casefold(), one.id))
    return sorted(by_name, key=SORTS.get(sort, SORTS["hours"]))
