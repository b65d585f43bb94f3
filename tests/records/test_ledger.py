"""Which hours count: caps, factors and rules of their time, for every entry of a person."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import ledger
from app.reference.queries import rulebook
from tests.records.cases import CASES, Case, course, entry, numbered
from tests.records.law import LAW, rule

D = Decimal
MON, TUE, WED = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_counts(case: Case) -> None:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for credit in ledger.credits_of(numbered(case.entries), case.rules):
        found[credit.day.year] += credit.credited
    expected = case.by_year if isinstance(case.by_year, dict) else {2026: case.by_year}
    assert {year: jp for year, jp in found.items() if jp} == {
        year: D(jp) for year, jp in expected.items() if D(jp)
    }


def test_there_are_enough_cases_and_each_says_what_it_is() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 65


@pytest.mark.parametrize(
    ("jp", "minutes", "expected"),
    [
        # 28 minutes ÷ 45 = 0.62 JP: 10 of 28 minutes are 0.22 (0.2214…), the rest is 0.40.
        (D("0.62"), {MON: 10, TUE: 18}, {MON: D("0.22"), TUE: D("0.40")}),
        (D("1"), {MON: 15, TUE: 15, WED: 15}, {MON: D("0.33"), TUE: D("0.33"), WED: D("0.34")}),
        (D("2"), {MON: 90}, {MON: D("2")}),
        (D("0"), {}, {}),
    ],
)
def test_hours_are_spread_by_minutes(jp, minutes, expected) -> None:
    assert ledger.spread(jp, minutes) == expected


def test_what_ended_first_takes_first_of_a_day() -> None:
    early = replace(course(on_3_2="2"), id=9)
    late = replace(course(on_3_2="2", on_3_3="1"), id=1)
    credits = ledger.credits_of([late, early], LAW)
    # On 2 March: 2 of what ended that day, then 1 of 2; on 3 March the rest.
    assert [(one.entry_id, one.credited) for one in credits] == [(9, 2), (1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("entries", "cut", "limit"),
    [
        ([course(on_3_2="5")], "day", 3),
        ([entry(14, f"3-{n}") for n in (1, 2, 3)], "month", 2),
        ([course(on_2017_3_2="1")], "no-rule", None),
        ([course(on_3_2="3")], None, None),
    ],
)
def test_each_credit_says_what_cut_it(entries, cut, limit) -> None:
    last = ledger.credits_of(numbered(entries), LAW)[-1]
    assert (last.cut, last.limit) == (cut, limit)
    assert (last.credited < last.raw) == (cut is not None)


def test_a_cut_names_the_rule_of_its_day() -> None:
    rules = {
        16: [
            replace(rule(16, daily_cap=3, until=MON), id=1),
            replace(rule(16, daily_cap=4, since=TUE), id=2),
        ]
    }
    found = ledger.credits_of([course(on_11_23="5", on_11_24="5")], rules)
    assert [(one.day, one.rule_id, one.limit) for one in found] == [(MON, 1, 3), (TUE, 2, 4)]


@pytest.mark.parametrize("kind", ["programme", "day", "activity"])
def test_the_migrated_rules_are_those_of_the_law(app, kind) -> None:
    stored = {
        form_id: [replace(one, id=None) for one in rules] for form_id, rules in rulebook().items()
    }
    assert sorted(stored) == list(range(1, 26))
    for form_id, rules in LAW.items():
        if rules[0].basis == kind:
            assert stored[form_id] == rules


DAYS = st.dates(date(2024, 2, 27), date(2024, 3, 3))
JP = st.decimals(0, 12, places=2)


@st.composite
def entries_of_a_person(draw: st.DrawFn) -> list[ledger.Entry]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        shares = draw(st.dictionaries(DAYS, JP, max_size=4)) if draw(st.booleans()) else {}
        found.append(
            ledger.Entry(
                id=number,
                form_id=draw(st.sampled_from((3, 4, 8, 9, 14, 16, 20, 22, 24))),
                starts_on=first,
                ends_on=last,
                hours=draw(JP),
                days=draw(st.none() | st.integers(1, 9)),
                is_international=draw(st.booleans()),
                shares=shares,
            )
        )
    return found


# The most that a form multiplies by, or gives instead.
MOST = {
    **dict.fromkeys((3, 8, 22, 24), D("1.20")),
    **{4: D(7) / 5, 9: D(6) / 4, 14: D(2), 16: D(1), 20: D(2)},
}


# What an officer may enter besides: sessions a month of what has hours, or days, of its own.
RULES = {
    **LAW,
    8: [rule(8, monthly_sessions=1, international_factor="1.20")],
    9: [rule(9, "day", jp=4, international_jp=6, monthly_sessions=1)],
}


@given(entries_of_a_person())
def test_nobody_gets_more_than_it_is_worth_and_no_cap_is_exceeded(entries) -> None:
    by_id = {one.id: one for one in entries}
    days: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    sessions: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for one in ledger.credits_of(entries, RULES):
        form = by_id[one.entry_id].form_id
        factor = MOST[form] if by_id[one.entry_id].is_international else 1
        assert 0 <= one.credited <= one.worth <= one.raw * factor
        days[form, one.day] += one.credited
        if one.credited:
            sessions[form, one.day.year, one.day.month].add(one.entry_id)
    for (form, _), jp in days.items():
        assert jp <= {16: D(4), 22: D("2.40")}.get(form, D(1000))
    for (form, _, _), ids in sessions.items():
        assert form not in (14, 24) or len(ids) <= 2


@given(entries_of_a_person())
def test_in_the_country_the_lower_caps_hold(entries) -> None:
    at_home = [replace(one, is_international=False) for one in entries]
    days: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    forms = {one.id: one.form_id for one in at_home}
    for one in ledger.credits_of(at_home, RULES):
        days[forms[one.entry_id], one.day] += one.credited
    for (form, _), jp in days.items():
        assert jp <= {16: D(3), 22: D(2)}.get(form, D(1000))


@given(entries_of_a_person(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(entries, random) -> None:
    shuffled = random.sample(entries, len(entries))
    assert ledger.credits_of(shuffled, RULES) == ledger.credits_of(entries, RULES)


@pytest.mark.parametrize(
    ("shorter", "longer", "jp"),
    [
        # One session a month: the 8 hours before the 2; three days before one, 3 × 4.
        (entry(8, "3-2", jp="2"), entry(8, "3-2", jp="8"), 8),
        (entry(9, "3-2", "3-4", days=1), entry(9, "3-2", "3-4"), 12),
    ],
)
def test_the_larger_of_two_takes_the_last_room_of_a_month(shorter, longer, jp) -> None:
    for first, second in ((1, 2), (2, 1)):
        assert total([replace(shorter, id=first), replace(longer, id=second)]) == jp


@given(entries_of_a_person(), st.randoms(use_true_random=False))
def test_who_typed_first_changes_no_total(entries, random) -> None:
    """Ids follow the order of typing; a year's hours must not."""
    ids = random.sample(range(len(entries)), len(entries))
    others = [replace(one, id=number) for one, number in zip(entries, ids, strict=True)]
    assert total(others) == total(entries)


def total(entries: list[ledger.Entry]) -> Decimal:
    return sum((one.credited for one in ledger.credits_of(entries, RULES)), D(0))


@given(st.dictionaries(DAYS, st.integers(1, 600), max_size=5), JP)
def test_the_parts_add_up(minutes, jp) -> None:
    shares = ledger.spread(jp, minutes)
    assert sum(shares.values(), D(0)) == (jp if minutes else 0)
    assert all(share == share.quantize(D("0.01"), ROUND_DOWN) >= 0 for share in shares.values())
