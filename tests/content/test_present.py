"""What reaches the page, and above all what does not."""

import json
import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from app.content.model import Text
from app.content.questions import Question, Tokens, dump, load
from tests.content.reading import question_of

TOKENS = Tokens(b"secret", 3)
TEXTS = {
    "single": """
        ## Soal {#q-a}
        - (x) Pilihan A {#KUNCI-a}
          > UMPAN a
        - ( ) Pilihan B {#KUNCI-b 37%}
          > UMPAN b
        > **Petunjuk:** RAHASIA petunjuk
        > **Pembahasan:** RAHASIA pembahasan
    """,
    "multiple": """
        ## Soal {#q-a}
        - [x] Pilihan A {#KUNCI-a}
          > UMPAN a
        - [ ] Pilihan B {#KUNCI-b}
          > UMPAN b
    """,
    "truefalse": "## Soal {#q-a}\n- (x) Benar {#KUNCI-a}\n  > UMPAN a\n- ( ) Salah {#KUNCI-b}\n",
    "short": """
        ## Soal {#q-a}
        - = DITERIMA {#KUNCI-a}
          > UMPAN a
        - != ditolak {#KUNCI-b}
          > UMPAN b
    """,
    "numeric": "## Soal {#q-a unit=hari}\n- = 7319 {#KUNCI-a}\n  > UMPAN a\n- != 12\n  > UMPAN b\n",
    "matching": """
        ## Soal {#q-a}
        - Istilah A -> Padanan 1 {#KUNCI-a}
          > UMPAN a
        - Istilah B -> Padanan 2 {#KUNCI-b}
        - -> Padanan 3 {#KUNCI-c}
          > UMPAN c
    """,
    "order": """
        ## Soal {#q-a type=order}
        1. Satu {#KUNCI-a}
           > UMPAN a
        2. Dua {#KUNCI-b}
    """,
    "cloze": """
        ## Soal {#q-a}
        Isi {{DITERIMA}} dan {{= 7319}} serta {{(x) satu | ( ) dua}}.
        > **Pembahasan:** RAHASIA pembahasan
    """,
    "essay": """
        ## Soal {#q-a type=essay}
        Tulis.
        > **Contoh jawaban:** RAHASIA contoh
    """,
}
# An essay's model answer comes with the explanation, no other key does.
NOT_YET = {name: {"explanation"} - {"explanation" if name == "essay" else ""} for name in TEXTS}
MARKERS = ("KUNCI", "UMPAN", "RAHASIA", "DITERIMA", "7319", "37")


def rendered(type_name: str) -> Question:
    question = question_of(TEXTS[type_name])
    assert question.type == type_name
    return question.map_texts(lambda text, inline: Text(text.source, text.line, text.source))


def responses(question: Question) -> Iterator[dict[str, object]]:
    keys = [item.key for item in getattr(question, "choices", ())]
    yield from ({"choice": key} for key in keys)
    yield {"choices": keys}
    yield {"text": "ditolak"}
    yield {"text": "12"}
    if question.type == "matching":
        yield {"pairs": {t.key: question.matches[-1].key for t in question.terms}}
        yield {"pairs": {t.key: question.matches[t.match].key for t in question.terms}}


@pytest.mark.parametrize("type_name", sorted(TEXTS))
def test_nothing_is_told_before_it_is_due(type_name: str):
    question = rendered(type_name)
    for response in [None, *responses(question)]:
        for show in (frozenset(), frozenset({"answer", "points"} | NOT_YET[type_name])):
            shown = question.present(response, tokens=TOKENS, order=random.Random(1), show=show)
            written = json.dumps(shown)
            assert not any(marker in written for marker in MARKERS), written


@pytest.mark.parametrize("type_name", ["single", "multiple", "truefalse", "matching"])
def test_right_and_wrong_answers_look_alike_before_they_are_due(type_name: str):
    question = rendered(type_name)
    shown = question.present(None, tokens=TOKENS, order=None, show=frozenset())
    for name, rows in shown.items():
        constant = [k for k in rows[0] if k not in ("token", "html")]
        assert all([row[k] for k in constant] == [rows[0][k] for k in constant] for row in rows), (
            name
        )


TELLING = ("state", "feedback", "is_key", "key")


@pytest.mark.parametrize("type_name", sorted(TEXTS))
def test_what_tells_is_empty_before_it_is_due_whatever_was_answered(type_name: str):
    question = rendered(type_name)
    for response in [None, *responses(question)]:
        shown = question.present(response, tokens=TOKENS, order=None, show=frozenset())
        rows = [row for value in shown.values() if isinstance(value, list) for row in value]
        told = [row[name] for row in (shown, *rows) for name in TELLING if name in row]
        assert told == [None] * len(told)


def test_tokens_differ_between_slots_and_secrets_and_lead_back():
    token = TOKENS.of("benar")
    assert len(token) == 12
    assert "benar" not in token
    assert Tokens(b"secret", 4).of("benar") != token
    assert Tokens(b"other", 3).of("benar") != token
    assert TOKENS.key_of(token, ["salah", "benar"]) == "benar"
    assert TOKENS.key_of(token, ["salah"]) is None


def test_single_shows_each_aspect_only_when_asked():
    question = rendered("single")
    aspects = {"correctness": "state", "feedback": "feedback", "key": "is_key"}
    for size in range(4):
        for chosen in combinations(aspects, size):
            shown = question.present(
                {"choice": "KUNCI-b"}, tokens=TOKENS, order=None, show=frozenset(chosen)
            )
            row = shown["choices"][1]
            for aspect, name in aspects.items():
                assert (row[name] is not None) == (aspect in chosen)


