"""The mark of a browser: given at sign-in, kept as a hash with graded attempts."""

import hashlib
import re
from http.cookies import SimpleCookie

import pytest
from sqlalchemy import select

from app.db import db
from app.learning import actions as learning
from app.library import queries as library
from app.quizzes.models import Attempt
from tests.factories.cast import AT, create_person

PASSWORD = "kuda-baterai-stapler"
NAME = "lentera-device"


@pytest.fixture
def ana(app):
    person = create_person("ana", None, "", "employee", password=PASSWORD)
    learning.enrol(person, library.find_live("contoh"), at=AT)
    db.session.commit()
    return person


def sign_in(client):
    return client.post("/session", data={"login": "ana@lentera.example", "password": PASSWORD})


def cookie_of(answer):
    for header in answer.headers.getlist("Set-Cookie"):
        if header.startswith(NAME):
            return SimpleCookie(header)[NAME]
    return None


def mark_of(client):
    return client.get_cookie(NAME).value


def test_a_browser_gets_a_mark_that_no_script_and_no_other_site_sees(client, ana) -> None:
    cookie = cookie_of(sign_in(client))
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    # 400 days, in seconds.
    assert cookie["max-age"] == "34560000"
    assert not cookie["secure"]


def test_through_tls_it_is_for_tls_alone(client, ana, monkeypatch) -> None:
    monkeypatch.setitem(client.application.config, "SESSION_COOKIE_SECURE", True)
    assert cookie_of(sign_in(client))["secure"]


def test_nobody_is_marked_who_does_not_sign_in(client, ana) -> None:
    assert cookie_of(client.get("/sign-in")) is None
    wrong = client.post("/session", data={"login": "ana@lentera.example", "password": "salah"})
    assert cookie_of(wrong) is None


def test_the_mark_outlasts_signing_out_and_in(client, ana) -> None:
    sign_in(client)
    first = mark_of(client)
    client.post("/session/end")
    sign_in(client)
    assert mark_of(client) == first


def test_what_is_no_mark_is_replaced(client, ana) -> None:
    client.set_cookie(NAME, "x" * 4000)
    sign_in(client)
    assert len(mark_of(client)) == 43


def started(client, module):
    client.post(f"/courses/contoh/modules/{module}/attempts")
    return db.session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()


def test_a_graded_attempt_keeps_only_the_hash(client, ana) -> None:
    sign_in(client)
    attempt = started(client, "ujian-akhir")
    assert attempt.device == hashlib.sha256(mark_of(client).encode()).hexdigest()


def test_practice_keeps_nothing(client, ana) -> None:
    sign_in(client)
    assert started(client, "kuis-latihan").device is None


def test_a_browser_without_cookies_can_begin_too(client, ana) -> None:
    sign_in(client)
    client.delete_cookie(NAME)
    assert started(client, "ujian-akhir").device is None


def test_the_profile_says_what_is_kept_and_why(client, ana) -> None:
    page = client.sign_in(ana, language="en").get("/profile").text
    assert "keeps a random mark of this browser" in page
