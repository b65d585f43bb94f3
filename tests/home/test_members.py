"""A supervisor's team: counted, narrowed, in an order, by pages."""

from decimal import Decimal

import pytest

from app.home.members import PAGE_SIZE, Member, Wanted, counts_of, page_of
from app.kit.plots import Bar
from app.reports.hours import Counts

D = Decimal


def member(id_, name="Ana", hours=0, standing="nothing", completed=0) -> Member:
    return Member(id_, name, "Analis", "Disdukcapil", D(hours), D(20), standing, 0, completed)


TEAM = [
    member(1, "Ana", 12, "at_risk", completed=2),
    member(2, "bayu", 0, "nothing"),
    member(3, "Cici", 20, "met", completed=1),
    member(4, "Dian", 24, "met"),
    member(5, "Eka", 18, "on_the_way"),
]


def names(team, **wanted) -> list[str]:
    return [one.name for one in page_of(team, Wanted(**wanted), after=None).members]


def test_everyone_is_counted_where_they_stand() -> None:
    assert counts_of(TEAM) == Counts(met=2, on_the_way=1, at_risk=1, nothing=1)
    assert counts_of([]).people == 0


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", ["bayu", "Ana", "Eka", "Cici", "Dian"]),
        ("behind", ["bayu", "Ana", "Eka"]),
        ("at_risk", ["Ana"]),
        ("nothing", ["bayu"]),
        ("on_the_way", ["Eka"]),
        ("met", ["Cici", "Dian"]),
        ("nonsense", ["bayu", "Ana", "Eka", "Cici", "Dian"]),
    ],
)
def test_a_filter_keeps_its_standings(show, expected) -> None:
    assert names(TEAM, show=show) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("hours", ["bayu", "Ana", "Eka", "Cici", "Dian"]),
        ("-hours", ["Dian", "Cici", "Eka", "Ana", "bayu"]),
        ("name", ["Ana", "bayu", "Cici", "Dian", "Eka"]),
        ("courses", ["Ana", "Cici", "bayu", "Dian", "Eka"]),
        ("nonsense", ["bayu", "Ana", "Eka", "Cici", "Dian"]),
    ],
)
def test_the_order_is_the_one_that_was_asked_for(sort, expected) -> None:
    assert names(TEAM, sort=sort) == expected


def test_every_word_has_to_be_found() -> None:
    assert names(TEAM, words="BAY disduk") == ["bayu"]
    assert names(TEAM, words="bayu dishub") == []


def test_pages_follow_each_other_by_the_last_one_shown() -> None:
    team = [member(n, f"Pegawai {n:03}") for n in range(1, PAGE_SIZE + 3)]
    first = page_of(team, Wanted(), after=None)
    assert (len(first.members), first.is_first, first.has_more) == (PAGE_SIZE, True, True)
    second = page_of(team, Wanted(), after=first.members[-1].id)
    assert [one.id for one in second.members] == [PAGE_SIZE + 1, PAGE_SIZE + 2]
    assert (second.is_first, second.has_more) == (False, False)
    assert page_of(team, Wanted(), after=999).is_first


def test_bars_are_as_long_as_the_most_hours_of_the_team() -> None:
    page = page_of([member(1, hours=6), member(2, hours=24)], Wanted(), after=None)
    assert page.bar(page.members[0]) == Bar(25, 83.33)