def test_states_of_choices():
    question = rendered("multiple")
    full = frozenset({"correctness", "feedback", "key"})
    shown = question.present({"choices": ["KUNCI-b"]}, tokens=TOKENS, order=None, show=full)
    first, second = shown["choices"]
    assert (first["chosen"], first["state"], first["is_key"]) == (False, "missed", True)
    assert (second["chosen"], second["state"], second["is_key"]) == (True, "wrong", False)
    assert (first["feedback"], second["feedback"]) == (None, "UMPAN b")
    without_key = question.present(
        {"choices": ["KUNCI-b"]}, tokens=TOKENS, order=None, show=frozenset({"correctness"})
    )
    assert [row["state"] for row in without_key["choices"]] == [None, "wrong"]


def test_short_and_numeric_show_what_was_accepted_and_understood():
    show = frozenset({"key", "feedback"})
    short = rendered("short").present({"text": "Ditolak"}, tokens=TOKENS, order=None, show=show)
    assert short == {"text": "Ditolak", "key": ["DITERIMA"], "feedback": "UMPAN b"}
    numeric = rendered("numeric").present(
        {"text": "1.500.000,50 hari"}, tokens=TOKENS, order=None, show=show
    )
    assert numeric == {
        "text": "1.500.000,50 hari",
        "understood": "1500000,5",
        "unit": "hari",
        "key": ["7319"],
        "feedback": None,
    }


def test_matching_shows_pairs_states_and_keys():
    question = rendered("matching")
    one, two, decoy = question.matches
    response = {"pairs": {"KUNCI-a": one.key, "KUNCI-b": decoy.key}}
    show = frozenset({"correctness", "key", "feedback"})
    shown = question.present(response, tokens=TOKENS, order=None, show=show)
    assert [term["state"] for term in shown["terms"]] == ["right", "wrong"]
    assert [term["key"] for term in shown["terms"]] == ["Padanan 1", "Padanan 2"]
    assert [term["feedback"] for term in shown["terms"]] == ["UMPAN a", "UMPAN c"]
    assert shown["terms"][1]["chosen"] == TOKENS.of(decoy.key)
    assert two.key not in json.dumps(shown)


def test_without_an_order_matches_are_sorted_so_that_their_place_tells_nothing():
    question = question_of("## S {#q-a}\n- A -> zeta\n- B -> alfa\n- -> mu\n")
    question = question.map_texts(lambda text, inline: Text(text.source, 0, text.source))
    shown = question.present(None, tokens=TOKENS, order=None, show=frozenset())
    assert [match["html"] for match in shown["matches"]] == ["alfa", "mu", "zeta"]


FIVE = "## S {#q-a%s}\n- (x) A\n- ( ) B\n- ( ) C {pin}\n- ( ) D\n- ( ) E {pin}\n"


def order_of(question: Question, seed: int) -> str:
    question = question.map_texts(lambda text, inline: Text(text.source, 0, text.source))
    shown = question.present(None, tokens=TOKENS, order=random.Random(seed), show=frozenset())
    return "".join(choice["html"] for choice in shown["choices"])


def test_pinned_choices_stay_in_their_place_when_shuffled():
    orders = {order_of(question_of(FIVE % ""), seed) for seed in range(40)}
    assert len(orders) == 6  # three movable choices: 3! orders
    assert {order[2] + order[4] for order in orders} == {"CE"}


def test_shuffle_off_and_true_false_keep_the_files_order():
    assert {order_of(question_of(FIVE % " shuffle=off"), seed) for seed in range(9)} == {"ABCDE"}
    question = question_of("## S {#q-a}\n- (x) Benar\n- ( ) Salah\n")
    assert {order_of(question, seed) for seed in range(9)} == {"BenarSalah"}


@pytest.mark.parametrize("type_name", sorted(TEXTS))
def test_a_dumped_question_loads_equal(type_name: str):
    question = rendered(type_name)
    assert load(json.loads(json.dumps(dump(question)))) == question


def test_posted_tokens_become_keys_and_unknown_ones_are_ignored():
    single, multiple = rendered("single"), rendered("multiple")
    a, b = TOKENS.of("KUNCI-a"), TOKENS.of("KUNCI-b")
    assert single.read({"choice": [b]}, TOKENS) == {"choice": "KUNCI-b"}
    assert single.read({"choice": ["KUNCI-b"]}, TOKENS) is None
    assert single.read({"choice": []}, TOKENS) is None
    assert single.read({}, TOKENS) is None
    assert multiple.read({"choice": [b, "x", a, a]}, TOKENS) == {"choices": ["KUNCI-a", "KUNCI-b"]}
    assert multiple.read({"choice": ["x"]}, TOKENS) is None


def test_posted_texts_are_trimmed_cleaned_and_cut():
    short = rendered("short")
    assert short.read({"text": ["  a\x00b "]}, TOKENS) == {"text": "a b"}
    assert short.read({"text": ["   "]}, TOKENS) is None
    assert len(short.read({"text": ["a" * 99_999]}, TOKENS)["text"]) == 1000


def test_posted_matches_become_pairs():
    question = rendered("matching")
    name = "match-" + TOKENS.of("KUNCI-a")
    decoy = question.matches[2].key
    assert question.read({name: [TOKENS.of(decoy)], "match-x": ["y"]}, TOKENS) == {
        "pairs": {"KUNCI-a": decoy}
    }
    assert question.read({name: [""]}, TOKENS) is None


def test_terms_and_matches_never_share_a_key():
    question = question_of("## S {#q-a}\n- SPT -> SPT\n- A -> B\n- B -> A\n")
    keys = [item.key for item in (*question.terms, *question.matches)]
    assert len(set(keys)) == len(keys) == 6
