"""Whether two entries may be the same training: pairs made by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import duplicate_search
from app.records.duplicates import Facts, is_alike, number_key, reasons
from app.records.models import Activity
from tests.records.outside import enter, prove

DAY = date(2026, 3, 2)


def facts(number: int = 1, **more: object) -> Facts:
    values = {"person_id": 1, "title": "Lokakarya pelayanan publik", "number_key": None}
    values |= {"starts_on": DAY, "ends_on": DAY + timedelta(days=2)}
    return Facts(id=number, **{**values, **more})


@pytest.mark.parametrize(
    ("title", "other", "expected"),
    [
        ("Lokakarya pelayanan publik", "Lokakarya pelayanan publk", True),
        ("Lokakarya Pelayanan Publik", "LOKAKARYA – PELAYANAN PUBLIK", True),
        ("Bimtek arsip digital 2026", "Bimtek arsip digital", True),
        ("Pelatihan Excel Tingkat Dasar", "Pelatihan Excel Tingkat Lanjut", False),
        ("Lokakarya pelayanan publik", "Seminar anggaran daerah", False),
    ],
)
def test_titles_are_alike_but_for_how_they_are_typed(title, other, expected) -> None:
    assert is_alike(title, other) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("No. 12/A-2026", "12A2026"),
        ("nomor: 12/a/2026", "12A2026"),
        ("  12 A 2026 ", "12A2026"),
        ("NO-1", None),
        ("–", None),
        ("", None),
        ("NOTARIS/12", "NOTARIS12"),
    ],
)
def test_a_number_is_the_same_however_it_is_typed(number, expected) -> None:
    assert number_key(number) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {"title": "Lokakarya pelayanan publk"}, ["title"]),
        ({}, {"starts_on": DAY.replace(year=2025), "ends_on": DAY.replace(year=2025)}, []),
        # The last day of one is the first of the other.
        ({}, {"starts_on": DAY + timedelta(2), "ends_on": DAY + timedelta(5)}, ["title"]),
        ({}, {"starts_on": DAY + timedelta(3), "ends_on": DAY + timedelta(5)}, []),
        ({}, {"person_id": 2}, []),
        ({"number_key": "12A"}, {"person_id": 2, "number_key": "12A"}, ["number"]),
        ({"digests": frozenset("a")}, {"person_id": 2, "digests": frozenset("ab")}, ["file"]),
        (
            {"digests": frozenset("a"), "number_key": "12A"},
            {"digests": frozenset("a"), "number_key": "12A"},
            ["file", "number", "title"],
        ),
    ],
)
def test_what_speaks_for_the_same_training(one, other, expected) -> None:
    assert reasons(facts(**one), facts(2, **other)) == expected


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
ENTRIES = st.builds(
    facts,
    st.integers(1, 3),
    person_id=st.integers(1, 2),
    title=TEXTS,
    number_key=st.none() | st.sampled_from(["12A", "13A"]),
    digests=st.frozensets(st.sampled_from("abc")),
)


@given(ENTRIES, ENTRIES)
def test_file_and_number_speak_both_ways_and_each_entry_is_like_itself(one, other) -> None:
    def sure(found: list[str]) -> list[str]:
        return [reason for reason in found if reason != "title"]

    assert sure(reasons(one, other)) == sure(reasons(other, one))
    assert "title" in reasons(one, one)


@given(TEXTS)
def test_the_key_of_a_number_is_its_own_key(number) -> None:
    key = number_key(number)
    if key and not key.startswith("NO"):
        assert number_key(" / ".join(key)) == number_key(key)


def found(activity, **more):
    return duplicate_search.find([activity], **more).get(activity.id, [])


def test_the_own_entries_of_the_same_days_are_compared(cast) -> None:
    one = enter(cast.ana, state="proposed")
    typed = enter(cast.ana, state="verified", title="Lokakarya pelayanan publk")
    enter(cast.ana, state="proposed", title="Lokakarya anggaran dan belanja daerah")
    enter(cast.ana, title="Lokakarya pelayanan publik")
    enter(cast.dewi, state="proposed")
    assert [(dup.activity.id, dup.reasons) for dup in found(one)] == [(typed.id, ["title"])]


def test_a_number_and_a_file_are_found_with_others_without_telling_whose(cast) -> None:
    one = enter(cast.ana, state="proposed", number_key="12A2026")
    other = enter(cast.dewi, state="proposed", number_key="12A2026")
    prove(one)
    prove(other)
    (hidden,) = found(one)
    assert (hidden.reasons, hidden.activity, hidden.name) == (["file", "number"], None, None)

    (shown,) = found(one, seen=Activity.person_id == cast.dewi.id)
    assert (shown.activity.id, shown.name) == (other.id, "Dewi")


def test_the_own_ones_come_first_and_no_more_than_few(cast) -> None:
    one = enter(cast.ana, state="proposed", number_key="12A2026")
    for _ in range(duplicate_search.MOST):
        enter(cast.dewi, state="proposed", number_key="12A2026")
    enter(cast.ana, state="proposed")
    assert len(found(one)) == duplicate_search.MOST
    assert found(one)[0].is_same_person


def test_any_number_of_entries_is_searched_in_three_queries(cast, count_queries) -> None:
    entries = [enter(cast.ana, state="proposed", number_key="12A2026") for _ in range(5)]
    for some in (entries[:1], entries):
        with count_queries() as made:
            duplicate_search.find(some)
        assert len(made) == 3
