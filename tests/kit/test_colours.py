"""Contrast as WCAG reckons it, and the nearest colour that passes."""

import pytest

from app.kit.colours import contrast, mixed, nearest, read_colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # Of the W3C's own examples and of well-known checkers.
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast(one, other, ratio) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("written", ["#0055A4", "0055a4", " #0055a4 "])
def test_a_colour_is_read_as_people_write_it(written) -> None:
    assert read_colour(written) == "#0055a4"


@pytest.mark.parametrize("written", ["", "#05a", "red", "#0055a4;}", "#0055a٤", "rgb(0,0,0)"])
def test_what_is_no_colour_is_refused(written) -> None:
    with pytest.raises(ValueError, match=""):
        read_colour(written)


def test_the_nearest_keeps_its_hue_and_is_itself_where_it_passes() -> None:
    assert nearest("#0000ff", lambda colour: True) == "#0000ff"
    darker = nearest("#ff0000", lambda colour: contrast(colour, "#ffffff") >= 7)
    assert darker[3:] == "0000"
    assert contrast(darker, "#ffffff") >= 7
    assert nearest("#ff0000", lambda colour: False) is None


def test_mixing() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0) == "#102030"
