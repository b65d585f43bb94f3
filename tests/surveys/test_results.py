"""What a survey found: counted by hand here, and only where five or more have answered."""

import re
import shutil

import pytest

from app.content.questions import load
from app.db import db
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.surveys import queries
from app.surveys.questionnaire import AskedQuestion
from tests.conftest import COURSES
from tests.factories.cast import AT, create_person
from tests.factories.courses import publish
from tests.factories.surveys import RESULTS

PLACES = ("Di kantor", "Di rumah", "Di perjalanan")


@pytest.fixture
def course(app) -> None:
    publish(COURSES / "jenis-soal")


@pytest.fixture
def citra(course, client, cast):
    return client.sign_in(cast.citra, language="en")


def answer(number: int, responses: dict[str, object]) -> None:
    """A new person answers; `responses`: question ref → stored response with texts for keys."""
    person = create_person(f"orang{number}", None, "", "employee")
    learning.enrol(person, library.find_live("jenis-soal"), at=AT)
    found = courses.find_module("jenis-soal", "pendapat", person_id=person.id)
    asked = []
    for slot, (ref, version) in enumerate(library.questions_of(found.module.id), start=1):
        if ref in responses:
            question = load(version.body)
            response = keyed(question, responses[ref])
            asked.append(AskedQuestion(slot, version.question_id, version.id, question, response))
    learning.answer_survey(found.enrolment, found.module.module_id, asked, at=AT)
    db.session.commit()


def keyed(question, given):
    if isinstance(given, dict):
        return {"ratings": given}
    if question.type == "essay":
        return {"text": given}
    keys = {choice.text.source: choice.key for choice in question.choices}
    if isinstance(given, str):
        return {"choice": keys[given]}
    return {"choices": [keys[text] for text in given]}


FIVE = [
    {"q-puas": {"berguna": 4, "mudah": 1}, "q-alasan": "Ditugaskan", "q-saran": "<b>satu</b>"},
    {"q-puas": {"berguna": 4, "mudah": 2}, "q-alasan": "Ditugaskan", "q-saran": "dua"},
    {"q-puas": {"berguna": 3, "mudah": 3}, "q-alasan": "Ditugaskan", "q-saran": "tiga"},
    {"q-puas": {"berguna": 4, "mudah": 4}, "q-alasan": "Minat sendiri", "q-saran": "empat"},
    {"q-puas": {"berguna": 2}, "q-alasan": "Ditugaskan", "q-tempat": PLACES, "q-saran": "lima"},
]


def table_of(page: str, caption: str) -> list[tuple[str, str, str]]:
    """(label, share, count) of each row."""
    body = page.split(f'aria-label="{caption}"')[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body.split("<tbody>")[1], re.DOTALL)
    cells = [re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.DOTALL) for row in rows]
    return [tuple(re.sub(r"<[^>]*>", "", cell).strip() for cell in row) for row in cells]


def test_of_four_responses_nothing_is_told(citra) -> None:
    for number, responses in enumerate(FIVE[:4]):
        answer(number, responses)
    page = citra.get(RESULTS).text
    assert "Too few responses yet" in page
    for told in ("Ditugaskan", "satu", "<table"):
        assert told not in page
    assert citra.get(f"{RESULTS}/answers/q-saran").status_code == 404


def test_five_responses_are_counted(citra) -> None:
    for number, responses in enumerate(FIVE):
        answer(number, responses)
    page = citra.get(RESULTS).text
    assert "5 responses" in page
    assert table_of(page, "Mengapa Anda ikut?") == [
        ("Ditugaskan", "80%", "4"),
        ("Minat sendiri", "20%", "1"),
    ]
    assert table_of(page, "Materi berguna untuk pekerjaan saya") == [
        ("Sangat tidak setuju", "0%", "0"),
        ("Tidak setuju", "20%", "1"),
        ("Setuju", "20%", "1"),
        ("Sangat setuju", "60%", "3"),
    ]
    # (4 + 4 + 3 + 4 + 2) ÷ 5
    assert "Mean 3.4 on a scale from 1 to 4" in page


def test_a_question_and_a_statement_with_fewer_than_five_answers_tell_nothing(citra) -> None:
    for number, responses in enumerate(FIVE):
        answer(number, responses)
    page = citra.get(RESULTS).text
    # The second statement has four ratings, the third question one answer.
    assert page.count("Too few answers to be shown.") == 2
    assert "Di perjalanan" not in page


def test_several_choices_of_one_person_count_each_but_the_person_once(citra) -> None:
    for number, chosen in enumerate([PLACES, PLACES[:1], PLACES[:1], PLACES[1:], PLACES[:1]]):
        answer(number, {"q-tempat": chosen})
    page = citra.get(RESULTS).text
    assert table_of(page, "Di mana Anda belajar?") == [
        ("Di kantor", "80%", "4"),
        ("Di rumah", "40%", "2"),
        ("Di perjalanan", "40%", "2"),
    ]
    assert "several choices were possible" in page


def test_texts_are_shown_escaped_and_page_by_page(citra) -> None:
    texts = [f"saran nomor {number}" for number in range(queries.TEXTS_A_PAGE + 3)]
    for number, text in enumerate(["<b>tebal</b>", *texts]):
        answer(number, {"q-saran": text})
    page = citra.get(RESULTS).text
    link = re.search(rf'href="({RESULTS}/answers/q-saran\?after=[0-9a-f-]{{36}})"', page)[1]
    rest = citra.get(link).text
    shown = re.findall(r'<li class="essay-text">(.*?)</li>', page + rest, re.DOTALL)
    assert sorted(shown) == sorted(["&lt;b&gt;tebal&lt;/b&gt;", *texts])
    assert page.count('class="essay-text"') == queries.TEXTS_A_PAGE


