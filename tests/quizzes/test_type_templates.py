"""What a page shows of each type of question: fields, states, key and the words around them."""

import re
from dataclasses import replace

import pytest
from flask import render_template, session

from app.content.questions import Tokens, dump
from app.library.models import QuestionVersion
from app.quizzes.presentation import view_of_check
from tests.content.reading import question_of

SECRET = b"secret of this test"
TOKENS = Tokens(SECRET, 1)
ORDER = """
## Urutkan {#q-a type=order}

1. Rencana {#r}
2. Pilihan {#p}
3. Kontrak {#k}
   > Kontrak datang belakangan.
"""
CLOZE = """
## Lengkapi {#q-a}

Ibu kotanya {{Bandung | Kota Bandung}}, panjangnya {{= 2,5}} m, oleh {{(x) atasan | ( ) rekan}}.
"""
ESSAY = """
## Refleksi {#q-a type=essay review=self min-words=5}

Ceritakan.

> **Rubrik:** rubrik-q-a

> **Contoh jawaban:** contoh-q-a
"""
SCALE = """
## Penilaian {#q-a type=scale}

- Berguna {#b}
- Mudah {#m}

> **Skala:** Tidak setuju | Ragu | Setuju
"""
NUMBER = """
## Berapa? {#q-a unit=meter}

- = 2,5
"""


@pytest.fixture
def show(app):
    """The part of a self-check that belongs to its type, in English."""

    def render(body, response=None, *, front="type: quiz", template=""):
        question = view(body, response, front)
        with app.test_request_context():
            session["language"] = "en"
            name = template or f"quizzes/types/{question.type}.html"
            return render_template(name, question=question, prefix="q1-")

    return render


def view(body, response=None, front="type: quiz"):
    """As if rendering left every text as it is."""
    question = question_of(body, front=front)
    rendered = question.map_texts(lambda text, inline: replace(text, html=text.source))
    version = QuestionVersion(body=dump(rendered), translations={})
    return view_of_check(1, version, lang="id", secret=SECRET, response=response)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def numbers(page: str, item: str, state: str = "") -> list[str]:
    """The values in an item's select, all or those in a state."""
    select = page.split(f'name="q1-order-{TOKENS.of(item)}"')[1].split("</select>", maxsplit=1)[0]
    return re.findall(rf'value="(\d*)"[ ]?{state}', select)


def test_an_order_asks_for_a_number_for_every_item_without_javascript(show) -> None:
    page = show(ORDER)
    for item in "rpk":
        assert numbers(page, item) == ["", "1", "2", "3"]
        assert numbers(page, item, "selected") == []


def test_numbers_given_so_far_stay_chosen(show) -> None:
    page = show(ORDER, {"places": {"p": "1", "k": "1"}})
    assert [numbers(page, item, "selected") for item in "rpk"] == [[], ["1"], ["1"]]


def test_an_answered_order_tells_of_each_item_where_it_belongs(show) -> None:
    page = words(show(ORDER, {"order": ["k", "p", "r"]}))
    kontrak, pilihan, rencana = re.split(r"(?:Pilihan|Rencana) Choose", page)
    assert "Wrong" in kontrak
    assert "Its right number: 3" in kontrak
    assert "Kontrak datang belakangan." in kontrak
    assert "Right" in pilihan
    assert "Its right number" not in pilihan
    assert "Its right number: 1" in rencana


def test_a_gap_is_named_by_its_number_and_no_key_is_on_the_page(show) -> None:
    page = show(CLOZE)
    assert re.findall(r'aria-label="(Gap [^"]*)"', page) == [
        "Gap 1 of 3",
        "Gap 2 of 3",
        "Gap 3 of 3",
    ]
    assert "Bandung" not in page
    assert "2,5" not in page
    assert page.count("selected") == 0


def test_a_comma_stands_right_behind_its_gap(show) -> None:
    assert "</span>, panjangnya <span" in show(CLOZE)


