"""The second factor: setting it up, signing in with it, losing it, and who must have it."""

import base64
import hashlib
import hmac
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from PIL import Image

from app.accounts.actions import grant_role
from app.accounts.models import SecondFactor
from app.accounts.settings import SECOND_FACTOR
from app.db import db
from app.settings import brands
from app.settings.actions import change
from tests.factories.cast import SINCE, create_person

PASSWORD = "kuda-baterai-stapler"
AT = datetime(2026, 11, 22, 2, 0, 15, tzinfo=UTC)


def totp(secret: str, at: datetime) -> str:
    """RFC 6238 with its defaults, written from the RFC."""
    counter = (int(at.timestamp()) // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def test_the_codes_are_those_of_the_rfc() -> None:
    # RFC 6238, appendix B: the last six of its eight digits.
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert totp(secret, datetime(2005, 3, 18, 1, 58, 29, tzinfo=UTC)) == "081804"


@pytest.fixture
def ana(app):
    person = create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.commit()
    return person


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def first_step(client, **more):
    client.post("/session/end")
    with client.session_transaction() as session:
        session["language"] = "en"
    fields = {"login": "ana@lentera.example", "password": PASSWORD, **more}
    return client.post("/session", data=fields)


def second_step(client, page, code, **more):
    ticket = re.search(r'name="ticket"[^>]*value="([^"]+)"', page.text)[1]
    return client.post("/session/code", data={"ticket": ticket, "code": code, **more})


@pytest.fixture
def enrolled(client, ana, clock) -> tuple[str, list[str]]:
    """The app's secret and the recovery codes; the clock stands a minute later."""
    client.sign_in(ana, language="en")
    client.post("/profile/second-factor", data={"current": PASSWORD})
    page = client.get("/profile/second-factor").text
    secret = "".join(re.search(r"enrol-key\">([A-Z2-7 ]+)<", page)[1].split())
    answer = client.post("/profile/second-factor/confirmation", data={"code": totp(secret, AT)})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    clock.shift(timedelta(minutes=1))
    return secret, re.findall(r"<code>([A-Z2-7-]{29})</code>", answer.text)


def now(secret: str, *, off: int = 0) -> str:
    return totp(secret, datetime.now(UTC) + timedelta(seconds=off))


def test_setting_up_gives_ten_codes_for_recovery(enrolled) -> None:
    secret, codes = enrolled
    assert len(base64.b32decode(secret)) == 20
    assert len(set(codes)) == 10


def test_setting_up_takes_the_password_and_a_right_code(client, ana, clock) -> None:
    client.sign_in(ana)
    wrong = client.post("/profile/second-factor", data={"current": "salah"})
    assert wrong.status_code == 422
    assert db.session.get(SecondFactor, ana.id) is None
    client.post("/profile/second-factor", data={"current": PASSWORD})
    for code in ("000000", "", "x" * 41):
        answer = client.post("/profile/second-factor/confirmation", data={"code": code})
        assert answer.status_code == 422
    assert first_step(client).location == "/"


def test_the_password_alone_is_not_enough_any_more(client, enrolled) -> None:
    page = first_step(client)
    assert page.status_code == 200
    assert client.get("/").status_code == 302
    assert second_step(client, page, now(enrolled[0])).location == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("off", "status"), [(-30, 302), (30, 302), (-90, 422), (90, 422)])
def test_a_clock_may_be_half_a_minute_off(client, enrolled, clock, off, status) -> None:
    clock.shift(timedelta(minutes=5))
    code = now(enrolled[0], off=off)
    assert second_step(client, first_step(client), code).status_code == status


def test_a_code_is_taken_once(client, enrolled) -> None:
    code = now(enrolled[0])
    assert second_step(client, first_step(client), code).status_code == 302
    again = second_step(client, first_step(client), code)
    assert again.status_code == 422
    assert "wrong or was used already" in again.text


def test_a_recovery_code_stands_in_once_however_it_is_typed(client, enrolled) -> None:
    code = enrolled[1][3]
    typed = code.lower().replace("-", " ")
    assert second_step(client, first_step(client), typed).status_code == 302
    assert second_step(client, first_step(client), code).status_code == 422
    assert second_step(client, first_step(client), enrolled[1][4]).status_code == 302


def test_guessing_is_slowed_down_and_the_password_forgives_nothing(client, enrolled) -> None:
    codes = [second_step(client, first_step(client), "000000").status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]
    blocked = second_step(client, first_step(client), now(enrolled[0]))
    assert blocked.status_code == 429
    assert 0 < int(blocked.headers["Retry-After"]) <= 60


def test_a_ticket_ends_after_ten_minutes_and_with_the_password(client, enrolled, clock, ana):
    page = first_step(client)
    clock.shift(timedelta(minutes=10, seconds=5))
    late = second_step(client, page, now(enrolled[0]))
    assert late.status_code == 422
    page = first_step(client)
    db.session.get_one(type(ana), ana.id).set_password("sapi-lampu-gunting")
    db.session.commit()
    assert second_step(client, page, now(enrolled[0])).status_code == 422
    forged = client.post("/session/code", data={"ticket": "x", "code": now(enrolled[0])})
    assert forged.status_code == 422
    assert client.get("/").status_code == 302


def test_both_steps_lead_where_one_wanted_to_go_and_remember(client, enrolled) -> None:
    page = first_step(client, next="/record", remember="y")
    assert 'value="/record"' in page.text
    answer = second_step(client, page, now(enrolled[0]), next="/record")
    assert answer.location == "/record"
    assert "Expires" in answer.headers["Set-Cookie"]
    page = first_step(client)
    assert second_step(client, page, enrolled[1][0], next="//evil.example").location == "/"


