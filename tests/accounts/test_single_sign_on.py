"""Single sign-on against a real provider process, honest and lying."""

import http.client
import json
import re
import secrets
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pyotp
import pytest
import time_machine
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from app.accounts import second_factor
from app.accounts.actions import grant_role
from app.accounts.models import Identity, SecondFactor
from app.accounts.sso import provider as single_sign_on
from app.audit.models import AuditEntry
from app.db import db
from app.notifications.models import Notice
from tests.factories.cast import NUMBERS, SINCE, create_person

BEGIN = "/sign-in/sso"
PASSWORD = "kuda-baterai-stapler"


class Process:
    """The provider; `says` sets what it is to answer."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("provider.py"))]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.issuer = self._process.stdout.readline().strip()
        self.host = urlsplit(self.issuer).netloc

    def ask(self, method, url, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.request(method, url, body)
        answer = connection.getresponse()
        answer.read()
        return answer

    def says(self, **today) -> None:
        self.ask("POST", "/control", json.dumps(today))

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def process():
    process = Process()
    yield process
    process.end()


@pytest.fixture
def settings(app, process):
    """Single sign-on is set up; call it with settings that are to differ."""
    config = app.config["LENTERA"]
    single_sign_on._providers.clear()
    single_sign_on._key_sets.clear()

    def change(**changed):
        app.config["LENTERA"] = replace(app.config["LENTERA"], **changed)

    change(
        oidc_issuer=process.issuer,
        oidc_client_id="lentera",
        oidc_client_secret="rahasia-klien-lentera",
        oidc_name="Akun Kota",
    )
    process.says(claims={"nip": NUMBERS["ana"]})
    yield change
    app.config["LENTERA"] = config


@pytest.fixture
def browser(client, settings):
    with client.session_transaction() as session:
        session["language"] = "en"
    return client


@pytest.fixture
def ana(app):
    person = create_person("ana", None, "", "employee")
    db.session.commit()
    return person


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def answer_of(browser, process, begin=BEGIN) -> str:
    """Begin, let the provider answer, and give the address that it sends the browser to."""
    to = browser.get(begin)
    assert to.location.startswith(f"{process.issuer}/authorize?"), to.location
    back = process.ask("GET", path_of(to.location)).getheader("Location")
    assert back.startswith("http://localhost/sign-in/sso/return?")
    return path_of(back)


def sign_in(browser, process, begin=BEGIN):
    return browser.get(answer_of(browser, process, begin))


def is_in(browser) -> bool:
    return browser.get("/profile").status_code == 200


def message(browser) -> str:
    return browser.get("/sign-in").text


def test_whoever_the_provider_knows_is_in_and_comes_back_to_the_page(browser, process, ana):
    answer = sign_in(browser, process, f"{BEGIN}?next=/record")
    assert answer.location == "/record"
    assert "Ana" in browser.get("/profile").text


def test_a_request_holds_a_challenge_and_no_verifier(browser, process, ana) -> None:
    first, second = (parse_qs(urlsplit(browser.get(BEGIN).location).query) for _ in range(2))
    assert first["code_challenge_method"] == ["S256"]
    assert "code_verifier" not in first
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name][0]) >= 43


@pytest.mark.parametrize(
    "claims",
    [
        {"nip": NUMBERS["ana"]},
        {"nip": "19920411 201903 2 003"},
        {"nip": int(NUMBERS["ana"])},
        {"email": "Ana@Lentera.example", "email_verified": True},
    ],
)
def test_nip_or_confirmed_e_mail_says_who_it_is(browser, process, ana, claims) -> None:
    process.says(claims=claims)
    assert sign_in(browser, process).location == "/"
    row = db.session.scalars(select(Identity)).one()
    assert (row.person_id, row.issuer, row.subject) == (ana.id, process.issuer, "subjek-ana")


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"nip": "200001012025011001"},
        {"email": "ana@lentera.example"},
        {"email": "ana@lentera.example", "email_verified": False},
        {"email": "siapa@lentera.example", "email_verified": True},
        {"email": ["ana@lentera.example"], "email_verified": True},
        # A Kelvin sign, which is a k when it is made small.
        {"email": "\u212aamila@lentera.example", "email_verified": True},
        # Another NIP than the one known here: the address was somebody else's before.
        {"nip": "200001012025011001", "email": "ana@lentera.example", "email_verified": True},
    ],
)
def test_who_is_not_known_here_stays_out_and_is_told_what_to_do(
    browser, process, ana, claims
) -> None:
    create_person("kamila", None, "", "employee")
    db.session.commit()
    process.says(claims=claims)
    assert sign_in(browser, process).location == "/sign-in"
    assert "Ask the training officer" in message(browser)
    assert not is_in(browser)
    assert db.session.scalars(select(Identity)).all() == []


def test_an_operator_may_trust_addresses_that_nobody_confirmed(browser, process, ana, settings):
    settings(oidc_verified_email=False)
    process.says(claims={"email": "ana@lentera.example"})
    assert sign_in(browser, process).location == "/"


def test_a_confirmation_speaks_of_the_claim_email_alone(browser, process, ana, settings) -> None:
    settings(oidc_email_claim="upn")
    claims = {"email": "x@lentera.example", "email_verified": True, "upn": "ana@lentera.example"}
    process.says(claims=claims)
    assert sign_in(browser, process).location == "/sign-in"
    settings(oidc_verified_email=False)
    assert sign_in(browser, process).location == "/"


def test_the_link_holds_when_nip_and_address_change(browser, process, ana) -> None:
    sign_in(browser, process)
    browser.post("/session/end")
    process.says(claims={"nip": "lain", "email": "baru@lentera.example"})
    assert sign_in(browser, process).location == "/"
    assert len(db.session.scalars(select(Identity)).all()) == 1


def test_a_successor_with_the_same_address_does_not_get_the_account(browser, process, ana) -> None:
    sign_in(browser, process)
    browser.post("/session/end")
    browser.post("/language", data={"language": "en"})
    process.says(claims={"sub": "penerus", "email": "ana@lentera.example", "email_verified": True})
    assert sign_in(browser, process).location == "/sign-in"
    assert "linked with another account" in message(browser)
    assert not is_in(browser)


@pytest.mark.parametrize("is_linked", [True, False])
def test_who_left_is_refused(browser, process, ana, is_linked) -> None:
    if is_linked:
        sign_in(browser, process)
    ana.deactivated_at = datetime.now(UTC)
    db.session.commit()
    assert sign_in(browser, process).location == "/sign-in"
    assert "closed" in message(browser)
    assert not is_in(browser)


@pytest.mark.parametrize(
    "lie",
    [
        "nonce",
        "no nonce",
        "audience",
        "two audiences",
        "expired",
        "no end",
        "from the future",
        "issuer",
        "no subject",
        "empty subject",
        "subject is a number",
        "alg none",
        "HS256 with the public key",
        "HS256 with the secret",
        "unknown kid",
        "foreign key",
        "tampered",
        "garbage",
        "no token",
    ],
)
def test_a_lie_signs_nobody_in(browser, process, ana, lie) -> None:
    process.says(claims={"nip": NUMBERS["ana"]}, lie=lie)
    assert sign_in(browser, process).location == "/sign-in"
    assert re.search("could not be verified|did not sign you in", message(browser))
    assert not is_in(browser)
    assert db.session.scalars(select(Identity)).all() == []


def test_a_key_that_the_provider_has_changed_is_fetched(browser, process, ana) -> None:
    sign_in(browser, process)
    browser.post("/session/end")
    process.says(claims={"nip": NUMBERS["ana"]}, lie="new key")
    assert sign_in(browser, process).location == "/"


@pytest.mark.parametrize("names", ["https://penyedia-lain.example", ""])
def test_an_answer_of_another_issuer_is_not_taken(browser, process, ana, names) -> None:
    process.says(claims={"nip": NUMBERS["ana"]}, names=names)
    assert sign_in(browser, process).location == "/sign-in"
    assert not is_in(browser)


def test_an_answer_is_taken_once(browser, process, ana) -> None:
    answer = answer_of(browser, process)
    assert browser.get(answer).location == "/"
    browser.post("/session/end")
    assert browser.get(answer).location == "/sign-in"
    assert not is_in(browser)


def test_a_code_that_was_used_already_opens_nothing(browser, process, ana) -> None:
    used = parse_qs(urlsplit(answer_of(browser, process)).query)["code"][0]
    sign_in(browser, process)
    browser.post("/session/end")
    fresh = answer_of(browser, process)
    code = parse_qs(urlsplit(fresh).query)["code"][0]
    assert browser.get(fresh.replace(code, used)).location == "/sign-in"
    assert not is_in(browser)


def test_somebody_elses_answer_opens_nothing_here(app, browser, process, ana) -> None:
    """Or one could be made to work in a stranger's account."""
    other = app.test_client()
    answer = answer_of(other, process)
    assert browser.get(answer).location == "/sign-in"
    assert "another browser" in message(browser)
    assert not is_in(browser)