def test_an_answered_cloze_tells_each_gaps_key_where_it_was_missed(show) -> None:
    question = question_of(CLOZE)
    city, length = (gap.key for gap in question.gaps[:2])
    response = {"gaps": {city: "Jakarta", length: "2.50"}}
    page = words(show(CLOZE, response))
    assert "Gap 1: Accepted answer: Bandung; Kota Bandung" in page
    assert "Gap 2: Read as 2,5" in page
    assert "Gap 2: Accepted" not in page
    assert "Gap 3: Accepted answer: atasan" in page
    assert show(CLOZE, response).count("is-right") == 2  # the gap and its sign


def test_an_essay_shows_its_rubric_from_the_start_and_its_model_answer_afterwards(show) -> None:
    assert "rubrik-q-a" in show(ESSAY)
    assert "contoh-q-a" not in show(ESSAY)
    assert "contoh-q-a" in show(ESSAY, {"text": "satu dua"})


def test_an_essay_keeps_what_was_written_to_the_letter(show) -> None:
    text = "\n  satu\n\n</textarea><b>dua</b>"
    page = show(ESSAY, {"text": text})
    # HTML drops one line break behind the tag.
    assert "&lt;/textarea&gt;&lt;b&gt;dua" in page
    assert re.search(r"<textarea[^>]*>\n\n  satu\n\n&lt;", page)


@pytest.mark.parametrize(("text", "is_enough"), [("a b c d", False), ("a b\nc d e", True)])
def test_an_essay_counts_its_words_against_the_least(show, text, is_enough) -> None:
    page = show(ESSAY, {"text": text})
    assert f"{len(text.split())} words, at least 5" in words(page)
    assert ("data-if-enough hidden" not in page) is is_enough


def test_nobody_judges_an_essay_in_a_lesson(app) -> None:
    shown = view(ESSAY, {"text": "satu dua"})
    assert (shown.needs_marking, shown.is_answered, shown.result) == (True, True, None)


def test_a_statement_of_a_scale_is_a_group_with_every_point_in_words(show) -> None:
    page = show(SCALE, {"ratings": {"b": 2}}, front="type: survey")
    groups = page.split("<fieldset")[1:]
    assert [re.search(r"<legend>(.*?)</legend>", group)[1] for group in groups] == [
        "Berguna",
        "Mudah",
    ]
    for group, key, chosen in zip(groups, "bm", (["2"], []), strict=True):
        assert group.count(f'name="q1-rating-{TOKENS.of(key)}"') == 3
        assert re.findall(r'value="(\d)"\s+checked', group) == chosen
        assert re.findall(r"<span>(.*?)</span>", group) == ["Tidak setuju", "Ragu", "Setuju"]


@pytest.mark.parametrize(
    ("front", "example"), [("type: quiz", "2,5"), ("type: quiz\nlang: en", "2.5")]
)
def test_a_number_is_asked_for_with_its_unit_and_decimal_mark(show, front, example) -> None:
    page = show(NUMBER.replace("2,5", "25"), front=front)
    assert f"for example {example}." in page
    assert '<span id="unit-1">meter</span>' in page
    assert 'aria-describedby="unit-1 help-1 understood-1"' in page


MULTIPLE = "\n## Mana? {#q-a%s}\n\n- [x] Satu\n- [ ] Dua\n"
PAIRS = "\n## Jodohkan {#q-a%s}\n\n- A -> B\n- C -> D\n"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (MULTIPLE % "", "Full points only for every right choice and no other."),
        (MULTIPLE % " scoring=partial", "but never below zero."),
        (MULTIPLE % " scoring=penalty", "even below zero."),
        (PAIRS % "", "Each right pair counts by itself."),
        (PAIRS % " scoring=exact", "Full points only if every pair is right."),
        (ORDER, "Each two items that rightly follow one another count."),
        (ORDER.replace("order", "order scoring=exact"), "only if the whole order is right."),
        (CLOZE, "Each gap counts the same."),
        ("\n## Satu {#q-a}\n\nIa {{a}}.\n", ""),
        ("\n## Pilih {#q-a}\n\n- (x) a\n- ( ) b\n", ""),
    ],
)
def test_how_points_come_about_is_told_where_one_could_not_guess_it(show, body, line) -> None:
    told = words(show(body, template="quizzes/_counting.html"))
    assert told.endswith(line)
    assert bool(told) is bool(line)
