"""What people set for themselves, and where they are signed in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.accounts.actions import open_session
from app.accounts.devices import device_of
from app.accounts.models import Person, SignInSession
from app.db import db
from app.web.static import static_url
from tests.factories.cast import AT

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"
FOREIGN = {"language": "en", "time_zone": "Asia/Jakarta"}


@pytest.fixture
def ana(client, cast):
    client.sign_in(cast.ana)
    return cast.ana


def stored(person: Person) -> Person:
    return db.session.get_one(Person, person.id)


def test_language_and_zone_are_saved_and_told_in_the_new_language(client, ana) -> None:
    answer = client.post("/profile/locale", data=FOREIGN, follow_redirects=True)
    assert "Saved. Lentera now speaks and tells the time as you chose." in answer.text
    assert '<html lang="en"' in answer.text
    assert (stored(ana).language, stored(ana).time_zone) == ("en", "Asia/Jakarta")


def test_the_agency_s_zone_is_chosen_by_choosing_none(client, ana) -> None:
    client.post("/profile/locale", data=FOREIGN)
    client.post("/profile/locale", data={"language": "id", "time_zone": ""})
    assert stored(ana).time_zone is None


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/profile/locale", {"language": "jv", "time_zone": ""}),
        ("/profile/locale", {"language": "id", "time_zone": "Europe/Paris"}),
        ("/profile/appearance", {"theme": "purple"}),
    ],
)
def test_what_is_no_choice_is_refused_with_the_form_s_summary(client, ana, address, data) -> None:
    answer = client.post(address, data=data)
    assert answer.status_code == 422
    assert "Pilihan ini tidak tersedia" in answer.text.split("<h1>")[0]
    assert (stored(ana).language, stored(ana).time_zone, stored(ana).theme) == ("id", None, None)


def test_a_theme_stands_in_the_page_that_the_server_writes(client, ana) -> None:
    assert "data-theme" not in client.get("/profile").text
    page = client.post("/profile/appearance", data={"theme": "dark"}, follow_redirects=True).text
    assert 'data-theme="dark"' in page
    assert '<meta name="color-scheme" content="dark">' in page
    client.post("/profile/appearance", data={"theme": ""})
    assert "data-theme" not in client.get("/profile").text


def test_visitors_see_the_theme_of_their_device(client) -> None:
    page = client.get("/sign-in").text
    assert "data-theme" not in page
    assert '<meta name="color-scheme" content="light dark">' in page


def test_data_saving_is_switched_on_and_off(client, ana) -> None:
    client.post("/profile/data-saving", data={"saves_data": "y"})
    assert stored(ana).saves_data
    assert static_url("js/pictures.js") in client.get("/profile").text
    client.post("/profile/data-saving", data={})
    assert not stored(ana).saves_data
    assert static_url("js/pictures.js") not in client.get("/profile").text


@pytest.mark.parametrize(
    "address", ["locale", "appearance", "data-saving", "password", "sessions/1/revocation"]
)
def test_nothing_is_changed_by_an_address_alone(client, ana, address) -> None:
    assert client.get(f"/profile/{address}").status_code == 405


@pytest.mark.parametrize("address", ["locale", "appearance", "data-saving"])
def test_who_is_not_signed_in_sets_nothing(client, address) -> None:
    assert "/sign-in" in client.post(f"/profile/{address}", data=FOREIGN).location


def elsewhere(person, agent=CHROME, *, key: list[str] | None = None) -> SignInSession:
    mine = person.session_key
    open_session(person, user_agent=agent, at=datetime.now(UTC))
    db.session.flush()
    opened = person.session_key
    person.session_key = mine
    if key is not None:
        key.append(opened)
    found = db.session.query(SignInSession).filter_by(key_hash=SignInSession.hash_of(opened)).one()
    db.session.commit()
    return found


def test_a_session_elsewhere_is_named_and_ended(app, client, ana) -> None:
    client.sign_in(ana, language="en")
    keys: list[str] = []
    there = elsewhere(ana, key=keys)
    other = app.test_client()
    with other.session_transaction() as session:
        session["_user_id"] = keys[0]
    assert other.get("/profile").status_code == 200
    assert "Chrome on Android" in client.get("/profile").text
    client.post(f"/profile/sessions/{there.id}/revocation")
    assert other.get("/profile").status_code == 302
    page = client.get("/profile")
    assert page.status_code == 200
    assert "Chrome on Android" not in page.text


def test_a_session_of_somebody_else_does_not_exist(client, cast, ana) -> None:
    theirs = elsewhere(cast.dewi)
    assert client.post(f"/profile/sessions/{theirs.id}/revocation").status_code == 404
    assert db.session.get_one(SignInSession, theirs.id).revoked_at is None


def test_ending_a_session_twice_keeps_the_first_moment(cast) -> None:
    session = elsewhere(cast.ana)
    later = datetime(2026, 11, 23, tzinfo=UTC)
    session.end(at=AT)
    session.end(at=later)
    assert session.revoked_at == AT


def test_the_page_makes_few_queries(client, ana, count_queries) -> None:
    for _ in range(5):
        elsewhere(ana)
    with count_queries() as made:
        client.get("/profile")
    # Session, NIP, where signed in.
    assert len(made) == 4


@pytest.mark.parametrize(
    ("agent", "device"),
    [(CHROME, ("Chrome", "Android")), (EDGE, ("Edge", "Windows")), ("curl/8.5", ("", ""))],
)
def test_a_browser_is_named_as_people_know_it(agent, device) -> None:
    assert device_of(agent) == device


def test_where_passwords_are_off_nobody_is_told_to_change_theirs(
    app, client, ana, monkeypatch
) -> None:
    words = "change your password"
    client.sign_in(ana, language="en")
    assert f"{words}." in client.get("/profile").text
    off = replace(app.config["LENTERA"], passwords=False, oidc_name="Akun Kota")
    monkeypatch.setitem(app.config, "LENTERA", off)
    page = client.get("/profile").text
    assert f"{words} at Akun Kota." in page
    assert f"{words}." not in page
    assert "Change password" not in page
