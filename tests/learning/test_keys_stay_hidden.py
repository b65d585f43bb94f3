"""The browser never gets a key, feedback or explanation before it is due."""

import pytest
from sqlalchemy import select

from app.db import db
from app.quizzes.models import Attempt
from tests.factories import answers

FINAL = ("q-dinilai", "q-bagian", "q-terbit", "q-jumlah-jp")


def markers(*refs: str) -> list[str]:
    return [marker for ref in refs for marker in answers.KEYS[ref]["markers"]]


@pytest.fixture
def attempt(client, cast):
    client.sign_in(cast.ana)
    client.post("/courses/contoh/enrolment")
    client.post("/courses/contoh/modules/ujian-akhir/attempts")
    return db.session.scalars(select(Attempt)).one()


def test_a_running_attempt_shows_no_marker(client, attempt) -> None:
    client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt))
    pages = [
        client.get(f"/attempts/{attempt.id}").text,
        client.get(f"/attempts/{attempt.id}/summary").text,
        client.get("/courses/contoh/modules/ujian-akhir").text,
        client.post(
            f"/attempts/{attempt.id}/answers",
            data=answers.form(attempt, seq=2),
            headers={"X-Requested-With": "fetch"},
        ).text,
    ]
    for page in pages:
        assert [marker for marker in markers(*FINAL) if marker in page] == []


def test_the_crawl_would_see_a_marker(client, attempt) -> None:
    client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt))
    client.post(f"/attempts/{attempt.id}/submission")
    page = client.get(f"/attempts/{attempt.id}").text
    assert "umpanbalik-q-dinilai-c" in page
    assert "pembahasan-q-terbit" in page


def test_what_was_not_chosen_stays_hidden_while_attempts_are_left(client, attempt) -> None:
    client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt, right=False))
    client.post(f"/attempts/{attempt.id}/submission")
    page = client.get(f"/attempts/{attempt.id}").text
    # Ana chose "Pengantar"; the feedback of the right choice would tell her the key.
    assert "umpanbalik-q-dinilai-a" in page
    assert "umpanbalik-q-dinilai-c" not in page


def test_choices_travel_under_tokens_not_under_their_keys(client, attempt) -> None:
    page = client.get(f"/attempts/{attempt.id}").text
    values = [part.split('"')[0] for part in page.split('value="')[1:]]
    assert not {"a", "b", "c", "d"} & set(values)


def test_a_lesson_shows_no_marker_of_its_check_but_the_hint(client, attempt) -> None:
    page = client.get("/courses/contoh/modules/pengantar").text
    seen = [marker for marker in markers("q-cek-jp") if marker in page]
    assert seen == ["petunjuk-q-cek-jp"]


def test_anothers_attempt_does_not_exist(client, cast, attempt) -> None:
    client.sign_in(cast.dewi)
    assert client.get(f"/attempts/{attempt.id}").status_code == 404
    assert client.get(f"/attempts/{attempt.id}/summary").status_code == 404
    assert client.post(f"/attempts/{attempt.id}/submission").status_code == 404
    answer = client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt))
    assert answer.status_code == 404
