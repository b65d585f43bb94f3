"""A course in two languages, as it is read: the interface's where it exists, else the source's."""

import re
import shutil

import pytest
from sqlalchemy import select

from app.content.questions import Tokens
from app.db import db
from app.learning import queries
from app.library.models import Question
from app.quizzes import queries as attempts
from app.quizzes.models import Attempt
from tests.conftest import COURSES
from tests.factories.courses import LESSON, publish, write_course


@pytest.fixture(autouse=True)
def _published(app) -> None:
    publish(COURSES / "dwibahasa")


@pytest.fixture
def english(client, cast):
    client.sign_in(cast.ana, language="en").post("/courses/dwibahasa/enrolment")
    return client


@pytest.fixture
def indonesian(client, cast):
    client.sign_in(cast.ana, language="id").post("/courses/dwibahasa/enrolment")
    return client


def switch(client, language: str) -> None:
    with client.session_transaction() as session:
        session["language"] = language


def begun(client, person) -> Attempt:
    client.post("/courses/dwibahasa/modules/kuis/attempts")
    return db.session.scalars(select(Attempt).where(Attempt.person_id == person.id)).one()


def slots(attempt: Attempt) -> dict[str, tuple[int, dict]]:
    """Question ref → slot and the body of the source."""
    return {
        db.session.get_one(Question, version.question_id).ref: (slot.slot, version.body)
        for slot, version in attempts.slots_of(attempt.id)
    }


def save(client, attempt: Attempt, ref: str, seq: int = 1, **fields: str) -> None:
    slot, _ = slots(attempt)[ref]
    form = {f"q{slot}-{name}": value for name, value in {**fields, "seq": str(seq)}.items()}
    assert client.post(f"/attempts/{attempt.id}/answers", data=form).status_code == 302


def fraction(attempt: Attempt, ref: str):
    slot, _ = slots(attempt)[ref]
    return next(row.fraction for row, _ in attempts.slots_of(attempt.id) if row.slot == slot)


