"""Cloze: gaps read out of a stem, graded, and put back into its HTML."""

import json
import random
from fractions import Fraction
from typing import Any

import pytest

from app.content.model import Text
from app.content.questions import Question, Tokens, dump
from app.content.render import render
from tests.content.reading import question_of

TOKENS = Tokens(b"secret", 1)
ALL = frozenset({"correctness", "key", "feedback"})
BODY = """
## Lengkapi {#q-k}

Ibu kota **{{Bandung | Kota Bandung}}**, cuti {{= 12 | 11..11,5}} hari,
`{{kode}}` dan \\{{biasa}}, {{( ) *biru* | (x) **merah** | ( ) hijau}}.
"""


def rendered(body: str = BODY) -> Question:
    def html(text: Text, inline: bool) -> Text:
        return Text(text.source, 0, render(text.source, lang="id", links={}, base="x.md").html)

    return question_of(body).map_texts(html)


def gaps_of(question: Question, response: Any = None, **given: Any) -> list[dict[str, Any]]:
    options: dict[str, Any] = {"order": None, "show": frozenset(), **given}
    pieces = question.present(response, tokens=TOKENS, **options)["pieces"]
    return [piece["gap"] for piece in pieces if "gap" in piece]


def test_gaps_have_kinds_and_variants_and_code_has_none():
    question = question_of(BODY)
    assert [(gap.kind, gap.accepted) for gap in question.gaps] == [
        ("text", ("Bandung", "Kota Bandung")),
        ("number", ("12", "11..11,5")),
        ("choice", ("**merah**",)),
    ]
    assert [(o.text.source, o.gap, o.is_right) for o in question.options] == [
        ("*biru*", 2, False),
        ("**merah**", 2, True),
        ("hijau", 2, False),
    ]
    assert "`{{kode}}` dan \\{{biasa}}" in question.stem.source


@pytest.mark.parametrize("secret", ["Bandung", "merah", "11,5", "Kota"])
def test_what_is_rendered_and_stored_as_stem_holds_no_key(secret: str):
    question = rendered()
    assert secret not in question.stem.source + question.stem.html
    assert secret not in json.dumps(dump(question)["stem"])
    assert question.stem_html == ""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("bandung", "12", "merah"), Fraction(1)),
        (("KOTA  BANDUNG", "11,2", "merah"), Fraction(1)),  # 11.2 lies within 11..11.5
        (("Bandung", "13", "merah"), Fraction(2, 3)),
        (("Bandung", "", "biru"), Fraction(1, 3)),
        (("", "", ""), Fraction(0)),
    ],
)
def test_the_fraction_is_the_mean_of_the_gaps(texts: tuple[str, ...], expected: Fraction):
    question = question_of(BODY)
    keys = {option.text.source.strip("*"): option.key for option in question.options}
    filled = [*texts[:2], keys.get(texts[2], "")]
    response = {"gaps": {g.key: text for g, text in zip(question.gaps, filled, strict=True)}}
    assert question.grade(response).fraction == expected
    assert question.is_complete(response) == all(texts)


def test_what_is_no_number_fills_no_gap_for_one():
    question = question_of("## K {#q-k}\n\nDi {{Bandung}}, {{= 12}} hari.\n")
    city, days = (gap.key for gap in question.gaps)
    assert question.is_complete({"gaps": {city: "dua belas", days: "13"}})
    assert not question.is_complete({"gaps": {city: "Bandung", days: "dua belas"}})


def test_the_option_of_another_gap_is_worth_nothing():
    question = question_of("## K {#q-k}\n\n{{(x) ya | ( ) tidak}} {{( ) ya | (x) tidak}}\n")
    first, _ = question.gaps
    right_of_second = next(o.key for o in question.options if o.gap == 1 and o.is_right)
    assert question.grade({"gaps": {first.key: right_of_second}}).fraction == 0
    assert len({option.key for option in question.options}) == 4


def test_case_counts_only_where_asked():
    question = question_of("## K {#q-k case=sensitive}\n\n{{KPK}}\n")
    (gap,) = question.gaps
    assert question.grade({"gaps": {gap.key: "KPK"}}).fraction == 1
    assert question.grade({"gaps": {gap.key: "kpk"}}).fraction == 0


