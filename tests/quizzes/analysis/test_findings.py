"""What was chosen, which of it the key calls right, and what is said of it."""

import pytest

from app.quizzes.analysis.findings import findings_of
from app.quizzes.analysis.items import ItemFigures
from app.quizzes.views.analysis_words import decimal
from tests.quizzes.analysis.sheet import answered, question

SINGLE = "## Soal {#q-x}\n\n- (x) Satu {#a}\n- ( ) Dua {#b}\n- ( ) Tiga {#c}\n- ( ) Empat {#d}\n"
A, B, C, D = ({"choice": key} for key in "abcd")


def shares(item: ItemFigures, part: int = 0) -> dict[str, float]:
    return {choice.option.key: choice.share for choice in item.parts[part].choices}


def codes(item: ItemFigures) -> list[str]:
    return [finding.code for finding in findings_of(item)]


def test_every_choice_has_its_share_and_what_its_takers_did_elsewhere() -> None:
    item = answered(question(SINGLE), [(5, A, 0.9), (3, B, 0.4), (1, B, 0.8), (1, None, 0.1)])
    assert shares(item) == {"a": 0.5, "b": 0.4, "c": 0, "d": 0}
    # (3 · 0.4 + 0.8) ÷ 4
    assert [choice.rest for choice in item.parts[0].choices] == [
        0.9,
        pytest.approx(0.5),
        None,
        None,
    ]
    assert (item.unanswered, item.parts[0].unanswered, item.facility) == (1, 1, 0.5)


def test_a_key_that_the_strong_contradict_is_to_be_checked() -> None:
    item = answered(question(SINGLE), [(78, B, 0.8), (15, A, 0.6), (4, C, 0.5), (3, D, 0.5)])
    (first, *rest) = findings_of(item)
    assert (first.code, first.value, first.tone) == ("key", 0.78, "bad")
    assert [choice.option.key for choice in first.wrong] == ["b"]
    assert first.part
    assert [choice.option.key for choice in first.part.right] == ["a"]
    # That it is hard and discriminates badly follows from it.
    assert {finding.code for finding in rest} <= {"dead"}


def test_a_wrong_choice_that_the_weak_prefer_is_a_common_mistake() -> None:
    item = answered(question(SINGLE), [(50, B, 0.4), (36, A, 0.9), (7, C, 0.4), (7, D, 0.3)])
    assert codes(item) == ["popular"]


def test_a_wrong_choice_of_fewer_than_a_quarter_is_scatter() -> None:
    item = answered(question(SINGLE), [(24, B, 0.9), (23, A, 0.8), (23, C, 0.3), (30, None, 0)])
    assert not {"key", "popular"} & set(codes(item))


def test_what_fewer_than_one_in_twenty_choose_is_dead() -> None:
    item = answered(question(SINGLE), [(60, A, 0.9), (35, B, 0.4), (5, C, 0.3)])
    (dead,) = findings_of(item)
    assert dead.code == "dead"
    assert [choice.option.key for choice in dead.wrong] == ["d"]


def test_below_twenty_answers_no_choice_is_called_dead() -> None:
    assert "dead" not in codes(answered(question(SINGLE), [(12, A, 0.9), (7, B, 0.4)]))
    assert "dead" in codes(answered(question(SINGLE), [(12, A, 0.9), (8, B, 0.4)]))


def test_the_other_choice_of_true_or_false_cannot_be_replaced() -> None:
    asked = question("## Soal {#q-x}\n\n- (x) Benar {#a}\n- ( ) Salah {#b}\n")
    assert codes(answered(asked, [(98, A, 0.9), (2, B, 0.1)])) == ["easy"]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        # Facility 0.20; the wrong ones are spread, the strong do better.
        ([(20, A, 0.9), (30, B, 0.2), (26, C, 0.2), (24, D, 0.2)], ["hard", "popular"]),
        ([(60, A, 0.3), (20, B, 0.9), (10, C, 0.9), (10, D, 0.9)], ["negative"]),
        # As many strong as weak on both sides: r = 0.
        ([(30, A, 0.9), (30, A, 0.1), (10, B, 0.9), (10, B, 0.1), (20, C, 0.5)], ["weak", "dead"]),
        ([(96, A, 0.9), (4, B, 0.1)], ["dead", "easy"]),
        ([(60, A, 0.9), (20, B, 0.2), (10, C, 0.2), (10, D, 0.2)], []),
        # Four people are too few to say anything.
        ([(4, B, 0.9)], []),
    ],
)
def test_the_most_urgent_is_said_first(groups, expected) -> None:
    assert codes(answered(question(SINGLE), groups)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.196, []), (0.194, ["weak"]), (-0.004, ["weak"]), (-0.006, ["negative"])],
)
def test_a_bound_is_compared_with_the_figure_as_it_is_shown(value, expected) -> None:
    figures = {"seconds": None, "unanswered": 0}
    assert codes(ItemFigures(40, facility=0.5, discrimination=value, **figures)) == expected


@pytest.mark.parametrize(("facility", "expected"), [(0.296, []), (0.294, ["hard"])])
def test_thirty_percent_on_the_page_is_not_too_hard(facility, expected) -> None:
    figures = {"seconds": None, "unanswered": 0}
    assert codes(ItemFigures(40, facility=facility, discrimination=0.4, **figures)) == expected


