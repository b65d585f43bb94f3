"""The index by hand: each case has its sum beside it, in the order qualification + (training +
hours + seminar) + performance + discipline."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.ip_asn.index import Raise, index, raises
from tests.ip_asn.law import WEIGHTS, answers

D = Decimal
S, F, P = "structural", "functional", "pelaksana"
YES, NO = True, False

KNOWN = [
    # The one of the law's readers: 15 + (22.5 + 0) + 25 + 5
    ((P, "s1", NO, 20, NO, "good", "none"), "67.5", "low"),
    # 15 + (22.5 + 17.5) + 25 + 5
    ((P, "s1", NO, 20, YES, "good", "none"), "85", "high"),
    # 15 + (0 + 17.5) + 25 + 5: a hundredth of a JP short brings nothing
    ((P, "s1", NO, "19.99", YES, "good", "none"), "62.5", "low"),
    # 15 + (0 + 0) + 25 + 5
    ((P, "s1", NO, 0, NO, "good", "none"), "45", "very_low"),
    # 25 + (22.5 + 17.5) + 30 + 5: all there is
    ((P, "s3", NO, 20, YES, "very_good", "none"), "100", "very_high"),
    # The same; leadership training brings nothing to a pelaksana
    ((P, "s3", YES, 20, YES, "very_good", "none"), "100", "very_high"),
    # 5 + (22.5 + 17.5) + 25 + 5
    ((P, "sma", NO, 24, YES, "good", "none"), "75", "medium"),
    # 1 + (0 + 0) + 1 + 1: the least there is
    ((P, "below", NO, 0, NO, "very_poor", "heavy"), "3", "very_low"),
    # 10 + (22.5 + 0) + 15 + 3
    ((P, "d3", NO, 21, NO, "needs_work", "light"), "50.5", "very_low"),
    # 10 + (22.5 + 17.5) + 30 + 2
    ((P, "d3", NO, 20, YES, "very_good", "medium"), "82", "high"),
    # 25 + (15 + 15 + 10) + 30 + 5
    ((S, "s3", YES, 20, YES, "very_good", "none"), "100", "very_high"),
    # 20 + (15 + 15 + 10) + 30 + 5
    ((S, "s2", YES, 20, YES, "very_good", "none"), "95", "very_high"),
    # 20 + (15 + 15 + 10) + 25 + 5
    ((S, "s2", YES, 20, YES, "good", "none"), "90", "high"),
    # 20 + (15 + 15 + 0) + 25 + 5
    ((S, "s2", YES, 20, NO, "good", "none"), "80", "medium"),
    # 20 + (0 + 15 + 10) + 25 + 5
    ((S, "s2", NO, 20, YES, "good", "none"), "75", "medium"),
    # 20 + (0 + 15 + 0) + 25 + 5
    ((S, "s2", NO, 20, NO, "good", "none"), "65", "low"),
    # 20 + (0 + 0 + 0) + 25 + 5
    ((S, "s2", NO, 12, NO, "good", "none"), "50", "very_low"),
    # 15 + (15 + 0 + 10) + 25 + 5
    ((S, "s1", YES, 19, YES, "good", "none"), "70", "low"),
    # 15 + (15 + 15 + 10) + 5 + 1
    ((S, "s1", YES, 40, YES, "poor", "heavy"), "61", "low"),
    # 15 + (15 + 15 + 10) + 25 + 1
    ((F, "s1", YES, 20, YES, "good", "heavy"), "81", "high"),
    # 15 + (15 + 15 + 10) + 25 + 3
    ((F, "s1", YES, 20, YES, "good", "light"), "83", "high"),
    # 20 + (15 + 15 + 10) + 30 + 1
    ((F, "s2", YES, 20, YES, "very_good", "heavy"), "91", "very_high"),
    # 15 + (0 + 15 + 10) + 30 + 1
    ((F, "s1", NO, 20, YES, "very_good", "heavy"), "71", "medium"),
    # 10 + (0 + 15 + 10) + 25 + 2
    ((F, "d3", NO, 20, YES, "good", "medium"), "62", "low"),
    # 5 + (15 + 0 + 0) + 15 + 5
    ((F, "sma", YES, 0, NO, "needs_work", "none"), "40", "very_low"),
    # 25 + (0 + 0 + 10) + 1 + 5
    ((F, "s3", NO, 5, YES, "very_poor", "none"), "41", "very_low"),
    # 1 + (15 + 15 + 10) + 15 + 3
    ((F, "below", YES, 200, YES, "needs_work", "light"), "59", "very_low"),
    # 15 + (22.5 + 0) + 30 + 3: between two bounds the lower category holds, 70.5 is not 71
    ((P, "s1", NO, 20, NO, "very_good", "light"), "70.5", "low"),
]


@pytest.mark.parametrize(("given", "total", "category"), KNOWN)
def test_the_points_of_four_parts_are_added_up(
    given: tuple[str, str, bool, int, bool, str, str], total: str, category: str
) -> None:
    found = index(answers(*given), WEIGHTS)
    assert (found.least, found.most) == (D(total), D(total))
    assert (found.lowest_category, found.highest_category) == (category, category)
    assert found.is_known


SPANS = [
    # (1…25) + 40 + 25 + 5
    ((P, None, NO, 20, YES, "good", "none"), "71", "95", "medium", "very_high"),
    # 15 + 22.5 + (1…30) + 5
    ((P, "s1", NO, 20, NO, None, "none"), "43.5", "72.5", "very_low", "medium"),
    # 15 + 22.5 + 25 + (1…5)
    ((P, "s1", NO, 20, NO, "good", None), "63.5", "67.5", "low", "low"),
    # 15 + (0…15 + 15 + 10) + 25 + 5
    ((F, "s1", None, 20, YES, "good", "none"), "70", "85", "low", "high"),
    # 15 + (0…22.5 + 0…17.5) + 25 + 5
    ((P, "s1", None, None, None, "good", "none"), "45", "85", "very_low", "high"),
    # 15 + (of a kind nobody knows: hours alone 15, 15 or 22.5) + 25 + 5
    ((None, "s1", NO, 20, NO, "good", "none"), "60", "67.5", "very_low", "low"),
    # 1…25 + 0…40 + 1…30 + 1…5
    ((None, None, None, None, None, None, None), "3", "100", "very_low", "very_high"),
]


@pytest.mark.parametrize(("given", "least", "most", "lowest", "highest"), SPANS)
def test_what_nobody_knows_leaves_a_span(
    given: tuple[None, None, None, None, None, None, None],
    least: str,
    most: str,
    lowest: str,
    highest: str,
) -> None:
    found = index(answers(*given), WEIGHTS)
    assert (found.least, found.most) == (D(least), D(most))
    assert (found.lowest_category, found.highest_category) == (lowest, highest)
    assert not found.is_known


def test_each_part_says_what_it_brings_and_what_it_could() -> None:
    found = index(answers(P, "s1", NO, 20, NO, "good", "none"), WEIGHTS)
    assert [(part.item, part.most, part.limit) for part in found.parts] == [
        ("qualification", 15, 25),
        ("competence", D("22.5"), 40),
        ("performance", 25, 30),
        ("discipline", 5, 5),
    ]
    pieces = [(one.item, one.most, one.limit) for one in found.parts[1].pieces]
    assert pieces == [("hours", D("22.5"), D("22.5")), ("seminar", 0, D("17.5"))]


RAISES = [
    # A seminar 17.5, performance 30 - 25; S2 in the long run 20 - 15.
    (
        (P, "s1", NO, 20, NO, "good", "none"),
        [("seminar", "17.5"), ("performance", "5"), ("education", "5")],
    ),
    # Hours and training bring 15 each: the hours are lighter.
    (
        (S, "s2", NO, 0, NO, "very_good", "none"),
        [("hours", "15"), ("training", "15"), ("seminar", "10"), ("education", "5")],
    ),
    # From "needs work" to "good" 25 - 15 = 10: a seminar of the same points goes before it.
    (
        (F, "s3", YES, 20, NO, "needs_work", "none"),
        [("seminar", "10"), ("performance", "10")],
    ),
    # From "very poor" to "poor" 5 - 1; from below SMA to SMA 5 - 1.
    (
        (P, "below", NO, 20, YES, "very_poor", "heavy"),
        [("performance", "4"), ("education", "4")],
    ),
    # Nothing is left but to keep it.
    ((P, "s3", NO, 20, YES, "very_good", "none"), []),
    # Nothing can be said about what nobody knows.
    ((F, None, None, None, None, None, None), []),
    ((None, None, NO, 0, NO, None, None), []),
]


@pytest.mark.parametrize(("given", "expected"), RAISES)
def test_the_change_with_the_most_points_stands_first(
    given: tuple[str, str, bool, int, bool, str, str], expected: list[tuple[str, str]]
) -> None:
    found = raises(answers(*given), WEIGHTS)
    assert [(one.item, one.points) for one in found] == [(i, D(p)) for i, p in expected]
    assert [one.item for one in found if one.is_long_term] == [
        item for item, _ in expected if item == "education"
    ]


def test_a_raise_names_the_answer_it_leads_to() -> None:
    found = raises(answers(P, "d3", NO, 20, YES, "good", "none"), WEIGHTS)
    assert found == [Raise("performance", D(5), "very_good"), Raise("education", D(5), "s1")]


def test_a_raise_is_what_the_index_grows_by() -> None:
    before = answers(P, "s1", NO, 3, NO, "good", "none")
    after = replace(before, jp=D(20))
    grown = index(after, WEIGHTS).least - index(before, WEIGHTS).least
    assert grown == D("22.5") == raises(before, WEIGHTS)[0].points


def test_another_version_asks_for_other_hours() -> None:
    stricter = replace(WEIGHTS, needed_jp=D(24))
    # 15 + (0 + 0) + 25 + 5
    assert index(answers(P, "s1", NO, 20, NO, "good", "none"), stricter).least == 45