def test_texts_of_two_questions_stand_in_orders_of_their_own(citra, tmp_path) -> None:
    """Else the third line of both lists would be of one person."""
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    file = folder / "modules" / "03-pendapat.md"
    file.write_text(file.read_text("utf-8") + "\n## Ada lagi? {#q-lagi type=essay}\n", "utf-8")
    publish(folder)
    for number in range(18):
        answer(number, {"q-saran": f"a{number}", "q-lagi": f"b{number}"})
    page = citra.get(RESULTS).text
    first = [int(n) for n in re.findall(r'essay-text">a(\d+)<', page)]
    second = [int(n) for n in re.findall(r'essay-text">b(\d+)<', page)]
    assert sorted(first) == sorted(second) == list(range(18))
    assert first != second
    assert first != sorted(first)


def reword(folder, old: str, new: str):
    file = folder / "modules" / "03-pendapat.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return folder


def test_wordings_are_counted_together_and_the_change_is_told(citra, tmp_path) -> None:
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    for number in range(3):
        answer(number, {"q-alasan": "Ditugaskan"})
    publish(reword(folder, "Mengapa Anda ikut?", "Mengapa Anda mengikuti kursus ini?"))
    for number in range(3, 5):
        answer(number, {"q-alasan": "Minat sendiri"})
    page = citra.get(RESULTS).text
    assert table_of(page, "Mengapa Anda mengikuti kursus ini?") == [
        ("Ditugaskan", "60%", "3"),
        ("Minat sendiri", "40%", "2"),
    ]
    assert "The wording has changed meanwhile." in page
    assert "Mengapa Anda ikut?" not in page


def test_old_answers_below_a_new_wording_are_told_too(citra, tmp_path) -> None:
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    for number in range(5):
        answer(number, {"q-alasan": "Ditugaskan"})
    publish(reword(folder, "( ) Ditugaskan", "( ) Diminta atasan"))
    page = citra.get(RESULTS).text
    assert table_of(page, "Mengapa Anda ikut?") == [
        ("Diminta atasan", "100%", "5"),
        ("Minat sendiri", "0%", "0"),
    ]
    assert "The wording has changed meanwhile." in page


def test_a_choice_that_was_taken_out_keeps_its_answers(citra, tmp_path) -> None:
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    for number in range(5):
        answer(number, {"q-tempat": PLACES[2:]})
    publish(reword(folder, "- [ ] Di perjalanan\n", ""))
    assert table_of(citra.get(RESULTS).text, "Di mana Anda belajar?") == [
        ("Di kantor", "0%", "0"),
        ("Di rumah", "0%", "0"),
        ("Di perjalanan (no longer offered)", "100%", "5"),
    ]


def test_ratings_on_another_scale_are_counted_apart(citra, tmp_path) -> None:
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    for number in range(5):
        answer(number, {"q-puas": {"berguna": 4}})
    publish(reword(folder, "Sangat tidak setuju | Tidak setuju", "Kurang"))
    for number in range(5, 10):
        answer(number, {"q-puas": {"berguna": 1}})
    page = citra.get(RESULTS).text
    assert "Mean 1 on a scale from 1 to 3" in page
    assert "Mean 4 on a scale from 1 to 4" in page
    assert "no longer asked in this form" in page
    assert "The wording has changed" not in page


def test_a_survey_that_was_taken_out_keeps_its_results(citra, client, cast, tmp_path) -> None:
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    for number in range(5):
        answer(number, {"q-alasan": "Ditugaskan"})
    (folder / "modules" / "03-pendapat.md").unlink()
    publish(folder)
    assert table_of(citra.get(RESULTS).text, "Mengapa Anda ikut?")[0] == ("Ditugaskan", "100%", "5")
    page = client.sign_in(cast.eko).get("/studio/courses/jenis-soal").text
    assert f'href="{RESULTS}"' in page


def test_officers_find_the_results_from_the_course(citra) -> None:
    assert f'href="{RESULTS}"' in citra.get("/courses/jenis-soal").text


def test_learners_find_no_way_to_the_results(citra, client, cast) -> None:
    assert RESULTS not in client.sign_in(cast.ana).get("/courses/jenis-soal").text


@pytest.mark.parametrize(
    "address",
    [
        "/studio/courses/none/surveys/pendapat",
        "/studio/courses/jenis-soal/surveys/none",
        "/studio/courses/jenis-soal/surveys/kuis",
        f"{RESULTS}/answers/none",
        f"{RESULTS}/answers/q-alasan",
    ],
)
def test_what_is_no_survey_is_not_found(citra, address) -> None:
    assert citra.get(address).status_code == 404


def test_an_odd_key_begins_at_the_front(citra) -> None:
    for number, responses in enumerate(FIVE):
        answer(number, responses)
    assert citra.get(f"{RESULTS}/answers/q-saran?after=x").text.count('class="essay-text"') == 5


def test_the_queries_do_not_grow_with_questions_or_answers(citra, count_queries) -> None:
    for number in range(12):
        answer(number, FIVE[number % 5])
    with count_queries() as made:
        citra.get(RESULTS)
    # Who, the survey, its questions, counts, tallies, texts, years.
    assert len(made) <= 7, made
