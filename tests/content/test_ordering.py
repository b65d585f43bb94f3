"""Ordering: read, graded by hand-calculated values, and shown without its order."""

import random
from fractions import Fraction
from typing import Any

import pytest

from app.content.model import Text
from app.content.questions import Question, Tokens
from tests.content.reading import page_of, question_of

FOUR = (
    "## Urutkan {#q-u type=order%s}\n\n1. A {#a}\n   > umpan a\n2. B {#b}\n3. C {#c}\n4. D {#d}\n"
)
TOKENS = Tokens(b"secret", 1)
EVERYTHING = frozenset({"correctness", "key", "feedback"})


def rendered(body: str) -> Question:
    return question_of(body).map_texts(lambda text, inline: Text(text.source, 0, text.source))


def posted(question: Question, **places: str) -> dict[str, Any] | None:
    fields = {f"order-{TOKENS.of(key)}": [place] for key, place in places.items()}
    return question.read(fields, TOKENS)


@pytest.mark.parametrize(
    ("scoring", "order", "expected"),
    [
        ("", "abcd", Fraction(1)),
        ("", "bcda", Fraction(2, 3)),  # b-c and c-d of three neighbours
        ("", "abdc", Fraction(1, 3)),  # a-b
        ("", "dcba", Fraction(0)),
        (" scoring=exact", "abcd", Fraction(1)),
        (" scoring=exact", "bcda", Fraction(0)),
        ("", "abc", Fraction(0)),  # not all placed
        ("", "aabc", Fraction(0)),
        ("", "abcx", Fraction(0)),
    ],
)
def test_neighbours_in_the_right_order_count(scoring: str, order: str, expected: Fraction):
    assert question_of(FOUR % scoring).grade({"order": list(order)}).fraction == expected


def test_the_quizs_penalty_means_nothing_here():
    page = page_of(FOUR % "", front="type: quiz\nscoring: penalty")
    assert page.questions[0].scoring == "partial"


def test_the_last_numbered_list_holds_the_items_and_lists_before_it_the_stem():
    question = question_of(
        "## U {#q-u type=order}\n\n1. satu\n2. dua\n\nUrutkan:\n\n- x\n- y\n\n1) A -> B\n2) C\n"
    )
    assert question.stem.source == "1. satu\n2. dua\n\nUrutkan:\n\n- x\n- y"
    assert [item.text.source for item in question.items] == ["A -> B", "C"]


def test_places_become_an_order_only_when_each_is_given_once():
    question = question_of(FOUR % "")
    whole = {"order": ["c", "a", "b", "d"]}
    assert posted(question, a="2", b="3", c="1", d="4") == whole
    half = {"places": {"a": "2", "b": "2"}}
    assert posted(question, a="2", b="2", c="", d="9") == half
    assert posted(question, a="", b="x") is None
    assert question.is_complete(whole)
    assert not question.is_complete(half)
    assert question.grade(half).fraction == 0


def test_half_given_places_are_shown_again():
    shown = rendered(FOUR % "").present(
        {"places": {"b": "1", "c": "nope", "x": "2"}}, tokens=TOKENS, order=None, show=EVERYTHING
    )
    assert {item["html"]: item["place"] for item in shown["items"]} == {
        **{"A": None, "B": 1, "C": None, "D": None},
    }
    assert (shown["count"], shown["is_answered"]) == (4, False)


def order_of(question: Question, order: random.Random | None, response: Any = None) -> str:
    shown = question.present(response, tokens=TOKENS, order=order, show=frozenset())
    return "".join(item["html"] for item in shown["items"])


def test_unanswered_items_never_stand_in_the_files_order_as_such():
    question = rendered(FOUR % "")
    assert len({order_of(question, random.Random(seed)) for seed in range(200)}) == 24  # 4!
    by_token = sorted("abcd", key=TOKENS.of)
    assert order_of(question, None) == "".join(by_token).upper()


def test_an_answer_stands_as_the_learner_ordered_it_and_tells_what_is_due():
    question = rendered(FOUR % "")
    response = {"order": list("bacd")}
    assert order_of(question, random.Random(3), response) == "BACD"
    shown = question.present(response, tokens=TOKENS, order=None, show=EVERYTHING)
    assert [item["state"] for item in shown["items"]] == ["wrong", "wrong", "right", "right"]
    assert [item["key_place"] for item in shown["items"]] == [2, 1, 3, 4]
    assert [item["feedback"] for item in shown["items"]] == [None, "umpan a", None, None]