def test_posted_gaps_become_texts_and_option_keys():
    question = question_of(BODY)
    text, number, choice = question.gaps
    red = question.options[1].key
    names = {gap.key: f"gap-{TOKENS.of(gap.key)}" for gap in question.gaps}
    fields = {
        names[text.key]: [" Bandung\x00 "],
        names[number.key]: ["12 "],
        names[choice.key]: [TOKENS.of(red)],
        "gap-x": ["y"],
    }
    assert question.read(fields, TOKENS) == {
        "gaps": {text.key: "Bandung", number.key: "12", choice.key: red}
    }
    assert question.read({names[choice.key]: ["merah"], names[text.key]: ["  "]}, TOKENS) is None


def test_put_together_the_pieces_are_the_stem():
    question = rendered()
    pieces = question.present(None, tokens=TOKENS, order=None, show=frozenset())["pieces"]
    whole = "".join(piece.get("html", "[_]") for piece in pieces)
    assert whole == question.stem.html.translate(dict.fromkeys(range(0xE000, 0xE003), "[_]"))
    assert whole.startswith("<p>Ibu kota <strong>[_]</strong>, cuti [_] hari,")


def test_a_gap_tells_only_what_is_due():
    question = rendered()
    text, number, choice = question.gaps
    wrong = next(o.key for o in question.options if not o.is_right)
    response = {"gaps": {text.key: "Bogor", number.key: "1.500,5", choice.key: wrong}}
    for gap in gaps_of(question, response):
        assert (gap["state"], gap["key"]) == (None, None)
    told = gaps_of(question, response, show=ALL)
    assert [gap["state"] for gap in told] == ["wrong"] * 3
    assert [gap["key"] for gap in told] == [
        ["Bandung", "Kota Bandung"],
        ["12", "11..11,5"],
        ["merah"],
    ]
    assert [gap["understood"] for gap in told] == [None, "1500,5", None]
    assert [option["chosen"] for option in told[2]["options"]] == [True, False, False]
    assert [gap["text"] for gap in told] == ["Bogor", "1.500,5", ""]


def test_the_width_of_a_gap_does_not_tell_its_word():
    question = rendered("## K {#q-k}\n\n{{ya}} {{Kementerian Dalam Negeri}} {{= 1}}\n")
    short, long, number = gaps_of(question)
    assert short["size"] == long["size"] >= len("Kementerian Dalam Negeri")
    assert number["size"] < short["size"]


def test_choices_in_a_gap_are_shuffled_unless_the_author_says_not():
    def orders(body: str) -> set[str]:
        question = rendered(body)
        shown = [gaps_of(question, order=random.Random(seed))[0] for seed in range(60)]
        return {"".join(o["html"] for o in gap["options"]) for gap in shown}

    gap = "\n\n{{(x) a | ( ) b | ( ) c}}\n"
    assert len(orders("## K {#q-k}" + gap)) == 6  # 3!
    assert len(orders("## K {#q-k shuffle=off}" + gap)) == 1


def test_a_gap_within_a_table_may_escape_its_bars():
    body = "## K {#q-k}\n\n| a | b |\n|---|---|\n| {{Bandung \\| Kota Bandung}} | {{x|y}} |\n"
    question = question_of(body)
    assert [gap.accepted for gap in question.gaps] == [("Bandung", "Kota Bandung"), ("x", "y")]
    assert len(gaps_of(rendered(body))) == 2


def test_outside_a_table_an_escaped_bar_is_a_bar():
    question = question_of("## K {#q-k}\n\n{{a \\| b | c}} dan {{\\= 2}}\n")
    assert [gap.accepted for gap in question.gaps] == [("a | b", "c"), ("= 2",)]


def test_a_gap_that_the_html_would_break_on_comes_at_the_end():
    question = question_of("## K {#q-k}\n\n{{a}} {{b}}\n")
    html = '<p title="\ue000">x \ue001\ue001</p>'
    question = question.same_but(stem=Text("", 0, html))
    pieces = question.present(None, tokens=TOKENS, order=None, show=frozenset())["pieces"]
    kinds = [piece.get("html", "[_]") for piece in pieces]
    assert kinds == ['<p title="">x ', "[_]", "", "</p>", "[_]"]


def test_gaps_and_options_keep_their_keys_when_the_text_around_them_changes():
    from app.content.keys import assign_keys
    from tests.content.reading import page_of

    before = question_of("## K {#q-k}\n\n{{(x) ya | ( ) tidak}} {{(x) ya | ( ) tidak}} {{a}}\n")
    body = "## K {#q-k}\n\nBaru: {{(x) ya | ( ) tidak}}, {{(x) ya | ( ) tidak}}; {{a | b}}\n"
    after = assign_keys(page_of(body).questions[0], before)
    assert [gap.key for gap in after.gaps] == [gap.key for gap in before.gaps]
    assert [option.key for option in after.options] == [option.key for option in before.options]