@pytest.mark.parametrize("state", ["", "&state=", "&state=x", "&state=é"])
def test_an_answer_without_its_state_is_refused(browser, process, ana, state) -> None:
    browser.get(BEGIN)
    assert browser.get(f"/sign-in/sso/return?code=x{state}").location == "/sign-in"
    assert not is_in(browser)


def test_an_answer_that_comes_too_late_is_refused(browser, process, ana) -> None:
    answer = answer_of(browser, process)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert browser.get(answer).location == "/sign-in"


def test_two_tabs_do_not_disturb_each_other(browser, process, ana) -> None:
    first, second = answer_of(browser, process), answer_of(browser, process)
    assert browser.get(second).location == "/"
    browser.post("/session/end")
    third = answer_of(browser, process)
    assert browser.get(third).location == "/"
    assert first != second


@pytest.mark.parametrize(
    ("error", "words"),
    [("access_denied", "cancelled"), ("server_error", "did not sign you in"), ("<b>", "did not")],
)
def test_a_refusal_of_the_provider_is_told(browser, process, ana, error, words) -> None:
    process.says(error=error)
    assert sign_in(browser, process).location == "/sign-in"
    assert words in message(browser)


def test_a_provider_that_is_down_is_told_and_asked_again_later(browser, process, ana) -> None:
    process.says(is_down=True)
    assert browser.get(BEGIN).location == "/sign-in"
    assert "Akun Kota does not answer" in message(browser)
    process.says(claims={"nip": NUMBERS["ana"]})
    single_sign_on._providers.clear()
    assert sign_in(browser, process).location == "/"


