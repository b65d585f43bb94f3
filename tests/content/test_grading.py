"""Marks calculated by hand; the calculation stands beside each value."""

from fractions import Fraction
from typing import Any

import pytest

from app.content.questions import Question
from tests.content.reading import question_of

SINGLE = "## S {#q-s}\n- (x) A {#a}\n- ( ) B {#b 50%}\n- ( ) C {#c -25%}\n- ( ) D {#d}\n"
MULTIPLE = (
    "## M {#q-m scoring=%s}\n- [x] A {#a}\n- [x] B {#b}\n- [x] C {#c}\n- [ ] D {#d}\n- [ ] E {#e}\n"
)
MATCHING = (
    "## J {#q-j%s}\n- A -> 1 {#a}\n- B -> 2 {#b}\n- C -> 3 {#c}\n- D -> 4 {#d}\n- -> 5 {#umpan}\n"
)
SHORT = "## K {#q-k%s}\n- = Kota Bandung\n- = Bandung {50%%}\n- != Jakarta\n"


def fraction(question: Question, response: Any) -> Fraction:
    return question.grade(response).fraction


@pytest.mark.parametrize(
    ("key", "expected"),
    [("a", Fraction(1)), ("b", Fraction(1, 2)), ("c", Fraction(-1, 4)), ("d", Fraction(0))],
)
def test_single_gives_the_credit_of_the_choice(key: str, expected: Fraction):
    grade = question_of(SINGLE).grade({"choice": key})
    assert grade.fraction == expected
    assert grade.feedback == (key,)


@pytest.mark.parametrize(
    ("scoring", "chosen", "expected"),
    [
        ("exact", "abc", Fraction(1)),
        ("exact", "ab", Fraction(0)),  # one missing
        ("exact", "abcd", Fraction(0)),  # one too many
        ("partial", "ab", Fraction(2, 3)),  # (2 - 0) / 3
        ("partial", "abd", Fraction(1, 3)),  # (2 - 1) / 3
        ("partial", "abcd", Fraction(2, 3)),  # (3 - 1) / 3
        ("partial", "ade", Fraction(0)),  # (1 - 2) / 3, not below 0
        ("penalty", "ade", Fraction(-1, 3)),  # (1 - 2) / 3
        ("penalty", "de", Fraction(-2, 3)),  # (0 - 2) / 3
        ("penalty", "", Fraction(0)),  # unanswered costs nothing
    ],
)
def test_multiple_response(scoring: str, chosen: str, expected: Fraction):
    assert fraction(question_of(MULTIPLE % scoring), {"choices": list(chosen)}) == expected


def test_penalty_never_goes_below_minus_one():
    question = question_of("## M {#q-m scoring=penalty}\n- [x] A\n- [ ] B {#b}\n- [ ] C {#c}\n")
    # (0 - 2) / 1 would be -2
    assert fraction(question, {"choices": ["b", "c"]}) == -1


MATCHED = {"a": "1", "b": "2", "c": "3", "d": "4"}


def pairs(question: Question, **chosen: str) -> dict[str, Any]:
    keys = {match.text.source: match.key for match in question.matches}
    return {"pairs": {term: keys[text] for term, text in chosen.items()}}


@pytest.mark.parametrize(
    ("scoring", "chosen", "expected"),
    [
        ("", MATCHED, Fraction(1)),
        ("", {**MATCHED, "a": "2", "b": "1"}, Fraction(1, 2)),  # 2 of 4 pairs
        ("", {"a": "1"}, Fraction(1, 4)),  # 1 of 4 pairs
        ("", {"a": "5"}, Fraction(0)),
        (" scoring=exact", MATCHED, Fraction(1)),
        (" scoring=exact", {"a": "1", "b": "2", "c": "3"}, Fraction(0)),
        (" scoring=penalty", {"a": "1", "b": "5", "c": "4"}, Fraction(-1, 4)),  # (1 - 2) / 4
    ],
)
def test_matching_counts_pairs(scoring: str, chosen: dict[str, str], expected: Fraction):
    question = question_of(MATCHING % scoring)
    assert fraction(question, pairs(question, **chosen)) == expected


def test_a_chosen_decoy_tells_its_feedback():
    question = question_of(MATCHING % "")
    assert question.grade(pairs(question, a="5", b="2")).feedback == ("a", "b", "umpan")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kota bandung", Fraction(1)),
        ("  KOTA   Bandung ", Fraction(1)),
        ("Kota\u00a0Bandung", Fraction(1)),  # NFKC makes the no-break space a blank
        ("ＢＡＮＤＵＮＧ", Fraction(1, 2)),  # full-width letters, NFKC
        ("jakarta", Fraction(0)),
        ("Surabaya", Fraction(0)),
        ("", Fraction(0)),
    ],
)
def test_short_answers_are_compared_kindly(text: str, expected: Fraction):
    assert fraction(question_of(SHORT % ""), {"text": text}) == expected