PAGES = {
    "/": ("A Course in Two Languages", "Kursus Dwibahasa"),
    "/courses": ("A Course in Two Languages", "Kursus Dwibahasa"),
    "/courses/dwibahasa": ("can be read in Indonesian and in English", "dapat dibaca dalam bahasa"),
    "/courses/dwibahasa/modules/sapaan": ("Begin every service", "Mulailah pelayanan"),
    "/courses/dwibahasa/modules/kuis": ("Answer all questions", "Jawablah semua soal"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_the_language_of_the_interface(english, page) -> None:
    here, there = PAGES[page]
    text = english.get(page).text
    assert here in text
    assert there not in text
    switch(english, "id")
    text = english.get(page).text
    assert there in text
    assert here not in text


def test_the_outline_and_a_self_check_are_translated(english) -> None:
    page = english.get("/courses/dwibahasa/modules/sapaan").text
    assert "Greetings" in page
    assert "Practice" in page
    assert "Which greeting is used" in page
    assert "Good morning" in page
    assert "Selamat pagi" not in page


def test_a_self_check_answers_in_the_language_it_was_asked_in(english) -> None:
    page = english.get("/courses/dwibahasa/modules/sapaan").text
    token = re.search(r'value="([a-z2-7]{12})"[^>]*>\s*<span[^>]*>Good morning', page)[1]
    answer = english.post(
        "/courses/dwibahasa/modules/sapaan/checks/q-salam",
        data={"choice": token},
        headers={"HX-Request": "true"},
    ).text
    assert "Exactly." in answer
    assert "The morning lasts until ten" in answer
    assert "Tepat." not in answer


def test_course_text_names_its_language(english) -> None:
    page = english.get("/courses/dwibahasa/modules/sapaan").text
    assert re.search(r'<h1 lang="en"[^>]*>Greetings</h1>', page)
    switch(english, "id")
    page = english.get("/courses/dwibahasa/modules/sapaan").text
    assert re.search(r'<h1 lang="id"[^>]*>Sapaan</h1>', page)


def test_the_course_page_says_in_which_languages_the_course_exists(english, indonesian) -> None:
    switch(english, "en")
    assert "Indonesian, English" in english.get("/courses/dwibahasa").text
    assert "not available in English" in english.get("/courses/contoh").text
    assert "not available" not in english.get("/courses/dwibahasa").text


def test_a_page_that_is_not_translated_is_shown_in_the_sources_language(
    app, tmp_path, client, cast
) -> None:
    files = {
        "course.en.md": "---\nid: separuh\ntitle: Half\n---\n\nBody.\n",
        "modules/01-a.md": LESSON.format(ref="a"),
    }
    publish(write_course(tmp_path / "separuh", files))
    client.sign_in(cast.ana, language="en").post("/courses/separuh/enrolment")
    page = client.get("/courses/separuh/modules/a").text
    assert "Isi bacaan a." in page
    assert re.search(r'<h1 lang="id"[^>]*>Bacaan a</h1>', page)
    assert "This page is not translated yet" in page


def test_an_attempt_stays_in_its_language_whatever_the_interface_is_switched_to(
    english, cast
) -> None:
    attempt = begun(english, cast.ana)
    assert attempt.lang == "en"
    switch(english, "id")
    page = english.get(f"/attempts/{attempt.id}").text
    assert "What colour is the sky?" in page
    assert "Apa warna langit?" not in page
    assert "metres" in page
    english.post(f"/attempts/{attempt.id}/submission")
    review = english.get(f"/attempts/{attempt.id}").text
    assert "What colour is the sky?" in review
    assert "Apa warna langit?" not in review


@pytest.mark.parametrize(
    ("language", "answers", "expected"),
    [
        ("en", {"q-meja": "2.5", "q-terima-kasih": "makasih", "q-besar": "little"}, (1, 0.5, 1)),
        ("id", {"q-meja": "2,5", "q-terima-kasih": "makasih", "q-besar": "little"}, (1, 0, 0)),
    ],
)
def test_each_language_is_graded_by_its_own_answers(
    client, cast, language, answers, expected
) -> None:
    client.sign_in(cast.ana, language=language).post("/courses/dwibahasa/enrolment")
    attempt = begun(client, cast.ana)
    for ref, text in answers.items():
        save(client, attempt, ref, text=text)
    client.post(f"/attempts/{attempt.id}/submission")
    assert tuple(float(fraction(attempt, ref)) for ref in answers) == expected


@pytest.mark.parametrize(
    ("language", "understood"),
    # A lone separator before three digits groups thousands where it is not the decimal mark.
    [("en", "1.234"), ("id", "1234")],
)
def test_a_typed_number_is_understood_in_the_attempts_language(
    client, cast, language, understood
) -> None:
    client.sign_in(cast.ana, language=language).post("/courses/dwibahasa/enrolment")
    attempt = begun(client, cast.ana)
    switch(client, "en" if language == "id" else "id")
    save(client, attempt, "q-meja", text="1.234")
    page = client.get(f"/attempts/{attempt.id}").text
    assert re.search(rf"\b{re.escape(understood)}\b", page.replace('value="1.234"', ""))


def test_a_choice_means_the_same_in_every_language(english, cast) -> None:
    attempt = begun(english, cast.ana)
    slot, body = slots(attempt)["q-langit"]
    blue = next(choice["key"] for choice in body["choices"] if choice["text"]["source"] == "Biru")
    save(english, attempt, "q-langit", choice=Tokens(attempt.secret, slot).of(blue))
    english.post(f"/attempts/{attempt.id}/submission")
    assert fraction(attempt, "q-langit") == 1


def test_a_drawn_question_without_translation_stays_in_the_sources_language(
    client, cast, tmp_path
) -> None:
    shutil.copytree(COURSES / "dwibahasa", tmp_path / "dwibahasa")
    (tmp_path / "dwibahasa" / "pools" / "kata.en.md").unlink()
    publish(tmp_path / "dwibahasa")
    client.sign_in(cast.ana, language="en").post("/courses/dwibahasa/enrolment")
    attempt = begun(client, cast.ana)
    page = client.get(f"/attempts/{attempt.id}").text
    assert re.search(r'<span lang="id"[^>]*>Lawan kata “besar”</span>', page)
    assert re.search(r'<span lang="en"[^>]*>What colour is the sky\?</span>', page)
    save(client, attempt, "q-besar", text="kecil")
    client.post(f"/attempts/{attempt.id}/submission")
    assert fraction(attempt, "q-besar") == 1


def test_an_open_attempt_is_named_in_the_readers_language(english, cast) -> None:
    begun(english, cast.ana)
    link = re.search(r'<a href="/attempts/\d+">(.*?)</a>', english.get("/").text, re.DOTALL)
    assert re.sub(r"<[^>]+>", "", link[1]).strip() == "Quiz"


@pytest.mark.parametrize(
    ("page", "most"),
    [("/courses/dwibahasa/modules/sapaan", 5), ("/courses/dwibahasa/modules/kuis", 6)],
)
def test_a_translated_page_makes_no_more_queries(english, count_queries, page, most) -> None:
    """As many as one without: session, person, module, outline; questions or attempts."""
    with count_queries() as in_english:
        english.get(page)
    switch(english, "id")
    with count_queries() as in_source:
        english.get(page)
    assert len(in_english) == len(in_source) <= most


def test_what_is_read_in_another_language_counts_the_same(english, cast) -> None:
    english.post("/courses/dwibahasa/modules/sapaan/completion")
    (course,) = queries.courses_of(cast.ana.id, lang="id")
    assert (course.title, course.done) == ("Kursus Dwibahasa", 1)