def test_figures_always_have_two_decimals(app) -> None:
    with app.test_request_context():
        assert [decimal(value) for value in (0.2, 0, -0.004, 1)] == ["0,20", "0,00", "0,00", "1,00"]


def test_after_a_correction_the_new_key_says_what_is_right() -> None:
    mended = question(SINGLE.replace("(x) Satu", "( ) Satu").replace("( ) Dua", "(x) Dua"))
    item = answered(question(SINGLE), [(78, B, 0.8), (22, A, 0.5)], key=mended)
    assert [c.option.key for c in item.parts[0].right] == ["b"]
    assert "key" not in codes(item)


def test_of_several_choices_each_counts_by_itself() -> None:
    asked = question("## Soal {#q-x}\n\n- [x] A {#a}\n- [x] B {#b}\n- [ ] C {#c}\n")
    item = answered(asked, [(6, {"choices": ["a", "b"]}, 0.9), (4, {"choices": ["a", "c"]}, 0.2)])
    assert shares(item) == {"a": 1, "b": 0.6, "c": 0.4}


def test_typed_answers_are_counted_as_they_are_compared_and_right_ones_together() -> None:
    asked = question("## Soal {#q-x}\n\n- = Bandung\n- = Kota Bandung\n")
    texts = {"Bandung": 3, "kota  bandung": 2, "Jakarta": 2, "jakarta": 1, "Nama Orang": 1}
    item = answered(asked, [(count, {"text": text}, 0.5) for text, count in texts.items()])
    # What a single person wrote is counted, and not shown.
    assert shares(item) == {"": 5 / 9, "jakarta": 3 / 9}
    assert item.parts[0].choices[0].option.html == "Bandung / Kota Bandung"
    assert item.parts[0].others == 1


def test_what_was_typed_cannot_put_markup_into_the_page() -> None:
    asked = question("## Soal {#q-x}\n\n- = Bandung\n")
    item = answered(asked, [(2, {"text": "<b>x</b>"}, 0.5)])
    assert item.parts[0].choices[1].option.html == "&lt;b&gt;x&lt;/b&gt;"


def test_a_numbers_spellings_are_right_together() -> None:
    asked = question("## Soal {#q-x}\n\n- = 2,5 ± 0,1\n")
    item = answered(asked, [(1, {"text": "2,5"}, 0.5), (1, {"text": "2,50"}, 0.5)])
    assert shares(item) == {"": 1}


def test_each_term_of_a_matching_question_tells_its_matches() -> None:
    asked = question(
        "## Soal {#q-x}\n\n- SPT {#t} -> Tugas\n- SPPD {#d} -> Dinas\n- -> Pajak {#p}\n"
    )
    matches = [match.key for match in asked.matches]
    pairs = {"pairs": {asked.terms[0].key: matches[0], asked.terms[1].key: matches[2]}}
    item = answered(asked, [(8, pairs, 0.5), (2, None, 0.5)])
    assert shares(item, 0) == {matches[0]: 0.8, matches[1]: 0, matches[2]: 0}
    assert shares(item, 1) == {matches[0]: 0, matches[1]: 0, matches[2]: 0.8}
    (key,) = [finding for finding in findings_of(item) if finding.code == "key"]
    assert key.part == item.parts[1]
    assert "dead" not in codes(answered(asked, [(40, pairs, 0.5)]))


def test_each_item_of_an_order_tells_its_places() -> None:
    asked = question("## Soal {#q-x type=order}\n\n1. A {#a}\n2. B {#b}\n3. C {#c}\n")
    item = answered(
        asked, [(3, {"order": ["a", "b", "c"]}, 0.9), (1, {"order": ["b", "a", "c"]}, 0)]
    )
    assert shares(item, 0) == {"1": 0.75, "2": 0.25, "3": 0}
    assert [choice.option.key for choice in item.parts[0].right] == ["1"]


def test_each_gap_tells_what_was_filled_in() -> None:
    asked = question("## Soal {#q-x}\n\nKota {{Bandung}} dan {{(x) atasan | ( ) rekan}}.\n")
    town, boss = asked.gaps
    right, wrong = (option.key for option in asked.options)
    item = answered(
        asked,
        [
            (3, {"gaps": {town.key: "bandung", boss.key: right}}, 0.9),
            (2, {"gaps": {town.key: "Bogor", boss.key: wrong}}, 0.2),
            (1, {"gaps": {boss.key: right}}, 0.2),
        ],
    )
    assert shares(item, 0) == {"": 0.5, "bogor": pytest.approx(1 / 3)}
    assert item.parts[0].unanswered == 1
    assert shares(item, 1) == {right: pytest.approx(2 / 3), wrong: pytest.approx(1 / 3)}
    assert [part.part.number for part in item.parts] == [1, 2]


def test_an_essay_has_figures_and_nothing_to_count() -> None:
    item = answered(question("## Soal {#q-x type=essay review=self}\n\nTulis.\n"), [(5, None, 0.5)])
    assert (item.parts, item.count) == ([], 5)


def test_odd_stored_answers_are_no_answers() -> None:
    odd = [{}, {"choice": 7}, {"choice": "z"}, {"order": "a"}]
    item = answered(question(SINGLE), [(1, response, 0.5) for response in odd])
    assert sum(shares(item).values()) == 0
