"""Choice keys outlive rewording, and hashes tell what changed."""

import pytest

from app.content.keys import assign_keys
from app.content.questions import content_hash, grading_hash
from tests.content.reading import page_of, question_of


def version(*answers: str, before: object = None) -> object:
    body = "## S {#q-a}\n" + "\n".join(f"- {answer}" for answer in answers)
    return assign_keys(page_of(body).questions[0], before)


def keys(question: object) -> list[str]:
    return [choice.key for choice in question.choices]


def test_new_keys_are_readable_short_and_unique():
    question = version("(x) Atasan langsung!", "( ) atasan langsung", "( ) 日本", "( ) " + "x" * 90)
    assert keys(question) == ["atasan-langsung", "atasan-langsung-2", "k", "x" * 24]


def test_keys_follow_their_text_when_answers_are_reordered():
    old = version("(x) A {#satu}", "( ) B {#dua}", "( ) C {#tiga}")
    assert keys(version("( ) C", "(x) A", "( ) B", before=old)) == ["tiga", "satu", "dua"]


def test_one_reworded_answer_keeps_the_key_of_its_place():
    old = version("(x) A {#satu}", "( ) B {#dua}", "( ) C {#tiga}")
    assert keys(version("(x) A", "( ) B baru", "( ) C", before=old)) == ["satu", "dua", "tiga"]


def test_two_reworded_answers_get_new_keys():
    old = version("(x) A {#satu}", "( ) B {#dua}", "( ) C {#tiga}")
    assert keys(version("(x) A", "( ) D", "( ) E", before=old)) == ["satu", "d", "e"]


def test_a_key_once_used_for_something_else_is_not_used_again():
    old = version("(x) A {#satu}", "( ) Dua {#b}", "( ) C")
    assert keys(version("(x) A", "( ) B", "( ) X", "( ) Y", before=old)) == [
        "satu",
        "b-2",
        "x",
        "y",
    ]


def test_an_explicit_key_wins():
    old = version("(x) A {#satu}", "( ) B {#dua}")
    assert keys(version("(x) A {#baru}", "( ) B {#satu}", before=old)) == ["baru", "satu"]


def test_keys_of_another_type_are_not_inherited():
    old = question_of("## S {#q-a}\n- = A {#lama}\n")
    assert keys(version("(x) A", "( ) B", before=old)) == ["a", "b"]


BASE = "## S {#q-a}\nStem\n- [x] A {#a}\n  > Umpan\n- [ ] B {#b}\n"


@pytest.mark.parametrize(
    ("changed", "content", "grading"),
    [
        ("\n\n" + BASE, False, False),
        (BASE.replace("q-a", "q-b"), False, False),
        (BASE.replace("Stem", "Lain"), True, False),
        (BASE.replace("Umpan", "Lain"), True, False),
        (BASE.replace("] A", "] AA"), True, False),
        (BASE.replace("[ ] B", "[x] B"), True, True),
        (BASE.replace("q-a", "q-a points=2"), True, True),
        (BASE.replace("q-a", "q-a points=1,0"), False, False),
        (BASE.replace("q-a", "q-a scoring=partial"), True, True),
        (BASE.replace("{#b}", "{#c}"), True, True),
    ],
)
def test_hashes_change_with_what_they_stand_for(changed: str, content: bool, grading: bool):
    before, after = question_of(BASE), question_of(changed)
    assert (content_hash(before) != content_hash(after)) == content
    assert (grading_hash(before) != grading_hash(after)) == grading
