"""A supervisor's team: counted, narrowed, in an order, by pages."""

from decimal import Decimal

import pytest

from app.home.members import PAGE_SIZE, Member, Wanted, counts_of, page_of
from app.kit.plots import Bar

D = Decimal


def member(id_, name="Ana", hours=0, target=20, completed=0) -> Member:
    least = None if target is None else D(target)
    return Member(id_, name, "Analis", "Disdukcapil", D(hours), least, 0, completed)


TEAM = [
    member(1, "Ana", 12, completed=2),
    member(2, "bayu", 0),
    member(3, "Cici", 20, completed=1),
    member(4, "Dian", 24),
]


def names(team, **wanted) -> list[str]:
    return [one.name for one in page_of(team, Wanted(**wanted), after=None).members]


def test_everyone_has_one_of_three_states() -> None:
    assert [one.state for one in TEAM] == ["on_the_way", "nothing", "reached", "reached"]
    assert counts_of(TEAM) == [2, 1, 1]
    assert member(9, hours=3, target=None).state == "on_the_way"


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", ["bayu", "Ana", "Cici", "Dian"]),
        ("behind", ["bayu", "Ana"]),
        ("nothing", ["bayu"]),
        ("reached", ["Cici", "Dian"]),
        ("nonsense", ["bayu", "Ana", "Cici", "Dian"]),
    ],
)
def test_a_filter_keeps_its_states(show, expected) -> None:
    assert names(TEAM, show=show) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("hours", ["bayu", "Ana", "Cici", "Dian"]),
        ("-hours", ["Dian", "Cici", "Ana", "bayu"]),
        ("name", ["Ana", "bayu", "Cici", "Dian"]),
        ("courses", ["Ana", "Cici", "bayu", "Dian"]),
        ("nonsense", ["bayu", "Ana", "Cici", "Dian"]),
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