def test_a_provider_that_falls_silent_midway_is_told(browser, process, ana) -> None:
    answer = answer_of(browser, process)
    process.says(is_down=True)
    assert browser.get(answer).location == "/sign-in"
    assert "does not answer" in message(browser)


def test_a_provider_that_calls_itself_otherwise_is_not_used(browser, process, ana) -> None:
    process.says(issuer="https://penyedia-lain.example")
    assert browser.get(BEGIN).location == "/sign-in"


def test_the_provider_is_asked_once_an_hour_what_it_is(browser, process, ana) -> None:
    sign_in(browser, process)
    process.says(is_down=True)
    assert browser.get(BEGIN).location.startswith(process.issuer)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(browser, process, ana, target) -> None:
    assert sign_in(browser, process, f"{BEGIN}?next={target}").location == "/"


def test_without_the_setting_there_is_nothing(client, ana) -> None:
    for address in (BEGIN, "/sign-in/sso/return", "/signed-out"):
        assert client.get(address).status_code == 404
    assert "sso" not in client.get("/sign-in").text


@pytest.mark.parametrize("address", [BEGIN, "/sign-in/sso/return", "/signed-out"])
def test_addresses_of_single_sign_on_take_no_forms(browser, address) -> None:
    assert browser.post(address).status_code == 405


