"""The browser never gets a key, feedback or explanation before it is due."""

import pytest
from sqlalchemy import select

from app.db import db
from app.quizzes.models import Attempt
from tests.conftest import COURSES
from tests.factories import answers
from tests.factories.courses import publish

FETCH = {"X-Requested-With": "fetch"}
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
            headers=FETCH,
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


@pytest.fixture
def begin(client, cast):
    """Ana's attempt at a quiz whose answers are checked on the way."""
    publish(COURSES / "perilaku")
    client.sign_in(cast.ana)
    client.post("/courses/perilaku/enrolment")

    def begun(ref):
        client.post(f"/courses/perilaku/modules/{ref}/attempts")
        return db.session.scalars(select(Attempt)).one()

    return begun


def seen(page: str) -> set[str]:
    told = markers("q-langit", "q-kota", "q-dapur", "q-menit", "q-kandang", "q-surat")
    return {marker for marker in told if marker in page}


def check(client, attempt, ref, choice, *, seq):
    """The fragment of the question, and its whole page, after `choice` was checked."""
    number = answers.slot_of(attempt, ref)
    address = f"/attempts/{attempt.id}/questions/{number}/check"
    fields = choose(attempt, ref, choice, seq=seq)
    return [client.post(address, data=fields, headers=FETCH).text, running(client, attempt)]


def choose(attempt, ref, choice, *, seq):
    form = answers.form(attempt, only=ref, seq=seq)
    number = answers.slot_of(attempt, ref)
    tokens = answers.Tokens(attempt.secret, number)
    return {**form, f"q{number}-choice": [tokens.of(choice)]}


def running(client, attempt) -> str:
    return client.get(f"/attempts/{attempt.id}").text


def test_feedback_at_once_tells_of_the_checked_question_alone(client, begin) -> None:
    attempt = begin("langsung")
    client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt))
    assert seen(running(client, attempt)) == set()
    for page in check(client, attempt, "q-langit", "a", seq=2):
        # Not what belongs to the right choice, which would tell the key.
        assert seen(page) == {
            "umpanbalik-q-langit-a",
            "umumsalah-q-langit",
            "pembahasan-q-langit",
        }
        assert "is-missed" not in page


def test_between_tries_there_is_neither_key_nor_explanation(client, begin) -> None:
    attempt = begin("bertahap")
    for page in check(client, attempt, "q-menit", "a", seq=1):
        assert seen(page) == {"umpanbalik-q-menit-a", "petunjuk-q-menit-1"}
        assert "is-missed" not in page
        assert "is-right" not in page
    # A changed answer is not judged before it is checked; the hint given stays.
    changed = choose(attempt, "q-menit", "b", seq=2)
    saved = client.post(f"/attempts/{attempt.id}/answers", data=changed, headers=FETCH).text
    assert seen(saved) == set()
    page = running(client, attempt)
    assert seen(page) == {"petunjuk-q-menit-1"}
    assert "is-right" not in page
    for page in check(client, attempt, "q-menit", "c", seq=3):
        assert seen(page) == {
            "umpanbalik-q-menit-c",
            "petunjuk-q-menit-1",
            "petunjuk-q-menit-2",
        }


def test_after_the_last_try_the_explanation_is_due_and_nothing_of_the_others(client, begin) -> None:
    attempt = begin("bertahap")
    for seq, choice in enumerate("aca", start=1):
        pages = check(client, attempt, "q-menit", choice, seq=seq)
    for page in pages:
        assert seen(page) == {"umpanbalik-q-menit-a", "pembahasan-q-menit"}
        assert "is-missed" not in page
    summary = client.get(f"/attempts/{attempt.id}/summary").text
    assert seen(summary) == set()


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
