"""A survey is answered once, and nothing leads from the person to what was said."""

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from app.db import db
from app.learning import actions as learning
from app.learning.models import Enrolment, ModuleCompletion
from app.library import queries as library
from app.surveys.models import SurveyAnswer, SurveyParticipation, SurveyResponse
from tests.conftest import COURSES
from tests.factories.cast import AT
from tests.factories.courses import publish
from tests.factories.surveys import PAGE, RESPONSE, form

ABOUT = (SurveyParticipation, SurveyResponse)


@pytest.fixture
def course(app) -> None:
    publish(COURSES / "jenis-soal")


@pytest.fixture
def ana(course, client, cast):
    learning.enrol(cast.ana, library.find_live("jenis-soal"), at=AT)
    return client.sign_in(cast.ana, language="en")


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def send(client, **answers):
    return client.post(RESPONSE, data=form(client.get(PAGE).text, **answers))


def said() -> list[dict]:
    return db.session.scalars(select(SurveyAnswer.response)).all()


def test_before_answering_the_page_says_what_is_stored(ana) -> None:
    page = ana.get(PAGE).text
    assert "Your answers are not stored with your name" in page
    assert "at least 5 of them" in page
    assert "Choose all that apply." in page
    assert "Choose all that are right." not in page


def test_answering_finishes_the_page_and_says_thanks(ana) -> None:
    answer = send(
        ana, ratings=(4, 3), reason=1, places=(0, 2), text="Tambah contoh.\r\nTerima kasih"
    )
    assert answer.location == PAGE
    assert count(ModuleCompletion) == 1
    page = ana.get(PAGE).text
    assert "Thank you for your answers" in page
    assert "Tambah contoh" not in page
    assert "<fieldset" not in page
    assert {"text": "Tambah contoh.\nTerima kasih"} in said()
    assert {"ratings": {"berguna": 4, "mudah": 3}} in said()


def test_a_second_answer_changes_nothing_and_is_told(ana) -> None:
    page = ana.get(PAGE).text
    ana.post(RESPONSE, data=form(page, text="pertama"))
    again = ana.post(RESPONSE, data=form(page, text="kedua"), follow_redirects=True)
    assert "Your first answers count." in again.text
    assert said() == [{"text": "pertama"}]
    assert [count(model) for model in ABOUT] == [1, 1]


def test_one_answer_is_enough(ana) -> None:
    assert send(ana, reason=0).status_code == 302
    assert count(SurveyAnswer) == 1


def test_an_empty_form_is_not_taken_and_says_what_to_do(ana) -> None:
    answer = send(ana, text="   \n ")
    assert answer.status_code == 422
    assert "Answer at least one question" in answer.text
    assert [count(model) for model in (*ABOUT, ModuleCompletion)] == [0, 0, 0]


def test_an_odd_form_stores_nothing_odd(ana) -> None:
    page = ana.get(PAGE).text
    fields = form(page, ratings=(9,), reason=0) | {"q9-text": ["x"], "version": ["abc"]}
    assert ana.post(RESPONSE, data=fields).status_code == 302
    (only,) = said()
    assert list(only) == ["choice"]


def test_a_text_is_bounded(ana) -> None:
    send(ana, text="a" * 25_000)
    assert [len(answer["text"]) for answer in said()] == [20_000]


def test_answers_go_to_the_page_that_was_seen(ana, tmp_path) -> None:
    """A version that came between showing the form and sending it has another first question."""
    import shutil

    page = ana.get(PAGE).text
    folder = shutil.copytree(COURSES / "jenis-soal", tmp_path / "jenis-soal")
    file = folder / "modules" / "03-pendapat.md"
    text = file.read_text("utf-8")
    start, end = text.index("## Penilaian"), text.index("## Mengapa")
    file.write_text(text[:start] + text[end:], "utf-8")
    publish(folder)
    ana.post(RESPONSE, data=form(page, ratings=(2, 1), text="dari halaman lama"))
    assert {"ratings": {"berguna": 2, "mudah": 1}} in said()
    assert {"text": "dari halaman lama"} in said()


def test_who_is_not_enrolled_cannot_answer(ana, cast, client) -> None:
    page = ana.get(PAGE).text
    assert client.sign_in(cast.dewi).post(RESPONSE, data=form(page, reason=0)).status_code == 404
    assert count(SurveyResponse) == 0


def test_only_a_survey_takes_responses_and_only_by_post(ana) -> None:
    assert ana.post("/courses/jenis-soal/modules/kuis/response").status_code == 404
    assert ana.get(RESPONSE).status_code == 405


def test_a_survey_cannot_be_marked_as_read(ana) -> None:
    assert ana.post(f"{PAGE}/completion").status_code == 404


def test_a_survey_is_a_step_of_its_course(ana) -> None:
    assert "Part 3 of 3" in ana.get(PAGE).text
    assert "Survey · " in ana.get("/courses/jenis-soal").text
    send(ana, reason=0)
    assert "1 of 3 modules done" in ana.get("/").text


def test_nothing_in_a_response_leads_to_a_person() -> None:
    """No column that names somebody, tells an hour, or counts upwards."""
    for model in (SurveyResponse, SurveyAnswer):
        columns = model.__table__.columns
        people = {"person", "enrolment", "survey_participation"}
        assert not people & {key.column.table.name for c in columns for key in c.foreign_keys}
        assert not any(isinstance(c.type, sa.DateTime | sa.Date) for c in columns)
        assert isinstance(columns["id"].type, sa.Uuid)


def test_sqlite_keeps_no_order_of_rows(app) -> None:
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no row numbers")
    names = ("survey_participation", "survey_response", "survey_answer")
    for name in names:
        statement = sa.text("SELECT sql FROM sqlite_master WHERE name = :name")
        assert "WITHOUT ROWID" in db.session.scalar(statement, {"name": name})


def test_the_page_makes_few_queries(ana, count_queries) -> None:
    with count_queries() as made:
        ana.get(PAGE)
    # Who is signed in, the page, its outline, whether answered, the questions.
    assert len(made) <= 5, made


def test_the_survey_of_another_enrolment_is_another_survey(ana, client, cast) -> None:
    send(ana, reason=0)
    learning.enrol(cast.dewi, library.find_live("jenis-soal"), at=AT)
    send(client.sign_in(cast.dewi), reason=1)
    assert [count(model) for model in ABOUT] == [2, 2]
    assert count(Enrolment) == 2
