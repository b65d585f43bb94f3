"""Choice keys outlive rewording, and hashes tell what changed."""

import pytest

from app.content.keys import assign_keys, keys_in, moved_keys
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


def cloze(body: str, before: object = None) -> object:
    return assign_keys(page_of(f"## K {{#q-k}}\n\n{body}\n").questions[0], before)


def test_gaps_of_the_same_text_keep_their_own_keys():
    """The right option names a choice gap; the first gap is given another."""
    old = cloze("{{(x) ya | ( ) tidak}} {{(x) ya | ( ) tidak}}")
    new = cloze("{{( ) ya | (x) tidak}} {{(x) ya | ( ) tidak}}", old)
    assert [gap.key for gap in new.gaps] == [gap.key for gap in old.gaps] == ["ya", "ya-2"]
    assert [option.key for option in new.options] == [option.key for option in old.options]


def test_options_of_one_gap_do_not_take_the_keys_of_another():
    old = cloze("{{(x) a | ( ) ya}} {{(x) ya | ( ) b}}")
    new = cloze("{{(x) a | ( ) baru | ( ) ya}} {{(x) ya | ( ) b}}", old)
    assert {o.key for o in new.options if o.gap == 0} - {"baru"} == {
        o.key for o in old.options if o.gap == 0
    }
    assert [o.key for o in new.options if o.gap == 1] == [o.key for o in old.options if o.gap == 1]


def test_a_key_given_up_long_ago_is_not_used_again():
    first = version("(x) \u0623", "( ) \u0628", "( ) \u062a")
    assert keys(first) == ["k", "k-2", "k-3"]
    second = version("(x) \u0623", "( ) X", before=first)
    page = page_of("## S {#q-a}\n- (x) \u0623\n- ( ) \u062b\n- ( ) \u062c\n")
    third = assign_keys(page.questions[0], second, spent=keys_in(first))
    assert keys(third) == ["k", "k-4", "k-5"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["(x) C {#a}", "( ) B", "( ) A"], ["a", "b", "a-2"]),
        (["(x) C {#b}", "( ) A", "( ) X"], ["b", "a", "x"]),
        (["(x) A {#a}", "( ) B", "( ) X"], ["a", "b", "c"]),
    ],
)
def test_a_place_is_not_inherited_where_a_key_was_taken_by_hand(
    answers: list[str], expected: list[str]
):
    old = version("(x) A", "( ) B", "( ) C")
    assert keys(version(*answers, before=old)) == expected


@pytest.mark.parametrize(
    ("answers", "moved"),
    [
        (["(x) A", "( ) B"], []),
        (["(x) A {#a}", "( ) B baru {#b}"], []),
        (["(x) A {#baru}", "( ) B"], [("A", "a")]),
        (["(x) A", "( ) X {#a}"], [("A", "a")]),
        (["(x) A {#b}", "( ) B {#a}"], [("A", "a"), ("B", "b")]),
    ],
)
def test_an_unchanged_answer_under_another_key_is_found(
    answers: list[str], moved: list[tuple[str, str]]
):
    old = version("(x) A", "( ) B")
    new = version(*answers, before=old)
    assert [(item.label, key) for item, key in moved_keys(new, old)] == moved


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