def with_factor(person) -> None:
    at = datetime.now(UTC)
    db.session.add(
        SecondFactor(person_id=person.id, salt=b"x" * 16, created_at=at, confirmed_at=at)
    )
    db.session.commit()


def test_our_second_factor_is_still_asked_for(browser, process, ana) -> None:
    with_factor(ana)
    process.says(claims={"nip": NUMBERS["ana"], "amr": ["pwd", "mfa"]})
    page = sign_in(browser, process)
    assert page.status_code == 200
    assert 'name="ticket"' in page.text
    assert "password is right" not in page.text
    assert not is_in(browser)


def test_nothing_is_linked_before_the_second_step(app, browser, process, ana) -> None:
    key = str(app.secret_key)
    with_factor(ana)
    page = sign_in(browser, process).text
    assert db.session.scalars(select(Identity)).all() == []
    ticket = re.search('name="ticket"[^>]* value="([^"]+)"', page)[1]
    browser.post("/session/code", data={"ticket": ticket, "code": "000000"})
    assert db.session.scalars(select(Identity)).all() == []
    factor = db.session.scalars(select(SecondFactor)).one()
    code = pyotp.TOTP(second_factor.secret_of(factor, key=key)).now()
    answer = browser.post("/session/code", data={"ticket": ticket, "code": code})
    assert answer.status_code == 302
    row = db.session.scalars(select(Identity)).one()
    assert (row.person_id, row.issuer, row.subject) == (ana.id, process.issuer, "subjek-ana")


def test_a_ticket_of_the_former_release_leads_to_the_sign_in_page(app, browser, ana) -> None:
    seal = URLSafeTimedSerializer(str(app.secret_key), salt="second-step")
    ticket = seal.dumps([ana.id, False, "x" * 16])
    answer = browser.post("/session/code", data={"ticket": ticket, "code": "000000"})
    assert answer.status_code == 422
    assert "That took too long" in answer.text


def test_a_new_link_is_told_once(browser, process, ana) -> None:
    for _ in range(2):
        sign_in(browser, process)
        browser.post("/session/end")
    kinds = db.session.scalars(select(Notice.kind).where(Notice.person_id == ana.id)).all()
    assert kinds == ["sign-in.linked"]


@pytest.mark.parametrize("told", [1e20, 10**20, -5, True, None, "ahead", "milliseconds"])
def test_an_odd_moment_of_the_providers_question_proves_nothing(
    browser, process, ana, told
) -> None:
    now = int(datetime.now(UTC).timestamp())
    told = {"ahead": now + 600, "milliseconds": now * 1000}.get(told, told)
    process.says(claims={"nip": NUMBERS["ana"], "auth_time": told})
    assert sign_in(browser, process).location == "/"
    page = browser.get("/profile/second-factor")
    assert page.status_code == 200
    assert "Confirm with Akun Kota" in page.text


@pytest.mark.parametrize("seconds", [-5, 30, -5.5])
def test_a_moment_just_now_proves_it(browser, process, ana, seconds) -> None:
    now = int(datetime.now(UTC).timestamp())
    process.says(claims={"nip": NUMBERS["ana"], "auth_time": now + seconds})
    sign_in(browser, process)
    assert "Confirm with" not in browser.get("/profile/second-factor").text


