"""Aiken without guesses: a block that is not as it should be is named, never half taken."""

import pytest

from tests.content.exchange.banks import imported, questions

GOOD = "Ibu kota Jepang?\nA. Tokyo\nB. Kyoto\nANSWER: A\n"


def taken(text: str) -> list[tuple[str, list[str], str]]:
    """Title, choices and the right one."""
    found = questions(imported("aiken", text))
    return [
        (
            q.title.source,
            [choice.text.source for choice in q.choices],
            next(choice.text.source for choice in q.choices if choice.is_right),
        )
        for q in found
    ]


JAPAN = ("Ibu kota Jepang?", ["Tokyo", "Kyoto"], "Tokyo")

WRAPPED = "Siapa?\nA. Ana yang baru\ndatang kemarin\nB. Budi\nC. Citra\nANSWER: B\n"


@pytest.mark.parametrize(
    "broken",
    [
        WRAPPED,
        "Siapa?\nA. Ana\nB. Budi\nB. Citra\nANSWER: B\n",
        "Siapa?\nA. Ana\nC. Citra\nANSWER: C\n",
        "Siapa?\nB. Ana\nC. Citra\nANSWER: C\n",
        "Siapa?\nA. Ana\nB. Budi\nANSWER: A, B\n",
        "Siapa?\n\nA. Ana\n\nA. Budi\n\nB. Citra\n\nANSWER: B\n",
    ],
)
def test_a_broken_block_is_skipped_to_its_answer_and_told_once(broken: str):
    found = imported("aiken", broken + "\n" + GOOD)
    assert taken(broken + "\n" + GOOD) == [JAPAN]
    assert [f.line for f in found.findings] == [1]
    assert {f.code for f in found.findings} <= {"W911", "W914"}


def test_choices_out_of_their_order_are_told_as_such():
    (finding,) = imported("aiken", WRAPPED + GOOD).findings
    assert (finding.code, finding.params["case"]) == ("W914", "choices")


def test_a_block_without_an_answer_ends_where_the_next_begins():
    found = imported("aiken", "Siapa?\nA. Ana\nB. Budi\n\n" + GOOD)
    assert [q.title.source for q in questions(found)] == ["Ibu kota Jepang?"]
    assert [(f.code, f.line) for f in found.findings] == [("W911", 1)]


def test_letters_in_the_question_are_no_choices():
    text = "Mana yang benar?\nI) Satu\nV) Lima\nA. I saja\nB. V saja\nANSWER: B\n"
    ((title, choices, right),) = taken(text)
    assert "I) Satu" in title
    assert (choices, right) == (["I saja", "V saja"], "V saja")


def test_an_answer_may_bear_a_point_as_the_choices_do():
    assert taken("Siapa?\na) Ana\nb) Budi\nANSWER: b.\n") == [("Siapa?", ["Ana", "Budi"], "Budi")]
