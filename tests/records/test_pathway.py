"""The quickest valid way: as few days as caps and courses allow, and what the ledger says of it."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import ledger
from app.records.pathway import quickest
from app.records.way import Calendar, OpenCourse, Way
from tests.records.law import rule

D = Decimal
TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
THREE_A_DAY = [rule(16, daily_cap=3)]


def new(ref: str, jp: str | int) -> OpenCourse:
    return OpenCourse(ref, ref, "id", left=D(jp))


def running(ref: str, left: str | int, **read: str | int) -> OpenCourse:
    """`read`: JP by how many days ago: `d1` is yesterday."""
    days = {TODAY - timedelta(days=int(n[1:])): D(jp) for n, jp in read.items()}
    return replace(new(ref, left), read=days, is_running=True)


def way_to(missing: str | int, *courses: OpenCourse, today=TODAY, rules=THREE_A_DAY, **used) -> Way:
    days = {today - timedelta(days=int(n[1:])): D(jp) for n, jp in used.items()}
    return quickest(D(missing), courses, Calendar(today, rules, days))


def told(way: Way) -> list[tuple[str, int, int, Decimal]]:
    """Each course with its first and last day, counted from today, and what counts of it."""
    return [
        (
            one.course.ref,
            (one.starts_on - way.today).days,
            (one.ends_on - way.today).days,
            one.counts,
        )
        for one in way.steps
    ]


def test_eight_jp_at_three_a_day_take_three_days() -> None:
    way = way_to(8, new("a", 8))
    # 3 today, 3 tomorrow, 2 on the day after.
    assert told(way) == [("a", 0, 2, D(8))]
    assert (way.days, way.ends_on, way.left) == (3, date(2026, 11, 25), 0)
    assert sorted(way.steps[0].shares.values()) == [2, 3, 3]


def test_what_is_earned_today_leaves_less_room_and_a_full_day_none() -> None:
    assert way_to(3, new("a", 3), d0=1).days == 2  # 2 today, 1 tomorrow
    full = way_to(3, new("a", 3), d0=3)
    assert (full.starts_on, full.ends_on, full.days) == (date(2026, 11, 24), date(2026, 11, 24), 1)


def test_hours_read_before_count_once_the_course_is_completed() -> None:
    # 3 of yesterday, of which 1 is earned already, so 2; and 2 today: enough for 4 in one day.
    way = way_to(4, running("a", 2, d1=3), new("b", 4), d1=1)
    assert told(way) == [("a", 0, 0, D(4))]
    assert way.earlier == 2


def test_hours_read_above_the_days_limit_are_lost() -> None:
    # 5 read yesterday count 3; 4 today count 3: 6 of 9.
    way = way_to(6, running("a", 4, d1=5))
    assert told(way) == [("a", 0, 0, D(6))]


def test_a_course_that_holds_hours_back_is_completed_although_another_is_shorter() -> None:
    # 6 JP: 3 of yesterday and 3 today are one day; by the new course alone it would take two.
    way = way_to(6, running("a", 9, d1=3), new("b", 6))
    assert told(way) == [("a", 0, 0, D(6))]


def test_what_waits_for_its_last_step_alone_comes_first_and_asks_no_reading() -> None:
    way = way_to(6, running("a", 0, d1=2, d2=2), new("b", 2))
    assert told(way) == [("a", 0, 0, D(4)), ("b", 0, 0, D(2))]


def test_what_is_begun_goes_before_what_is_new() -> None:
    way = way_to(7, new("a", 3), running("b", 4), new("c", 7))
    assert told(way) == [("b", 0, 1, D(4)), ("a", 1, 2, D(3))]


def test_of_new_courses_few_are_taken_and_the_last_leaves_little_over() -> None:
    way = way_to(10, new("a", 1), new("b", 7), new("c", 4), new("d", 3), new("e", 5))
    # The largest, 7, and then what is enough for 3 exactly.
    assert {one.course.ref for one in way.steps} == {"b", "d"}
    assert way.counts == 10


def test_a_larger_course_is_read_to_its_end_on_the_last_day() -> None:
    way = way_to(8, new("a", 12))
    # Three days give 9 of 12: the last day reads 6.
    assert told(way) == [("a", 0, 2, D(9))]
    assert way.steps[0].shares[date(2026, 11, 25)] == 6


def test_without_a_limit_one_day_is_enough() -> None:
    way = way_to(20, new("a", 20), rules=[rule(16)])
    assert told(way) == [("a", 0, 0, D(20))]
    assert way.cap is None


def test_a_rule_that_changes_meanwhile_counts_on_its_days() -> None:
    rules = [rule(16, until=YESTERDAY, daily_cap=1)]
    rules += [rule(16, since=TODAY, until=TODAY, daily_cap=2)]
    rules += [rule(16, since=date(2026, 11, 24), daily_cap=5)]
    # 2 today and 5 tomorrow, and of yesterday 1 of 3.
    assert told(way_to(7, new("a", 7), rules=rules)) == [("a", 0, 1, D(7))]
    assert told(way_to(8, running("a", 7, d1=3), rules=rules)) == [("a", 0, 1, D(8))]
    assert way_to(7, new("a", 7), rules=rules).cap is None


def test_the_last_day_of_the_year_gives_what_a_day_gives() -> None:
    way = way_to(8, new("a", 8), today=date(2026, 12, 31))
    assert (way.counts, way.left, way.ends_on) == (3, 5, date(2026, 12, 31))


def test_where_no_course_is_open_all_is_left() -> None:
    way = way_to(8)
    assert (way.steps, way.left, way.days) == ([], 8, 0)


def test_where_courses_are_too_small_they_bring_what_they_can() -> None:
    way = way_to(8, new("a", 2), running("b", 1))
    assert (told(way), way.left) == ([("b", 0, 0, D(1)), ("a", 0, 0, D(2))], 5)


def test_without_a_rule_nothing_counts() -> None:
    way = way_to(8, new("a", 8), rules=[rule(16, until=YESTERDAY, daily_cap=3)])
    assert (way.steps, way.left) == ([], 8)


def test_hours_of_the_year_before_bring_nothing_this_year() -> None:
    read = {date(2025, 12, 31): D(3)}
    course = replace(running("a", 2), read=read)
    way = quickest(D(4), [course], Calendar(date(2026, 1, 2), THREE_A_DAY))
    assert (way.counts, way.left) == (2, 2)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"daily_cap": 3}, True),
        ({"basis": "day", "jp": 2}, False),
        ({"monthly_sessions": 2}, False),
    ],
)
def test_a_way_is_planned_only_where_hours_count(terms, expected) -> None:
    assert Calendar(TODAY, [rule(16, **terms)]).is_by_hours is expected


JP = st.decimals(min_value="0.1", max_value="9", places=2)
DAYS_AGO = st.dictionaries(st.sampled_from(["d0", "d1", "d2", "d40"]), JP, max_size=3)
CAPS = st.sampled_from([None, "1", "2.5", "3"])


@st.composite
def situations(draw) -> dict:
    began = [
        running(f"r{n}", draw(JP | st.just(D(0))), **draw(DAYS_AGO))
        for n in range(draw(st.integers(0, 4)))
    ]
    others = [new(f"n{n}", draw(JP)) for n in range(draw(st.integers(0, 6)))]
    rules = [
        rule(16, until=date(2026, 11, 24), daily_cap=draw(CAPS)),
        rule(16, since=date(2026, 11, 25), daily_cap=draw(CAPS)),
    ]
    today = draw(st.sampled_from([TODAY, date(2026, 12, 30)]))
    read = {TODAY: today}
    began = [
        replace(one, read={read.get(day, day): jp for day, jp in one.read.items()}) for one in began
    ]
    held = [
        ledger.Entry(900 + n, 16, day, day, shares={day: draw(JP)})
        for n, day in enumerate([YESTERDAY, today])
        if draw(st.booleans())
    ]
    return {
        "missing": draw(st.decimals(min_value="0.1", max_value="24", places=2)),
        "courses": [*began, *others],
        "rules": rules,
        "today": today,
        "held": held,
    }


def plan(missing, courses, rules, today, held) -> tuple[Way, dict[date, Decimal]]:
    """With what `held` has earned on each day."""
    used: dict[date, Decimal] = defaultdict(Decimal)
    for credit in ledger.credits_of(held, {16: rules}):
        used[credit.day] += credit.credited
    return quickest(missing, courses, Calendar(today, rules, dict(used))), used


def earned_by(entries, rules) -> dict[date, Decimal]:
    found: dict[date, Decimal] = defaultdict(Decimal)
    for credit in ledger.credits_of(entries, {16: rules}):
        found[credit.day] += credit.credited
    return found


@given(situations())
def test_the_ledger_gives_what_the_way_promises(situation) -> None:
    way, used = plan(**situation)
    steps = [
        ledger.Entry(n, 16, one.starts_on, one.ends_on, shares=one.shares)
        for n, one in enumerate(way.steps, start=1)
    ]
    found = earned_by([*situation["held"], *steps], situation["rules"])
    assert sum(found.values()) == sum(used.values()) + way.counts
    assert way.counts + way.left >= situation["missing"]


@given(situations())
def test_a_way_reads_every_course_to_its_end_from_today_until_the_year_ends(situation) -> None:
    way, _ = plan(**situation)
    for step in way.steps:
        course = step.course
        assert situation["today"] <= step.starts_on <= step.ends_on <= date(2026, 12, 31)
        assert sum(step.shares.values()) == course.left + sum(course.read.values())
        added = {day: jp - course.read.get(day, 0) for day, jp in step.shares.items()}
        assert all(jp >= 0 for jp in added.values())
        assert all(step.starts_on <= day <= step.ends_on for day, jp in added.items() if jp)
    assert len({step.course.ref for step in way.steps}) == len(way.steps)


@given(situations())
def test_no_choice_of_courses_earns_as_much_a_day_sooner(situation) -> None:
    """Whoever reads each course whole on each day, more than anybody can, earns no more."""
    way, used = plan(**situation)
    before = [
        situation["today"] + timedelta(days=n)
        for n in range((way.ends_on - situation["today"]).days)
    ]
    if not before or not way.steps:
        return
    everything = [
        ledger.Entry(
            n, 16, before[0], before[-1], shares={**one.read, **dict.fromkeys(before, D(99))}
        )
        for n, one in enumerate(situation["courses"], start=1)
    ]
    sooner = earned_by([*situation["held"], *everything], situation["rules"])
    by_rooms = sum(sooner.values()) - sum(used.values())
    assert by_rooms < situation["missing"]


@given(st.integers(1, 60), st.sampled_from([1, 2, 3]))
def test_with_enough_courses_no_more_days_than_the_limit_asks(missing, cap) -> None:
    courses = [new(f"n{n}", 4) for n in range(20)]
    way = way_to(missing, *courses, today=date(2026, 1, 5), rules=[rule(16, daily_cap=cap)])
    assert way.left == 0
    assert way.days == -(-missing // cap)
    surplus = sum(one.course.left for one in way.steps) - missing
    assert surplus < 4
