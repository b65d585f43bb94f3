"""Signing in, being slowed down, signing out, changing the password."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from app.accounts import throttle
from app.accounts.models import Person, SignInSession, SignInThrottle
from app.audit.models import AuditEntry
from app.db import db
from app.web.static import static_url
from tests.factories.cast import create_person

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PASSWORD = "kuda-baterai-stapler"


@pytest.fixture
def ana(app):
    person = create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.commit()
    return person


def sign_in(client, login="ana@lentera.example", password=PASSWORD, **more):
    return client.post("/session", data={"login": login, "password": password, **more})


@pytest.mark.parametrize(
    "login",
    ["ana@lentera.example", " ANA@Lentera.example ", "199204112019032003", "19920411 201903 2 003"],
)
def test_e_mail_and_nip_open_the_door(client, ana, login) -> None:
    assert sign_in(client, login).location == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [("ana@lentera.example", "salah"), ("nobody@lentera.example", PASSWORD), ("x", "y")],
)
def test_a_wrong_pair_is_refused_without_saying_which_part(client, ana, login, password) -> None:
    answer = sign_in(client, login, password)
    assert answer.status_code == 422
    assert client.get("/").status_code == 302
    assert "Email, NIP, atau kata sandi tidak cocok" in answer.text


def test_ten_wrong_passwords_are_slowed_down_with_the_waiting_time(client, ana) -> None:
    codes = [sign_in(client, password="salah").status_code for _ in range(10)]
    # Five are free; the fifth closes the door for a minute.
    assert codes == [422] * 5 + [429] * 5
    blocked = sign_in(client)
    assert blocked.status_code == 429
    assert "1 menit" in blocked.text
    assert 0 < int(blocked.headers["Retry-After"]) <= 60


def test_the_right_password_forgets_the_accounts_failures_not_the_addresss(client, ana) -> None:
    for _ in range(3):
        sign_in(client, password="salah")
    sign_in(client)
    rows = db.session.scalars(select(SignInThrottle)).all()
    # One's own account must not cover for guessing others from the same address.
    assert [(row.key, row.failures) for row in rows] == [("address:127.0.0.1", 3)]


def test_an_address_that_tries_many_accounts_is_slowed_down(client, ana) -> None:
    codes = [sign_in(client, f"{n}@lentera.example", "salah").status_code for n in range(41)]
    # The fortieth failure closes the door.
    assert codes == [422] * 40 + [429]


def test_the_right_password_as_the_fortieth_attempt_leaves_the_door_open(client, ana) -> None:
    for n in range(39):
        sign_in(client, f"{n}@lentera.example", "salah")
    assert sign_in(client).location == "/"
    client.post("/session/end")
    assert sign_in(client).location == "/"
    client.post("/session/end")
    # The thirty-nine before still count.
    codes = [sign_in(client, f"x{n}@lentera.example", "salah").status_code for n in range(2)]
    assert codes == [422, 429]


def test_guesses_at_nip_and_e_mail_of_one_person_count_together(client, ana) -> None:
    names = ["ana@lentera.example", "199204112019032003", "19920411 201903 2 003"]
    codes = [sign_in(client, names[n % 3], "salah").status_code for n in range(6)]
    assert codes == [422] * 5 + [429]
    assert sign_in(client, "199204112019032003").status_code == 429
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "sign-in.blocked-account")
    ).one()
    assert entry.subject_id == ana.id


def test_a_name_that_nobody_has_is_slowed_down_in_the_same_way(client, ana) -> None:
    codes = [sign_in(client, "nobody@lentera.example", "salah").status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_a_password_kept_with_weaker_settings_is_hashed_anew_at_the_next_sign_in(
    client, ana
) -> None:
    former = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    ana.password_hash = former
    db.session.commit()
    sign_in(client, password="salah")
    stored = select(Person.password_hash)
    assert db.session.scalar(stored) == former
    assert sign_in(client).location == "/"
    renewed = db.session.scalar(stored)
    assert "m=19456,t=2,p=1" in renewed
    client.post("/session/end")
    assert sign_in(client).location == "/"
    assert db.session.scalar(stored) == renewed


def test_a_thousand_failures_still_wait_a_quarter_of_an_hour(app) -> None:
    row = SignInThrottle(key="account:x", failures=1000, last_failed_at=AT)
    db.session.add(row)
    db.session.flush()
    throttle.register_attempt(["account:x"], at=AT)
    assert row.blocked_until - AT == timedelta(minutes=15)


def test_waiting_doubles_up_to_a_quarter_of_an_hour(app) -> None:
    at, waits = AT, []
    for _ in range(10):
        throttle.register_attempt(["account:x"], at=at)
        until = db.session.get_one(SignInThrottle, "account:x").blocked_until
        if until:
            waits.append((until - at) / timedelta(minutes=1))
            at = until
    # 2^0, 2^1 … from the fifth failure on, at most 15.
    assert waits == [1, 2, 4, 8, 15, 15]


def test_failures_are_forgotten_after_an_hour(app) -> None:
    for _ in range(4):
        throttle.register_attempt(["account:x"], at=AT)
    throttle.register_attempt(["account:x"], at=AT + timedelta(minutes=61))
    assert db.session.get_one(SignInThrottle, "account:x").failures == 1


@pytest.mark.parametrize(
    "target",
    [
        "//[",
        "/a\nb",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "x",
    ],
)
def test_nobody_is_led_to_another_site(client, ana, target) -> None:
    assert sign_in(client, next=target).location == "/"


def test_one_comes_back_to_where_one_wanted_to_go(client, ana) -> None:
    assert client.get("/record").location.endswith("/sign-in?next=/record")
    assert sign_in(client, next="/record").location == "/record"


def test_signing_out_ends_the_session_in_the_database(client, ana) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        key = session["_user_id"]
    client.post("/session/end")
    assert client.get("/").status_code == 302
    with client.session_transaction() as session:
        session["_user_id"] = key
    assert client.get("/").status_code == 302


def test_the_cookie_holds_a_secret_and_the_database_its_hash(client, ana) -> None:
    person_id = str(ana.id)
    sign_in(client)
    with client.session_transaction() as session:
        key = session["_user_id"]
    row = db.session.scalars(select(SignInSession)).one()
    assert key not in (row.key_hash, person_id)
    assert row.key_hash == SignInSession.hash_of(key)


def test_a_new_password_signs_out_everywhere_else(app, client, ana) -> None:
    sign_in(client)
    other = app.test_client()
    sign_in(other)
    form = {"current": PASSWORD, "new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}
    assert client.post("/profile/password", data=form).status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert sign_in(other, password="sapi-lampu-gunting").location == "/"


@pytest.mark.parametrize(
    "form",
    [
        {"current": "salah", "new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"},
        {"current": PASSWORD, "new": "pendek", "again": "pendek"},
        {"current": PASSWORD, "new": "sapi-lampu-gunting", "again": "sapi-lampu-guntinh"},
    ],
)
def test_a_password_that_does_not_fit_changes_nothing(client, ana, form) -> None:
    sign_in(client)
    assert client.post("/profile/password", data=form).status_code == 422
    client.post("/session/end")
    assert sign_in(client).location == "/"


def test_guessing_the_current_password_is_slowed_down(client, ana) -> None:
    sign_in(client)
    new = {"new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}
    for _ in range(6):
        page = client.post("/profile/password", data={"current": "salah", **new})
        assert page.status_code == 422
    assert "Terlalu banyak percobaan" in page.text
    right = client.post("/profile/password", data={"current": PASSWORD, **new})
    assert right.status_code == 422


def test_who_left_cannot_enter_and_is_thrown_out(client, ana) -> None:
    sign_in(client)
    ana.deactivated_at = AT
    db.session.commit()
    assert client.get("/").status_code == 302
    assert sign_in(client).status_code == 422


def test_a_post_without_its_token_is_refused(app, ana) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert sign_in(app.test_client()).status_code == 400


def test_the_language_is_switched_and_remembered(client, ana) -> None:
    sign_in(client)
    assert '<html lang="id"' in client.get("/").text
    client.post("/language", data={"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").text
    client.post("/session/end")
    sign_in(client)
    assert '<html lang="en"' in client.get("/").text


@pytest.mark.parametrize("header", ["Content-Security-Policy", "X-Content-Type-Options"])
def test_every_answer_carries_the_security_headers(client, header) -> None:
    for address in ("/sign-in", "/nowhere", static_url("css/lentera.css")):
        assert header in client.get(address).headers, address


def test_the_policy_allows_nothing_inline_and_nobody_else(client) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    # Only a film that somebody asks for may come from elsewhere, and only from the hosts named.
    others = [part for part in policy.split(";") if not part.strip().startswith("frame-src ")]
    assert "http" not in "".join(others)


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, ana) -> None:
    answer = client.post("/profile/password", headers={"Referer": "http://localhost/profile"})
    assert answer.location.endswith("/sign-in?next=/profile")


@pytest.mark.parametrize("source", ["http://[", "http://localhost//evil.example", "nonsense"])
def test_an_odd_referer_leads_home(client, ana, source) -> None:
    answer = client.post("/profile/password", headers={"Referer": source})
    assert answer.location.endswith("/sign-in?next=/")
