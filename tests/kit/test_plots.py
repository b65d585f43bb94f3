"""Where the parts of a plot lie; the figures were computed by hand."""

import pytest

from app.kit.plots import (
    AXIS,
    TOP,
    Bar,
    Column,
    Part,
    Segment,
    bar,
    columns,
    nice_step,
    share,
    stack,
)


@pytest.mark.parametrize(
    ("maximum", "step"),
    [(0, 1), (0.4, 1), (3, 1), (4, 1), (4.5, 2), (8, 2), (12, 5), (20, 5), (21, 10), (100, 50)],
)
def test_a_step_is_round_and_at_most_four_reach_the_top(maximum, step) -> None:
    assert nice_step(maximum) == step


def test_a_bar_is_a_share_of_the_longest() -> None:
    assert bar(5, maximum=20, target=15) == Bar(25, 75)
    assert bar(5, maximum=20) == Bar(25, None)


@pytest.mark.parametrize(
    ("value", "whole", "percent"), [(1, 3, 33.33), (5, 4, 100), (-1, 4, 0), (0, 0, 0)]
)
def test_a_share_stays_within_the_plot(value, whole, percent) -> None:
    assert share(value, whole) == percent


def test_parts_lie_side_by_side_and_fill_the_width() -> None:
    assert stack([1, 2, 1]) == [Part(0, 25), Part(25, 50), Part(75, 25)]
    assert stack([0, 5, 0]) == [Part(0, 0), Part(0, 100), Part(100, 0)]
    assert stack([1, 1, 1]) == [Part(0, 33.33), Part(33.33, 33.34), Part(66.67, 33.33)]
    assert stack([0, 0, 0]) == [Part(0, 0), Part(0, 0), Part(0, 0)]


def test_columns_stand_in_their_slots_and_the_line_adds_them_up() -> None:
    # Four slots of 25; a column fills 15 of each. The plot is 78 high (8 to 86) and goes to 20.
    plot = columns([5, 10], slots=4, target=20)
    assert (TOP, AXIS) == (8, 86)
    assert plot.columns[0] == Column(x=5, width=15, middle=12.5, y=66.5, height=19.5)
    assert plot.columns[1] == Column(x=30, width=15, middle=37.5, y=47, height=39)
    assert plot.line == [Segment(12.5, 66.5, 37.5, 27.5)]
    assert plot.end == (37.5, 27.5)
    assert plot.target == 8
    assert [(tick.value, tick.y) for tick in plot.ticks] == [
        (0, 86),
        (5, 66.5),
        (10, 47),
        (15, 27.5),
        (20, 8),
    ]


def test_an_empty_year_has_an_axis_and_a_target() -> None:
    plot = columns([0], slots=12)
    assert [tick.value for tick in plot.ticks] == [0, 1]
    assert plot.columns[0].height == 0
    assert plot.line == []
    assert columns([], slots=12).end is None


def test_more_than_the_target_stays_within_the_plot() -> None:
    plot = columns([24], slots=12, target=20)
    # Steps of ten up to 30: 24 lies at 86 - 78 * 24 / 30, the target at 86 - 78 * 20 / 30.
    assert plot.end is not None
    assert plot.end[1] == 23.6
    assert plot.target == 34
