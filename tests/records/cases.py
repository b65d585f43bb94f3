"""Records and what of them counts, each worked out by hand: the calculation stands beside it.

A day is `m-d` of 2026, or with its year. `course` is an online course: JP of the pages finished on
each day; `entry` anything else, from its first to its last day.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from app.records.ledger import Entry
from tests.records.law import LAW, rule

D = Decimal
BIMTEK, WORKSHOP, SEMINAR, SOCIALISATION, TECHNICAL = 8, 4, 9, 7, 3
COACHING, MENTORING, GUIDANCE, E_LEARNING, SELF_STUDY, COMMUNITY = 14, 15, 24, 16, 22, 23
MAGANG, SECONDMENT, EXCHANGE, BENCHMARKING, DISTANCE, OUTBOUND = 10, 18, 21, 20, 17, 19


def day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


def course(abroad: bool = False, **pages: str) -> Entry:
    """`on_3_2="4"`: 4 JP on 2 March; `on_2027_1_1`: with its year."""
    shares = {day(on.removeprefix("on_").replace("_", "-")): D(jp) for on, jp in pages.items()}
    return Entry(
        0,
        E_LEARNING,
        min(shares),
        max(shares),
        hours=sum(shares.values()),
        is_international=abroad,
        shares=shares,
    )


def entry(form: int, first: str, last: str = "", jp: str = "0", **more: object) -> Entry:
    more = {"is_international": more.pop("abroad", False), **more}
    return Entry(0, form, day(first), day(last or first), hours=D(jp), **more)


class Case(NamedTuple):
    """`by_year`: year → JP, or one number for 2026."""

    name: str
    entries: list[Entry]
    by_year: str | dict[int, str]
    rules: dict = LAW


def numbered(entries: list[Entry]) -> list[Entry]:
    return [replace(one, id=number) for one, number in zip(entries, count(1), strict=False)]


ORACLES = [
    # 3 days × 5
    Case("a workshop of three days", [entry(WORKSHOP, "3-2", "3-4")], "15"),
    # 5 sessions, 2 count × 2
    Case(
        "five coaching sessions in one month",
        [entry(COACHING, f"3-{n}") for n in (2, 9, 16, 23, 30)],
        "4",
    ),
    # min(5, 3)
    Case("5 JP of pages on one day", [course(on_3_2="5")], "3"),
    # 10 × 1.20
    Case("a course abroad of 10 JP", [entry(TECHNICAL, "3-2", "3-6", "10", abroad=True)], "12"),
    # 3 + 3 + 3
    Case("12 JP read at 4 a day", [course(on_3_2="4", on_3_3="4", on_3_4="4")], "9"),
]

E_LEARNING_CASES = [
    Case("exactly the cap", [course(on_3_2="3")], "3"),
    # 3.01 − 0.01
    Case("a hundredth above the cap", [course(on_3_2="3.01")], "3"),
    Case("a hundredth below the cap", [course(on_3_2="2.99")], "2.99"),
    # 5 and 1: 3 + 1; the 2 above Monday's cap are not carried over to Tuesday
    Case("nothing is carried over", [course(on_3_2="5", on_3_3="1")], "4"),
    # 2 + 2 = 4, of which 3
    Case("two courses share a day", [course(on_3_2="2"), course(on_3_2="2")], "3"),
    # 1 + 1 + 1 + 1 = 4, of which 3
    Case("four courses share a day", [course(on_3_2="1") for _ in range(4)], "3"),
    # Monday 2 + 2 → 3, Tuesday 1
    Case("two share one day of two", [course(on_3_2="2", on_3_3="1"), course(on_3_2="2")], "4"),
    # Monday 3 (full), Tuesday 3 (full)
    Case("two large courses over the same days", [course(on_3_2="9", on_3_3="9")] * 2, "6"),
    # 7 days × 3 = 21: seven days at least for 20 JP
    Case("seven full days", [course(**{f"on_3_{n}": "3" for n in range(2, 9)})], "21"),
    # 6 days × 3 = 18: six are not enough for 20
    Case("six full days", [course(**{f"on_3_{n}": "5" for n in range(2, 8)})], "18"),
    # an international course alone: min(5, 4)
    Case("e-learning abroad", [course(abroad=True, on_3_2="5")], "4"),
    # in the country first: 2, then 4 − 2 = 2 of 3
    Case("both on one day", [course(on_3_2="2"), course(abroad=True, on_3_2="3")], "4"),
    # in the country 3 of 5, then 4 − 3 = 1
    Case("both full on one day", [course(on_3_2="5"), course(abroad=True, on_3_2="5")], "4"),
    # 29 February 3, 1 March 2
    Case(
        "the leap day is a day of its own", [course(on_2028_2_29="4", on_2028_3_1="2")], {2028: "5"}
    ),
    # 28 February 3 and 1 March 3; there is no 29th in 2026
    Case("no leap day", [course(on_2_28="4", on_3_1="4")], "6"),
    # 31 December 3 of 4; 1 January 3 of 4
    Case("the turn of the year", [course(on_12_31="4", on_2027_1_1="4")], {2026: "3", 2027: "3"}),
    # 31 December alone: nothing of it is of 2027
    Case("the last day of the year", [course(on_12_31="2")], {2026: "2"}),
    # two courses on New Year's Eve share 3; on New Year's Day each 1
    Case(
        "two courses over the turn of the year",
        [course(on_12_31="2", on_2027_1_1="1"), course(on_12_31="2", on_2027_1_1="1")],
        {2026: "3", 2027: "2"},
    ),
    # from outside: 10 JP over 4 days are 2.50 a day, below the cap
    Case("10 JP from outside in four days", [entry(E_LEARNING, "3-2", "3-5", "10")], "10"),
    # 10 JP over 2 days are 5 a day: 3 + 3
    Case("10 JP from outside in two days", [entry(E_LEARNING, "3-2", "3-3", "10")], "6"),
    # 3 days of a month are told: 10 ÷ 3 = 3.33, 3.33, 3.34 → 3 × 3
    Case("10 JP on 3 days of a month", [entry(E_LEARNING, "3-1", "3-31", "10", days=3)], "9"),
    # outside 2 and here 2 on the same day: 3
    Case(
        "outside and here share a day", [entry(E_LEARNING, "3-2", jp="2"), course(on_3_2="2")], "3"
    ),
    Case("nothing at all", [course(on_3_2="0")], "0"),
]

BY_DAY_CASES = [
    Case("a workshop of one day", [entry(WORKSHOP, "3-2")], "5"),
    # 2 × 7
    Case("a workshop abroad of two days", [entry(WORKSHOP, "3-2", "3-3", abroad=True)], "14"),
    # 2 × 4
    Case("a seminar of two days", [entry(SEMINAR, "3-2", "3-3")], "8"),
    # 3 × 6
    Case("a conference abroad of three days", [entry(SEMINAR, "3-2", "3-4", abroad=True)], "18"),
    Case("a socialisation", [entry(SOCIALISATION, "3-2")], "4"),
    Case("a socialisation abroad", [entry(SOCIALISATION, "3-2", abroad=True)], "6"),
    # the hours that its paper names do not matter: 1 × 4
    Case("a seminar with 8 hours on paper", [entry(SEMINAR, "3-2", jp="8")], "4"),
    # three meetings within a fortnight: 3 × 5
    Case("a workshop on three days of a fortnight", [entry(WORKSHOP, "3-2", "3-13", days=3)], "15"),
    # more days than its time has: 2 × 5
    Case("days beyond its time", [entry(WORKSHOP, "3-2", "3-3", days=9)], "10"),
    # 28 and 29 February, 1 March: 3 × 5
    Case("a workshop over the leap day", [entry(WORKSHOP, "2028-2-28", "2028-3-1")], {2028: "15"}),
    # 28 February, 1 March: 2 × 5
    Case("the same without one", [entry(WORKSHOP, "2-28", "3-1")], "10"),
    # 30 and 31 December 2 × 4; 1 January 1 × 4
    Case(
        "a seminar over the turn of the year",
        [entry(SEMINAR, "12-30", "2027-1-1")],
        {2026: "8", 2027: "4"},
    ),
    # no cap holds: 4 + 4
    Case("two seminars on one day", [entry(SEMINAR, "3-2"), entry(SEMINAR, "3-2")], "8"),
]

SESSION_CASES = [
    Case("one coaching session", [entry(COACHING, "3-2")], "2"),
    # 2 of March, 1 of April × 2
    Case("sessions of two months", [entry(COACHING, d) for d in ("3-2", "3-9", "4-1")], "6"),
    # March 2 of 3, April 2 of 3, × 2
    Case(
        "three in each of two months",
        [entry(COACHING, d) for d in ("3-2", "3-9", "3-31", "4-1", "4-8", "4-15")],
        "8",
    ),
    # 2 + 2 coaching, 2 + 2 mentoring: the caps are apart
    Case(
        "coaching and mentoring have caps of their own",
        [entry(form, d) for form in (COACHING, MENTORING) for d in ("3-2", "3-9", "3-16")],
        "8",
    ),
    # 2 × 4
    Case("coaching abroad", [entry(COACHING, d, abroad=True) for d in ("3-2", "3-9", "3-16")], "8"),
    # the earlier two count: 2 + 4
    Case(
        "one in the country, two abroad",
        [
            entry(COACHING, "3-2"),
            entry(COACHING, "3-9", abroad=True),
            entry(COACHING, "3-16", abroad=True),
        ],
        "6",
    ),
    # 2 sessions × 2
    Case("guidance three times a month", [entry(GUIDANCE, d) for d in ("3-2", "3-9", "3-16")], "4"),
    # 2 × 1.20
    Case("guidance abroad", [entry(GUIDANCE, "3-2", abroad=True)], "2.40"),
    # December 2 × 2, January 1 × 2
    Case(
        "sessions over the turn of the year",
        [entry(MENTORING, d) for d in ("12-30", "12-31", "2027-1-1")],
        {2026: "4", 2027: "2"},
    ),
    # the month of the year before has room of its own: 2 + 2 each
    Case(
        "the same month of two years",
        [entry(MENTORING, d) for d in ("2025-3-2", "2025-3-3", "3-2", "3-3")],
        {2025: "4", 2026: "4"},
    ),
    # 12 months × 2 sessions × 2
    Case(
        "three sessions in every month",
        [entry(COACHING, f"{m}-{d}") for m in range(1, 13) for d in (5, 15, 25)],
        "48",
    ),
    # both on one day: each a session, 2 × 2
    Case("two sessions on one day", [entry(COACHING, "3-2"), entry(COACHING, "3-2")], "4"),
]

ACTIVITY_CASES = [
    # once, however long it took; on its last day
    Case("an internship of two months", [entry(MAGANG, "3-2", "4-30", "300")], "20"),
    Case("an internship abroad", [entry(MAGANG, "3-2", "4-30", abroad=True)], "24"),
    Case("a secondment", [entry(SECONDMENT, "3-2", "6-30")], "20"),
    Case("an exchange with a firm abroad", [entry(EXCHANGE, "3-2", "6-30", abroad=True)], "24"),
    Case("benchmarking", [entry(BENCHMARKING, "3-2", "3-4")], "10"),
    Case("benchmarking abroad", [entry(BENCHMARKING, "3-2", "3-4", abroad=True)], "20"),
    # 2 × 10
    Case("two benchmarkings", [entry(BENCHMARKING, "3-2"), entry(BENCHMARKING, "3-2")], "20"),
    # 20, all of it on the last day
    Case("a secondment into the next year", [entry(SECONDMENT, "11-1", "2027-1-31")], {2027: "20"}),
]

PROGRAMME_CASES = [
    Case("a bimtek", [entry(BIMTEK, "3-2", "3-4", "24")], "24"),
    # 24 × 1.20
    Case("a bimtek abroad", [entry(BIMTEK, "3-2", "3-4", "24", abroad=True)], "28.80"),
    # 0.33 × 1.20 = 0.396: rounded down
    Case("hundredths are rounded down", [entry(BIMTEK, "3-2", jp="0.33", abroad=True)], "0.39"),
    Case("distance training", [entry(DISTANCE, "3-2", "3-27", "40")], "40"),
    # 16 × 1.20
    Case("outbound training abroad", [entry(OUTBOUND, "3-2", "3-3", "16", abroad=True)], "19.20"),
    Case("a training into the next year", [entry(BIMTEK, "12-28", "2027-1-2", "40")], {2027: "40"}),
    # min(6, 2)
    Case("6 JP of self-study on one day", [entry(SELF_STUDY, "3-2", jp="6")], "2"),
    # 6 ÷ 3 = 2 a day: all of it
    Case("6 JP of self-study in three days", [entry(SELF_STUDY, "3-2", "3-4", "6")], "6"),
    # 2 × 1.20 = 2.40, and the cap abroad is 2.40
    Case("self-study abroad", [entry(SELF_STUDY, "3-2", jp="2", abroad=True)], "2.40"),
    # 2 of self-study, 2 of the community
    Case(
        "self-study and community have caps of their own",
        [entry(SELF_STUDY, "3-2", jp="3"), entry(COMMUNITY, "3-2", jp="3")],
        "4",
    ),
    # 3 of e-learning, 4 of a seminar, 5 of a workshop, 2 of coaching, 8 of a bimtek
    Case(
        "five forms on one day",
        [
            course(on_3_2="5"),
            entry(SEMINAR, "3-2"),
            entry(WORKSHOP, "3-2"),
            entry(COACHING, "3-2"),
            entry(BIMTEK, "3-2", jp="8"),
        ],
        "22",
    ),
]

CHANGE = day("7-1")
MORE_FROM_JULY = {
    E_LEARNING: [
        rule(E_LEARNING, daily_cap=3, until=day("6-30")),
        rule(E_LEARNING, daily_cap=4, since=CHANGE),
    ],
    WORKSHOP: [
        rule(WORKSHOP, "day", jp=5, until=day("6-30")),
        rule(WORKSHOP, "day", jp=6, since=CHANGE),
    ],
    COACHING: [
        rule(COACHING, "activity", jp=2, monthly_sessions=2, until=day("6-30")),
        rule(COACHING, "activity", jp=3, monthly_sessions=1, since=CHANGE),
    ],
    SEMINAR: [rule(SEMINAR, "day", jp=4, until=day("6-30"))],
    BIMTEK: [
        rule(BIMTEK, until=day("6-30")),
        rule(BIMTEK, "activity", jp=10, since=CHANGE),
    ],
}
CHANGE_CASES = [
    # 30 June 3 of 5, 1 July 4 of 5
    Case("the cap rises in mid-year", [course(on_6_30="5", on_7_1="5")], "7", MORE_FROM_JULY),
    # 29 and 30 June 2 × 5, 1 July 6
    Case("days follow their own rule", [entry(WORKSHOP, "6-29", "7-1")], "16", MORE_FROM_JULY),
    # June 2 × 2, July 1 × 3
    Case(
        "sessions follow their month's rule",
        [entry(COACHING, d) for d in ("6-1", "6-2", "6-3", "7-1", "7-2")],
        "7",
        MORE_FROM_JULY,
    ),
    # 30 June 4; no rule on 1 July: nothing
    Case("a rule that ended", [entry(SEMINAR, "6-30"), entry(SEMINAR, "7-1")], "4", MORE_FROM_JULY),
    # 29 and 30 June 2 × 4; on 1 July nothing holds
    Case("a rule that ended on the way", [entry(SEMINAR, "6-29", "7-1")], "8", MORE_FROM_JULY),
    # the hours until June, then 10 for each
    Case(
        "from hours to activities",
        [entry(BIMTEK, "6-29", "6-30", "24"), entry(BIMTEK, "7-1", "7-3", "24")],
        "34",
        MORE_FROM_JULY,
    ),
    # ended in July: 10, though it began under the rule before
    Case("the last day decides", [entry(BIMTEK, "6-29", "7-1", "24")], "10", MORE_FROM_JULY),
    Case("before the first rule", [course(on_2017_12_31="2")], {}),
    # e-learning as one activity: 2 for the whole, on its last day
    Case(
        "a course that counts as one",
        [course(on_3_2="4", on_3_3="4")],
        "2",
        {E_LEARNING: [rule(E_LEARNING, "activity", jp=2)]},
    ),
    # 3 JP on each day with pages
    Case(
        "a course that counts by its days",
        [course(on_3_2="1", on_3_3="7")],
        "6",
        {E_LEARNING: [rule(E_LEARNING, "day", jp=3)]},
    ),
]

CASES = [
    *ORACLES,
    *E_LEARNING_CASES,
    *BY_DAY_CASES,
    *SESSION_CASES,
    *ACTIVITY_CASES,
    *PROGRAMME_CASES,
    *CHANGE_CASES,
]
