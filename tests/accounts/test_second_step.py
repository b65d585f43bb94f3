"""What can go wrong between the password and the code."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.accounts import second_factor
from app.accounts.models import SecondFactor
from app.db import db
from tests.factories.cast import create_person

PASSWORD = "kuda-baterai-stapler"
AT = datetime(2026, 11, 22, 2, 0, 15, tzinfo=UTC)
WAITS = {"next": "/record", "kept": "what-was-sent"}


@pytest.fixture
def codes(app):
    """Of Ana, for recovery."""
    ana = create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.add(SecondFactor(person_id=ana.id, salt=b"s" * 16, created_at=AT, confirmed_at=AT))
    found = second_factor.renew_recovery_codes(ana.id)
    db.session.commit()
    return found


def ticket(client) -> str:
    with client.session_transaction() as session:
        session["language"] = "en"
    page = client.post("/session", data={"login": "ana@lentera.example", "password": PASSWORD})
    return re.search(r'name="ticket"[^>]*value="([^"]+)"', page.text)[1]


def holds_what_waits(page) -> bool:
    fields = dict(re.findall(r'name="(next|kept)"[^>]*value="([^"]*)"', page.text))
    return fields == WAITS and page.headers["Cache-Control"] == "no-store"


def test_an_answer_that_is_kept_outlives_a_step_that_took_too_long(client, codes) -> None:
    with time_machine.travel(AT, tick=False) as traveller:
        old = ticket(client)
        traveller.shift(timedelta(minutes=10, seconds=5))
        page = client.post("/session/code", data={"ticket": old, "code": codes[0], **WAITS})
    assert page.status_code == 422
    assert "That took too long" in page.text
    assert 'name="password"' in page.text
    assert holds_what_waits(page)


def test_who_starts_again_loses_nothing(client, codes) -> None:
    page = client.post("/session", data={"login": "x", "password": "y"})
    second = client.post("/session/code", data={"ticket": ticket(client), "code": "", **WAITS})
    assert 'formaction="/sign-in"' in second.text
    page = client.post("/sign-in", data=WAITS)
    assert page.status_code == 200
    assert 'name="password"' in page.text
    assert holds_what_waits(page)


def test_who_is_signed_in_does_not_start_again(client, codes) -> None:
    client.post("/session/code", data={"ticket": ticket(client), "code": codes[0]})
    assert client.post("/sign-in").location == "/"


@pytest.mark.parametrize("code", ["٠١٢٣٤٥", "１２３４５６", "²²²²²²", "kodé"])
def test_signs_of_other_scripts_are_a_wrong_code(client, codes, code) -> None:
    answer = client.post("/session/code", data={"ticket": ticket(client), "code": code})
    assert answer.status_code == 422
    assert "wrong or was used already" in answer.text


@pytest.mark.parametrize("code", ["٠١٢٣٤٥", "kodé"])
def test_they_do_not_set_it_up_either(client, code) -> None:
    ana = create_person("ana", None, "", "employee", password=PASSWORD)
    client.sign_in(ana)
    client.post("/profile/second-factor", data={"current": PASSWORD})
    answer = client.post("/profile/second-factor/confirmation", data={"code": code})
    assert answer.status_code == 422


def test_a_code_of_the_app_with_a_hyphen_is_no_recovery_code(app) -> None:
    assert second_factor.is_of_app(" 123-456 ")
    assert not second_factor.is_of_app("ABCD-2345")


def test_a_step_without_a_ticket_begins_anew(client, cast) -> None:
    answer = client.post("/session/code", data={"code": "123456"})
    assert answer.status_code == 422
    assert 'name="login"' in answer.text