def test_new_recovery_codes_make_the_old_worthless(client, enrolled) -> None:
    answer = client.post("/profile/second-factor/recovery-codes", data={"current": PASSWORD})
    new = re.findall(r"<code>([A-Z2-7-]{29})</code>", answer.text)
    assert second_step(client, first_step(client), enrolled[1][0]).status_code == 422
    assert second_step(client, first_step(client), new[0]).status_code == 302


def test_removing_it_takes_the_password(client, enrolled) -> None:
    remove = "/profile/second-factor/removal"
    assert client.post(remove, data={"current": "salah"}).status_code == 422
    assert first_step(client).status_code == 200
    second_step(client, first_step(client), now(enrolled[0]))
    client.post(remove, data={"current": PASSWORD})
    assert first_step(client).location == "/"


def test_the_secret_stands_nowhere_in_the_database(client, enrolled, ana) -> None:
    row = db.session.get_one(SecondFactor, ana.id)
    assert base64.b32decode(enrolled[0]) not in row.salt
    assert len(row.salt) == 16


def test_a_one_time_link_does_not_lead_around_it(client, app, enrolled, ana) -> None:
    from app.accounts import links

    _, token = links.make_link(ana, by=None, lasts=links.LASTS_BY_MAIL, at=datetime.now(UTC))
    db.session.commit()
    other = app.test_client()
    new = {"new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}
    page = other.post(f"/password/{token}", data=new)
    assert page.status_code == 200
    assert other.get("/").status_code == 302
    assert second_step(other, page, now(enrolled[0])).location == "/"


def officer(app, *roles):
    person = create_person("citra", None, "", "employee", *roles, password=PASSWORD)
    db.session.commit()
    browser = app.test_client()
    return browser.sign_in(person)


def test_an_officer_removes_a_lost_one_with_their_own_password(app, client, enrolled, ana) -> None:
    browser = officer(app, "officer")
    page, removal = f"/people/{ana.id}/second-factor", f"/people/{ana.id}/second-factor/removal"
    assert browser.get(page).status_code == 200
    assert browser.post(removal, data={"current": "salah"}).status_code == 422
    assert first_step(client).status_code == 200
    assert browser.post(removal, data={"current": PASSWORD}).status_code == 302
    assert first_step(client).location == "/"
    assert browser.get(page).status_code == 404


def test_an_officer_does_not_remove_an_administrators(app, enrolled, ana) -> None:
    grant_role(ana, "admin", day=SINCE)
    browser = officer(app, "officer")
    removal = f"/people/{ana.id}/second-factor/removal"
    assert browser.post(removal, data={"current": PASSWORD}).status_code == 403


def test_whose_role_needs_it_is_led_there_before_anything_else(app, client, cast) -> None:
    config = app.config["LENTERA"]
    app.config["LENTERA"] = replace(config, settled={"LENTERA_SECOND_FACTOR": "officer,admin"})
    try:
        client.sign_in(cast.citra, language="en")
        for address in ("/", "/certificates", "/profile"):
            assert client.get(address).location == "/profile/second-factor"
        assert client.get("/profile/second-factor").status_code == 200
        db.session.add(
            SecondFactor(person_id=cast.citra.id, salt=b"x" * 16, created_at=AT, confirmed_at=AT)
        )
        assert client.get("/certificates").status_code == 200
        db.session.get_one(type(cast.citra), cast.citra.id).set_password(PASSWORD)
        client.post("/profile/second-factor/removal", data={"current": PASSWORD})
        page = client.get("/profile/second-factor").text
        assert "Your role needs one" in page
        assert "Your password alone" not in page
        assert client.sign_in(cast.ana).get("/").status_code == 200
    finally:
        app.config["LENTERA"] = config


@pytest.fixture
def asked_of(app, cast):
    """Call it with roles: an administrator asks them for a second factor from now on."""
    config = app.config["LENTERA"]
    app.config["LENTERA"] = replace(config, settled={})
    yield lambda *roles: change(SECOND_FACTOR, roles, by_id=cast.eko.id, at=datetime.now(UTC))
    app.config["LENTERA"] = config


def test_who_is_signed_in_is_asked_at_the_next_sign_in(client, cast, clock, asked_of) -> None:
    client.sign_in(cast.ana)
    clock.shift(timedelta(minutes=1))
    asked_of("employee")
    assert client.get("/profile").status_code == 200
    clock.shift(timedelta(minutes=1))
    assert client.sign_in(cast.ana).get("/profile").location == "/profile/second-factor"


def test_saying_the_same_again_lets_nobody_off(client, cast, clock, asked_of) -> None:
    asked_of("employee")
    clock.shift(timedelta(minutes=1))
    client.sign_in(cast.ana)
    clock.shift(timedelta(minutes=1))
    asked_of("employee")
    assert client.get("/profile").location == "/profile/second-factor"


def test_the_page_that_sets_it_up_has_its_colours_and_pictures(
    client, cast, clock, asked_of
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (90, 30), "#006bcf").save(file, "PNG")
    look = {"name": "Kota", "accent": "#006cd1", "logo": file.getvalue(), "keeps_logo": False}
    brands.change(cast.agency.id, **look, by_id=cast.eko.id, at=AT)
    asked_of("employee")
    clock.shift(timedelta(minutes=1))
    page = client.sign_in(cast.ana).get("/profile/second-factor").text
    files = re.findall(r'<(?:link|img|script)\b[^>]*(?:href|src)="([^"]+)"', page)
    assert len([one for one in files if one.startswith("/branding/")]) == 2
    assert {one: client.get(one).status_code for one in files} == dict.fromkeys(files, 200)


def test_the_page_makes_few_queries(client, enrolled, count_queries) -> None:
    with count_queries() as made:
        client.get("/profile/second-factor")
    assert len(made) <= 5
