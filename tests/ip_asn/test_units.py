"""A unit's index by hand: averages, spread and what would raise it."""

from decimal import Decimal

from app.ip_asn.picture import picture_of
from app.ip_asn.units import Group, Measure, summary_of
from app.org.tree import UnitRow, UnitTree
from tests.ip_asn.law import WEIGHTS, answers

D = Decimal
P, S = "pelaksana", "structural"
# 15 + 22.5 + 25 + 5 = 67.5, low; a seminar brings 17.5, the next appraisal 5, S2 5.
FIRST = answers(P, "s1", False, 20, False, "good", "none")
# 20 + (15 + 0 + 10) + 30 + 5 = 80, medium; the hours bring 15, S3 5.
SECOND = answers(S, "s2", True, 0, True, "very_good", "none")
# Performance is not known, so there is no total; the hours bring 22.5, a seminar 17.5, S2 5.
THIRD = answers(P, "s1", False, 0, False, None, "none")


def test_the_average_is_of_those_of_whom_all_is_known() -> None:
    found = summary_of([Group(FIRST, 3), Group(SECOND, 1), Group(THIRD, 4)], WEIGHTS)
    assert (found.people, found.known) == (8, 4)
    # (3 · 67.5 + 80) ÷ 4 = 70.625
    assert (found.average, found.category) == (D("70.63"), "low")
    assert found.spread == {"very_high": 0, "high": 0, "medium": 1, "low": 3, "very_low": 0}


def test_a_part_is_of_those_of_whom_it_is_known() -> None:
    found = summary_of([Group(FIRST, 3), Group(SECOND, 1), Group(THIRD, 4)], WEIGHTS)
    assert [(part.name, part.average, part.known, part.limit) for part in found.parts] == [
        # (3 · 15 + 20 + 4 · 15) ÷ 8 = 15.625
        ("qualification", D("15.63"), 8, 25),
        # (3 · 22.5 + 25 + 4 · 0) ÷ 8 = 11.5625
        ("competence", D("11.56"), 8, 40),
        # (3 · 25 + 30) ÷ 4 = 26.25
        ("performance", D("26.25"), 4, 30),
        ("discipline", D(5), 8, 5),
    ]


def test_what_raises_the_unit_most_stands_first_and_education_last() -> None:
    found = summary_of([Group(FIRST, 3), Group(SECOND, 1), Group(THIRD, 4)], WEIGHTS)
    assert list(found.measures) == [
        # (7 · 17.5) ÷ 8 = 15.3125
        Measure("seminar", 7, D("17.5"), D("17.5"), D("15.31")),
        # (1 · 15 + 4 · 22.5) ÷ 8 = 13.125
        Measure("hours", 5, D(15), D("22.5"), D("13.13")),
        # (3 · 5) ÷ 8 = 1.875
        Measure("performance", 3, D(5), D(5), D("1.88")),
        # (8 · 5) ÷ 8
        Measure("education", 8, D(5), D(5), D(5)),
    ]


def test_groups_of_the_same_answers_count_together() -> None:
    apart = summary_of([Group(FIRST, 1), Group(FIRST, 2)], WEIGHTS)
    assert apart == summary_of([Group(FIRST, 3)], WEIGHTS)


def test_nobody_has_no_average() -> None:
    found = summary_of([], WEIGHTS)
    assert (found.people, found.average, found.category) == (0, None, None)
    assert (list(found.parts), list(found.measures)) == ([], [])


def test_a_unit_has_the_people_of_those_below_it() -> None:
    tree = UnitTree([UnitRow(1, None, "Dinas A"), UnitRow(2, 1, "Bidang A1")])
    own = {1: [Group(FIRST, 1)], 2: [Group(SECOND, 1)]}
    top = picture_of(own, tree, WEIGHTS, unit=None)
    # (67.5 + 80) ÷ 2
    assert (top.total.average, top.total.people) == (D("73.75"), 2)
    assert [(row.unit.name, row.summary.people) for row in top.rows if row.unit] == [("Dinas A", 2)]
    inside = picture_of(own, tree, WEIGHTS, unit=tree.find(1))
    assert [(row.unit and row.unit.name, row.summary.average) for row in inside.rows] == [
        (None, D("67.5")),
        ("Bidang A1", D(80)),
    ]