def test_a_new_password_leaves_the_providers_word(browser, process) -> None:
    create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.commit()
    sign_in(browser, process)
    form = {"current": PASSWORD, "new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}
    assert browser.post("/profile/password", data=form).status_code == 302
    assert browser.post("/session/end").location == "/signed-out"


def test_the_cookie_of_three_tabs_on_their_way_is_not_too_long(browser, process, ana) -> None:
    for target in ("/record?" + secrets.token_hex(240), "/" + "é" * 80, "/cari?" + "x" * 900):
        answer = answer_of(browser, process, f"{BEGIN}?next={quote(target)}")
        cookie = browser.get_cookie("lentera").value
        assert len(cookie) < 3800
    assert browser.get(answer).location == "/"


def test_the_providers_second_factor_counts_where_that_is_set(
    browser, process, ana, settings
) -> None:
    settings(oidc_second_factor=("amr", "mfa"), settled={"LENTERA_SECOND_FACTOR": "officer"})
    grant_role(ana, "officer", day=SINCE)
    with_factor(ana)
    process.says(claims={"nip": NUMBERS["ana"], "amr": ["pwd", "mfa"]})
    assert sign_in(browser, process).location == "/"
    assert is_in(browser)
    browser.post("/session/end")
    process.says(claims={"nip": NUMBERS["ana"], "amr": ["pwd"]})
    assert sign_in(browser, process).status_code == 200
    assert not is_in(browser)


def test_whose_role_needs_a_second_factor_may_have_it_at_the_provider(
    browser, process, ana, settings
) -> None:
    settings(oidc_second_factor=("acr", "gold"), settled={"LENTERA_SECOND_FACTOR": "officer"})
    grant_role(ana, "officer", day=SINCE)
    db.session.commit()
    sign_in(browser, process)
    assert browser.get("/profile").location == "/profile/second-factor"
    process.says(claims={"nip": NUMBERS["ana"], "acr": "gold"})
    sign_in(browser, process)
    assert is_in(browser)


def test_who_has_no_password_sets_up_a_second_factor_with_the_provider(
    browser, process, ana
) -> None:
    now = int(datetime.now(UTC).timestamp())
    process.says(claims={"nip": NUMBERS["ana"], "auth_time": now - 3600})
    sign_in(browser, process)
    page = browser.get("/profile/second-factor").text
    assert "Confirm with Akun Kota" in page
    assert browser.post("/profile/second-factor").status_code == 422
    process.says(claims={"nip": NUMBERS["ana"], "auth_time": now})
    to = browser.get(f"{BEGIN}?again=1&next=/profile/second-factor")
    assert parse_qs(urlsplit(to.location).query)["prompt"] == ["login"]
    sign_in(browser, process, f"{BEGIN}?again=1&next=/profile/second-factor")
    assert "Confirm with" not in browser.get("/profile/second-factor").text
    assert browser.post("/profile/second-factor").status_code == 302


def test_who_has_a_password_is_asked_for_it_unless_the_provider_just_did(
    browser, process, app
) -> None:
    create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.commit()
    process.says(claims={"nip": NUMBERS["ana"], "auth_time": 1})
    sign_in(browser, process)
    assert 'name="current"' in browser.get("/profile/second-factor").text
    assert browser.post("/profile/second-factor", data={"current": "x"}).status_code == 422


def test_signing_out_offers_to_sign_out_at_the_provider(browser, process, ana) -> None:
    sign_in(browser, process)
    assert browser.post("/session/end").location == "/signed-out"
    assert not is_in(browser)
    page = browser.get("/signed-out").text
    url = re.search(rf'href="({process.issuer}/logout\?[^"]+)"', page)[1].replace("&amp;", "&")
    told = parse_qs(urlsplit(url).query)
    assert told["client_id"] == ["lentera"]
    assert process.ask("GET", path_of(url)).getheader("Location") == "http://localhost/sign-in"


def test_a_session_of_a_password_ends_here_alone(browser, process, app) -> None:
    person = create_person("ana", None, "", "employee")
    browser.sign_in(person)
    assert browser.post("/session/end").location == "/sign-in"


def test_a_link_is_shown_removed_and_recorded(app, browser, process, ana) -> None:
    sign_in(browser, process)
    identity = db.session.scalars(select(Identity)).one()
    removal = f"/profile/identities/{identity.id}/removal"
    assert removal in browser.get("/profile").text
    assert browser.get(removal).status_code == 405
    assert browser.post(removal).status_code == 302
    assert browser.post(removal).status_code == 404
    assert "Not linked yet" in browser.get("/profile").text
    actions = db.session.scalars(
        select(AuditEntry.action).where(
            AuditEntry.subject_id == ana.id, AuditEntry.action.startswith("identity")
        )
    ).all()
    assert sorted(actions) == ["identity.linked", "identity.unlinked"]


def test_a_link_of_somebody_else_does_not_exist(app, browser, process, ana) -> None:
    sign_in(browser, process)
    identity_id = db.session.scalars(select(Identity.id)).one()
    dewi = app.test_client().sign_in(create_person("dewi", None, "", "employee"))
    assert dewi.post(f"/profile/identities/{identity_id}/removal").status_code == 404
    assert db.session.get(Identity, identity_id)


def test_an_operator_removes_a_link(app, browser, process, ana) -> None:
    sign_in(browser, process)
    from app.accounts.cli import user

    db.session.commit()
    result = app.test_cli_runner().invoke(user, ["unlink", "ana@lentera.example"])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    assert db.session.scalars(select(Identity)).all() == []


def test_where_passwords_are_off_they_open_nothing(app, browser, process, settings) -> None:
    from app.accounts import links

    ana = create_person("ana", None, "", "employee", password=PASSWORD)
    _, token = links.make_link(ana, by=None, lasts=links.LASTS_BY_MAIL, at=datetime.now(UTC))
    db.session.commit()
    settings(passwords=False)
    page = browser.get("/sign-in").text
    assert 'type="password"' not in page
    assert "Sign in with Akun Kota" in page
    form = {"login": "ana@lentera.example", "password": PASSWORD}
    assert browser.post("/session", data=form).status_code == 403
    assert browser.get(f"/password/{token}").status_code == 404
    assert browser.get("/forgotten-password").status_code == 404
    login = {"login": "ana@lentera.example"}
    assert browser.post("/forgotten-password", data=login).status_code == 404
    new = {"new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}
    assert browser.post(f"/password/{token}", data=new).status_code == 404
    assert sign_in(browser, process).location == "/"
    change = {"current": PASSWORD, **new}
    assert browser.post("/profile/password", data=change).status_code == 403
    assert "new-password" not in browser.get("/profile").text


def test_where_passwords_are_off_an_officer_gives_no_links(browser, cast, settings) -> None:
    settings(passwords=False)
    with_factor(cast.ana)
    browser.sign_in(cast.citra, language="en")
    page = browser.get(f"/people/{cast.ana.id}/sign-in").text
    assert "one-time-links" not in page
    assert "Everybody signs in with Akun Kota" in page
    assert "Remove a lost second factor" in page
    for address in ("one-time-links", "mailed-links", "letters"):
        assert browser.post(f"/people/{cast.ana.id}/{address}").status_code == 404
    assert "Letters for" not in browser.get("/sign-in-help").text
    assert browser.post("/sign-in-help/letters").status_code == 404


def test_the_sign_in_page_offers_both(browser, process) -> None:
    page = browser.get("/sign-in?next=/record").text
    assert 'href="/sign-in/sso?next=/record"' in page
    assert 'name="password"' in page


def test_signing_in_makes_few_queries(browser, process, ana, count_queries) -> None:
    sign_in(browser, process)
    answer = answer_of(browser, process)
    with count_queries() as made:
        browser.get(answer)
    assert len(made) <= 14


def test_another_site_does_not_begin_it_for_anybody(browser, process) -> None:
    answer = browser.get(BEGIN, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.location == "/sign-in"
