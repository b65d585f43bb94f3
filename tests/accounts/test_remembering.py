"""How long a session lasts, and staying signed in on a device by a token that is replaced."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.models import RememberedDevice, SignInSession
from app.audit.models import AuditEntry
from app.db import db
from app.notifications.models import Notice
from tests.factories.cast import create_person

PASSWORD = "kuda-baterai-stapler"
AT = datetime(2026, 11, 22, 2, 0, 15, tzinfo=UTC)
COOKIE = "lentera-remembered"
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(app):
    person = create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.commit()
    return person


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def settings(app):
    """Call it with what the operator has settled otherwise in this test."""
    config = app.config["LENTERA"]

    def settle(**changed) -> None:
        own = {name: value for name, value in changed.items() if hasattr(config, name)}
        others = changed.keys() - own.keys()
        settled = {f"LENTERA_{name.upper()}": str(changed[name]) for name in others}
        app.config["LENTERA"] = replace(config, **own, settled=settled)

    yield settle
    app.config["LENTERA"] = config


def sign_in(client, **more):
    return client.post(
        "/session", data={"login": "ana@lentera.example", "password": PASSWORD, **more}
    )


def token(client) -> str | None:
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else None


def close_browser(client) -> None:
    """What has no end of its own is forgotten."""
    client.delete_cookie("lentera")


def is_in(client) -> bool:
    return client.get("/profile").status_code == 200


def test_without_the_tick_the_session_ends_with_the_browser(client, ana, clock) -> None:
    cookies = sign_in(client).headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("lentera="))
    assert "Expires" not in session
    assert "Max-Age" not in session
    assert token(client) is None
    close_browser(client)
    assert not is_in(client)


def test_pages_keep_a_session_alive_and_silence_ends_it(client, ana, clock) -> None:
    sign_in(client)
    for _ in range(3):
        clock.shift(timedelta(hours=3, minutes=50))
        assert is_in(client)
    clock.shift(timedelta(hours=4, minutes=1))
    assert not is_in(client)


def test_what_is_sent_keeps_a_session_alive_too(client, ana, clock) -> None:
    sign_in(client)
    clock.shift(3 * HOUR)
    client.post("/profile/data-saving", data={})
    clock.shift(3 * HOUR)
    assert is_in(client)


def test_a_session_ends_after_half_a_day_in_any_case(client, ana, clock) -> None:
    sign_in(client)
    for _ in range(5):
        clock.shift(2 * HOUR)
        assert is_in(client)
    clock.shift(2 * HOUR)
    assert not is_in(client)


def test_fewer_hours_end_open_sessions_too(app, client, ana, clock, settings) -> None:
    sign_in(client)
    clock.shift(3 * HOUR)
    assert is_in(client)
    settings(session_hours=2)
    assert not is_in(client)
    settings()
    # What is over stays over.
    assert not is_in(client)


def test_a_shorter_silence_counts_from_the_next_page_on(client, ana, clock, settings) -> None:
    sign_in(client)
    settings(session_idle_hours=1)
    assert is_in(client)
    clock.shift(timedelta(minutes=61))
    assert not is_in(client)


def test_the_operator_sets_both_times(client, ana, clock, settings) -> None:
    settings(session_idle_hours=1, session_hours=2)
    sign_in(client)
    clock.shift(timedelta(minutes=50))
    assert is_in(client)
    clock.shift(timedelta(minutes=50))
    assert is_in(client)
    clock.shift(timedelta(minutes=21))
    assert not is_in(client)


def test_a_page_opened_again_soon_writes_nothing(client, ana, clock, count_queries) -> None:
    sign_in(client)
    clock.shift(timedelta(minutes=5))
    with count_queries() as made:
        client.get("/profile")
    assert not [statement for statement in made if statement.startswith("UPDATE")]


def test_a_remembered_device_comes_back_with_a_new_token(client, ana, clock) -> None:
    sign_in(client, remember="y")
    first = token(client)
    close_browser(client)
    clock.shift(29 * 24 * HOUR)
    assert is_in(client)
    assert token(client) not in (None, first)
    close_browser(client)
    clock.shift(2 * 24 * HOUR)
    assert not is_in(client)


@pytest.mark.parametrize("address", ["/branding/logos/0.png", "/branding/sheets/0.css"])
def test_a_picture_opens_no_session(client, ana, clock, address) -> None:
    sign_in(client, remember="y")
    clock.shift(13 * HOUR)
    before = token(client)
    client.get(address)
    assert token(client) == before
    client.get("/profile")
    assert token(client) != before


def test_the_cookie_of_a_device_is_for_this_site_alone(app, ana) -> None:
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE")
    before = {name: app.config[name] for name in names}
    app.config.update(SESSION_COOKIE_NAME="__Host-lentera", SESSION_COOKIE_SECURE=True)
    try:
        answer = sign_in(app.test_client(), remember="y")
    finally:
        app.config.update(before)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "remembered" in c)
    assert cookie.startswith("__Host-lentera-remembered=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"):
        assert part in cookie
    assert "Domain" not in cookie


def test_the_database_knows_no_token(client, ana, clock) -> None:
    sign_in(client, remember="y")
    close_browser(client)
    client.get("/profile")
    row = db.session.scalars(select(RememberedDevice)).one()
    shown = (token(client) or "").partition(".")[2]
    assert len(shown) >= 43
    assert shown not in (row.token_hash, row.former_hash, row.series)


def test_two_tabs_that_come_back_at_once_are_given_the_same_token(app, client, ana, clock) -> None:
    sign_in(client, remember="y")
    old = token(client)
    tabs = [app.test_client(), app.test_client()]
    for tab in tabs:
        tab.set_cookie(COOKIE, old)
        assert is_in(tab)
        clock.shift(timedelta(seconds=20))
    assert token(tabs[0]) == token(tabs[1]) != old
    close_browser(tabs[1])
    clock.shift(HOUR)
    assert is_in(tabs[1])
    assert is_in(tabs[0])


def test_a_copy_of_a_used_token_ends_everything_on_the_device(app, client, ana, clock) -> None:
    sign_in(client, remember="y")
    stolen = token(client)
    close_browser(client)
    assert is_in(client)
    clock.shift(timedelta(minutes=2))
    thief = app.test_client()
    thief.set_cookie(COOKIE, stolen)
    assert not is_in(thief)
    assert token(thief) is None
    assert not is_in(client)
    sign_in(client)
    told = db.session.scalars(select(Notice).where(Notice.person_id == ana.id)).one()
    assert told.kind == "sign-in.copied"
    assert db.session.scalar(
        select(AuditEntry.id).where(
            AuditEntry.action == "device.token-reused", AuditEntry.subject_id == ana.id
        )
    )
    client.post("/language", data={"language": "en"})
    assert "old copy of the sign-in" in client.get("/notices").text


@pytest.mark.parametrize("cookie", ["", ".", "x", "x.y", "x.y.z", "." * 500, "é.é"])
def test_nonsense_in_the_cookie_opens_nothing_and_asks_no_database(
    client, ana, cookie, count_queries
) -> None:
    client.set_cookie(COOKIE, cookie)
    with count_queries() as made:
        assert not is_in(client)
    assert not [statement for statement in made if "remembered_device" in statement]


def test_a_new_key_of_the_instance_signs_remembered_devices_out(
    app, client, ana, clock, monkeypatch
) -> None:
    sign_in(client, remember="y")
    monkeypatch.setitem(app.config, "SECRET_KEY", "b" * 40)
    assert not is_in(client)
    assert token(client) is None


@pytest.mark.parametrize(
    "changed", [{"remember_days": 0}, {"remember_days": 7}, {"passwords": False}]
)
def test_what_the_operator_allows_today_counts(client, ana, clock, settings, changed) -> None:
    sign_in(client, remember="y")
    clock.shift(8 * 24 * HOUR)
    settings(**changed)
    assert not is_in(client)
    assert token(client) is None
    settings()
    assert not is_in(client)


def test_fewer_days_leave_those_who_came_lately(client, ana, clock, settings) -> None:
    sign_in(client, remember="y")
    close_browser(client)
    clock.shift(6 * 24 * HOUR)
    settings(remember_days=7)
    assert is_in(client)


def test_signing_out_forgets_the_device(client, ana, clock) -> None:
    sign_in(client, remember="y")
    kept = token(client)
    client.post("/session/end")
    assert token(client) is None
    client.set_cookie(COOKIE, kept)
    assert not is_in(client)


def test_a_new_password_forgets_other_devices_and_keeps_this_one(app, client, ana, clock) -> None:
    sign_in(client, remember="y")
    other = app.test_client()
    sign_in(other, remember="y")
    form = {"current": PASSWORD, "new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}
    assert client.post("/profile/password", data=form).status_code == 302
    for browser in (client, other):
        close_browser(browser)
    assert is_in(client)
    assert not is_in(other)


def test_who_left_does_not_come_back(client, ana, clock) -> None:
    sign_in(client, remember="y")
    close_browser(client)
    ana.deactivated_at = AT
    db.session.commit()
    assert not is_in(client)


def test_whoever_signs_in_next_takes_the_device_over(client, ana, clock) -> None:
    dewi = create_person("dewi", None, "", "employee", password=PASSWORD)
    dewi_id = dewi.id
    sign_in(client, remember="y")
    client.post("/session", data={"login": "dewi@lentera.example", "password": PASSWORD})
    assert token(client) is None
    live = select(SignInSession.person_id).where(SignInSession.revoked_at.is_(None))
    assert db.session.scalars(live).all() == [dewi_id]


def test_a_form_of_yesterday_is_stored_on_a_remembered_device(client, ana, clock) -> None:
    sign_in(client, remember="y")
    clock.shift(24 * HOUR)
    client.post("/profile/data-saving", data={"saves_data": "y"})
    db.session.refresh(ana)
    assert ana.saves_data


def test_without_days_nothing_is_remembered(client, ana, clock, settings) -> None:
    settings(remember_days=0)
    assert "remember" not in client.get("/sign-in").text
    sign_in(client, remember="y")
    assert token(client) is None


def test_the_box_names_the_days(client, ana, settings) -> None:
    settings(remember_days=7)
    client.post("/language", data={"language": "en"})
    assert "for 7 days" in client.get("/sign-in").text


def remembered_elsewhere(app) -> RememberedDevice:
    sign_in(app.test_client(), remember="y")
    return db.session.scalars(select(RememberedDevice).order_by(RememberedDevice.id.desc())).first()


def test_a_device_is_listed_once_and_ended(app, client, ana, clock) -> None:
    other = app.test_client()
    sign_in(other, remember="y")
    close_browser(other)
    assert is_in(other)
    sign_in(client)
    page = client.get("/profile").text
    assert page.count('class="session"') == 2
    device = db.session.scalars(select(RememberedDevice)).one()
    removal = f"/profile/devices/{device.id}/removal"
    assert removal in page
    assert client.get(removal).status_code == 405
    assert client.post(removal).status_code == 302
    assert client.post(removal).status_code == 302
    assert not is_in(other)


def test_a_device_of_somebody_else_does_not_exist(app, client, ana, clock) -> None:
    device_id = remembered_elsewhere(app).id
    dewi = create_person("dewi", None, "", "employee")
    client.sign_in(dewi)
    assert client.post(f"/profile/devices/{device_id}/removal").status_code == 404
    assert db.session.get_one(RememberedDevice, device_id).revoked_at is None


def test_a_session_on_a_device_that_opens_nothing_any_more_is_shown(
    client, ana, clock, settings
) -> None:
    sign_in(client, remember="y")
    settings(remember_days=0)
    page = client.get("/profile").text
    assert page.count('class="session"') == 1
    assert "/profile/sessions/others/revocation" in page


def test_tabs_that_are_restored_together_send_each_others_forms(
    app, client, ana, clock, monkeypatch
) -> None:
    sign_in(client, remember="y")
    old = token(client)
    tabs = [app.test_client(), app.test_client()]
    pages = []
    for tab in tabs:
        tab.set_cookie(COOKIE, old)
        pages.append(tab.get("/profile").text)
        clock.shift(timedelta(seconds=20))
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    form_token = re.search('name="csrf_token" value="([^"]+)"', pages[0])[1]
    form = {"csrf_token": form_token, "saves_data": "y"}
    assert tabs[1].post("/profile/data-saving", data=form).status_code == 302
    stranger = app.test_client()
    sign_in(stranger)
    assert stranger.post("/profile/data-saving", data=form).status_code == 400


def test_one_signs_out_everywhere_else_at_once(app, client, ana, clock) -> None:
    sign_in(client, remember="y")
    phone, office = app.test_client(), app.test_client()
    sign_in(phone, remember="y")
    sign_in(office)
    address = "/profile/sessions/others/revocation"
    assert address in client.get("/profile").text
    assert client.get(address).status_code == 405
    client.post(address)
    for browser in (client, phone):
        close_browser(browser)
    assert [is_in(browser) for browser in (client, phone, office)] == [True, False, False]


def test_an_operator_signs_somebody_out(app, client, ana, clock) -> None:
    from app.accounts.cli import user

    sign_in(client, remember="y")
    result = app.test_cli_runner().invoke(user, ["sign-out", "ana@lentera.example"])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    assert not is_in(client)


def test_a_new_sign_in_ends_the_session_before_it(app, client, ana, clock) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        before = session["_user_id"]
    sign_in(client)
    with client.session_transaction() as session:
        session["_user_id"] = before
    assert not is_in(client)
