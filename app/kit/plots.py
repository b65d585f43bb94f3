"""Where the parts of a plot lie; pure.

Lengths are percent of the plot's width and height, so that a plot fits any screen while its
letters keep their size. The origin is at the top left, as in SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

Number = float
# The part of the height below the axis is for the names of the columns, above it is the plot.
AXIS = 86.0
TOP = 8.0
# How much of its slot a column fills.
FILLED = 0.6


@dataclass(frozen=True)
class Bar:
    """`target`: where its mark stands, None without one."""

    width: Number
    target: Number | None = None


@dataclass(frozen=True)
class Part:
    """One of the parts of a stacked bar, in the order in which they were given."""

    x: Number
    width: Number


@dataclass(frozen=True)
class Tick:
    value: Number
    y: Number


@dataclass(frozen=True)
class Column:
    """`middle` is where its name and its point of the line stand."""

    x: Number
    width: Number
    middle: Number
    y: Number
    height: Number


@dataclass(frozen=True)
class Segment:
    x1: Number
    y1: Number
    x2: Number
    y2: Number


@dataclass(frozen=True)
class Columns:
    """`line`: the running total, through the columns' middles, up to `end`; `target`: the height of
    its line."""

    axis: Number
    columns: Sequence[Column]
    line: Sequence[Segment]
    end: tuple[Number, Number] | None
    ticks: Sequence[Tick]
    target: Number | None


def nice_step(maximum: float, *, most: int = 4) -> float:
    """The smallest of 1, 2, 5, 10, 20 … of which at most `most` reach the maximum."""
    if maximum <= 0:
        return 1.0
    power = 10.0 ** floor(log10(maximum / most))
    return max(1.0, next(m * power for m in (1, 2, 5, 10) if ceil(maximum / (m * power)) <= most))


def bar(value: float, *, maximum: float, target: float | None = None) -> Bar:
    """`maximum` is the longest bar or the farthest target of the list, and fills the width."""
    return Bar(share(value, maximum), None if target is None else share(target, maximum))


def share(value: float, whole: float) -> Number:
    """Percent, between 0 and 100; nothing of nothing is 0."""
    return min(100.0, max(0.0, round(100 * value / whole, 2))) if whole else 0.0


def stack(counts: Sequence[int]) -> list[Part]:
    """Parts that fill the whole width together."""
    total, before, parts = sum(counts), 0, []
    for count in counts:
        x = share(before, total)
        before += count
        parts.append(Part(x, round(share(before, total) - x, 2)))
    return parts


def columns(values: Sequence[float], *, slots: int, target: float | None = None) -> Columns:
    """A column for each value, and their running total; `slots` may be more than the values, as
    the months of a year that has not ended are."""
    totals = [sum(values[: i + 1]) for i in range(len(values))]
    highest = max([*totals, target or 0, 1.0])
    step = nice_step(highest)
    top = step * ceil(highest / step)
    slot = 100 / slots
    middles = [round((i + 0.5) * slot, 2) for i in range(slots)]
    heights = [_y(total, top) for total in totals]
    points = list(zip(middles, heights, strict=False))
    return Columns(
        axis=AXIS,
        columns=[
            Column(
                x=round(middle - slot * FILLED / 2, 2),
                width=round(slot * FILLED, 2),
                middle=middle,
                y=_y(value, top),
                height=round(AXIS - _y(value, top), 2),
            )
            for middle, value in zip(middles, values, strict=False)
        ],
        line=[Segment(*a, *b) for a, b in pairwise(points)],
        end=points[-1] if points else None,
        ticks=[Tick(step * i, _y(step * i, top)) for i in range(round(top / step) + 1)],
        target=None if target is None else _y(target, top),
    )


def _y(value: float, top: float) -> Number:
    return round(AXIS - (AXIS - TOP) * value / top, 2)