@pytest.mark.parametrize("text", ["Jum\u2019at", "jum\u2018at", "Jum\u02bcat", "Jum`at", "JUM'AT"])
def test_apostrophes_of_any_shape_are_the_same_unless_case_counts(text: str):
    body = "## H {#q-h%s}\n- = Jum'at\n"
    assert fraction(question_of(body % ""), {"text": text}) == 1
    assert fraction(question_of(body % " case=sensitive"), {"text": text}) == 0


def test_quotes_of_any_shape_are_the_same_in_a_gap():
    question = question_of("## H {#q-h}\n{{kata \u201ca\u201d}}\n")
    assert fraction(question, {"gaps": {question.gaps[0].key: 'kata "a"'}}) == 1


def test_case_counts_only_where_asked():
    question = question_of(SHORT % " case=sensitive")
    assert fraction(question, {"text": "Kota Bandung"}) == 1
    assert fraction(question, {"text": "kota bandung"}) == 0


def test_an_expected_wrong_answer_has_its_feedback():
    question = question_of(SHORT % "")
    assert question.grade({"text": "Jakarta"}).feedback == ("jakarta",)
    assert question.grade({"text": "Surabaya"}).feedback == ()


NUMERIC = "## N {#q-n unit=%s}\n- = 12\n- = 11..13 {50%%}\n- != 120\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", Fraction(1)),  # also within 11..13: the highest credit counts
        ("12,0", Fraction(1)),
        ("12.00", Fraction(1)),
        ("12 hari", Fraction(1)),
        ("11", Fraction(1, 2)),
        ("13", Fraction(1, 2)),
        ("12,5", Fraction(1, 2)),
        ("10,999", Fraction(0)),
        ("120", Fraction(0)),
        ("dua belas", Fraction(0)),
        ("12e9999999", Fraction(0)),
        ("NaN", Fraction(0)),
        ("9" * 900, Fraction(0)),
    ],
)
def test_numeric_values_and_ranges(text: str, expected: Fraction):
    assert fraction(question_of(NUMERIC % "hari"), {"text": text}) == expected


@pytest.mark.parametrize(
    ("text", "is_complete"),
    [("12", True), ("12 hari", True), ("999", True), ("dua belas", False), ("12 kali 3", False)],
)
def test_what_is_no_number_completes_no_numeric_answer(text: str, is_complete: bool):
    assert question_of(NUMERIC % "hari").is_complete({"text": text}) == is_complete
    assert not question_of(NUMERIC % "hari").is_complete(None)


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("2,5 ± 0,1", ["2,4", "2.6", "2,5"], ["2,39", "2,61"]),  # 2.5 - 0.1 and 2.5 + 0.1
        ("12 +- 5%", ["11,4", "12,6"], ["11,39", "12,61"]),  # 5 % of 12 is 0.6
        ("200 +/- 10%", ["180", "220"], ["179", "221"]),  # 10 % of 200 is 20
        ("-5 ± 10%", ["-5,5", "-4,5", "−5"], ["-5,6", "-4,4", "5"]),  # 10 % of 5 is 0.5
        ("-3..-1", ["-3", "-1"], ["-3,1", "0"]),
        ("1.000.000", ["1000000", "1.000.000", "1 000 000"], ["1000"]),
        ("0,1", ["0,1", "0.1", "0,10"], ["0,2"]),
    ],
)
def test_numeric_tolerance(key: str, right: list[str], wrong: list[str]):
    question = question_of(f"## N {{#q-n}}\n- = {key}\n")
    assert [fraction(question, {"text": text}) for text in right] == [1] * len(right)
    assert [fraction(question, {"text": text}) for text in wrong] == [0] * len(wrong)


ODD = [None, {}, [], "x", 5, {"choice": 5}, {"choice": None}, {"choices": "abc"}, {"choices": 3}]
ODD += [
    {"choices": [[], {}, None]},
    {"text": 12},
    {"text": ["a"]},
    {"pairs": []},
    {"pairs": {"a": {}}},
]
ODD += [{"order": "ab"}, {"order": ["a"]}, {"order": ["a", "a"]}, {"order": [1, 2]}]
ODD += [{"places": {"a": []}}, {"gaps": []}, {"gaps": {"a": {}}}, {"gaps": {"a": "x", "b": None}}]
ODD += [{"pairs": {"a": "nope"}}, {"choice": "nope"}, {"choices": ["nope"]}, {"text": "\x00"}]


@pytest.mark.parametrize(
    "text",
    [
        *(SINGLE, MULTIPLE % "penalty", MATCHING % "", SHORT % "", NUMERIC % "x"),
        *("## U {#q-u type=order}\n1. A {#a}\n2. B {#b}\n", "## K {#q-k}\n{{A}} {{= 1}}\n"),
        *("## K {#q-k}\n{{(x) A | ( ) B}}\n", "## E {#q-e type=essay}\n"),
    ],
)
def test_odd_responses_are_worth_nothing_and_break_nothing(text: str):
    question = question_of(text)
    assert {fraction(question, response) for response in ODD} == {Fraction(0)}
