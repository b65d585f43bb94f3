"""What an officer does with the time reaches the learner: on the open page and as a notice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.library import queries as library
from app.quizzes.models import Attempt
from tests.factories import answers
from tests.factories.cast import AT

FETCH = {"X-Requested-With": "fetch"}
DEADLINE = r'data-deadline-now="([^"]*)" data-taken-until="([^"]*)"'


@pytest.fixture
def running(client, cast) -> Attempt:
    """Ana's attempt, until ten minutes from now, with a minute of grace."""
    learning.enrol(cast.ana, library.find_live("contoh"), at=AT)
    client.sign_in(cast.ana, language="en").post("/courses/contoh/modules/ujian-akhir/attempts")
    attempt = db.session.scalars(select(Attempt)).one()
    attempt.deadline, attempt.grace = clock.now() + timedelta(minutes=10), 60
    db.session.commit()
    return attempt


def extend(client, attempt, person) -> None:
    data = {"minutes": "5", "reason": "Jaringan <putus>."}
    done = client.sign_in(person).post(f"/quizzes/attempts/{attempt.id}/extension", data=data)
    assert done.status_code == 302


def save(client, attempt):
    form = answers.form(attempt, only="q-terbit")
    return client.post(f"/attempts/{attempt.id}/answers", data=form, headers=FETCH).text


def moments(fragment: str) -> tuple[datetime, ...]:
    found = re.search(DEADLINE, fragment)
    return tuple(datetime.fromisoformat(text) for text in found.groups()) if found else ()


def test_the_answer_of_a_save_bears_the_deadline_of_now(client, cast, running) -> None:
    before = running.deadline
    extend(client, running, cast.citra)
    client.sign_in(cast.ana, language="en")
    after = before + timedelta(minutes=5)
    assert moments(save(client, running)) == (after, after + timedelta(seconds=60))


def test_the_countdown_can_ask_for_the_deadline(client, cast, running) -> None:
    before = running.deadline
    client.sign_in(cast.ana, language="en")
    address = f"/attempts/{running.id}/deadline"
    assert f'data-ask="{address}"' in client.get(f"/attempts/{running.id}").text
    answer = client.get(address)
    assert moments(answer.text) == (before, before + timedelta(seconds=60))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Your time is now until" in answer.text


def test_the_deadline_is_its_owners_to_ask_for(client, cast, running) -> None:
    address = f"/attempts/{running.id}/deadline"
    for person in (cast.dewi, cast.citra):
        assert client.sign_in(person).get(address).status_code == 404
    assert client.get("/attempts/999999/deadline").status_code == 404


def test_an_attempt_that_has_ended_or_has_no_deadline_tells_none(client, cast, running) -> None:
    address = f"/attempts/{running.id}"
    running.deadline = None
    db.session.commit()
    client.sign_in(cast.ana)
    assert moments(client.get(f"{address}/deadline").text) == ()
    saved = save(client, running)
    assert 'data-outcome="stored"' in saved
    assert moments(saved) == ()
    client.post(f"{address}/submission")
    assert moments(client.get(f"{address}/deadline").text) == ()


def test_more_time_is_told_with_the_new_deadline_and_the_reason(client, cast, running) -> None:
    # 12:54 UTC and five minutes are 21:59 in Papua, far enough ahead.
    running.deadline = datetime(2040, 1, 2, 12, 54, tzinfo=UTC)
    db.session.commit()
    extend(client, running, cast.citra)
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    told = 'Your time in “<span lang="id">Ujian akhir</span>” is now until 2 Jan 2040, 21:59 WIT.'
    assert f"{told} Reason: Jaringan &lt;putus&gt;." in page


def test_reopening_is_told_with_deadline_and_reason(client, cast, running) -> None:
    attempt_id = running.id
    save(client, running)
    client.post(f"/attempts/{attempt_id}/submission")
    data = {"minutes": "20", "reason": "Listrik padam."}
    client.sign_in(cast.citra).post(f"/quizzes/attempts/{attempt_id}/reopening", data=data)
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert re.search(
        r"is open again until \d+ \w+ \d+, \d\d:\d\d WIT: .* Reason: Listrik padam\.", page
    )
