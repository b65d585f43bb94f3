"""One-time links: made by an officer, used once, on the screen and on paper."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pypdf import PdfReader

from app.accounts import links
from app.accounts.actions import grant_role, open_session
from app.accounts.models import OneTimeLink, Person, RoleGrant, is_password_of
from app.accounts.queries import sessions_of
from app.db import db
from app.kit import clock
from tests.factories.cast import SINCE
from tests.factories.jobs import work_off
from tests.factories.letters import scanned, words_on

NEW = "sapi-lampu-gunting"
BOTH = {"new": NEW, "again": NEW}


@pytest.fixture
def citra(client, cast):
    client.sign_in(cast.citra)
    return cast.citra


def stranger(app):
    """A browser of nobody yet, that speaks English."""
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["language"] = "en"
    return browser


def make(client, person) -> str:
    """The path of a fresh link, as the officer's page shows it."""
    page = client.post(f"/people/{person.id}/one-time-links", follow_redirects=True)
    assert page.status_code == 200
    return re.search(r'value="http://localhost(/password/[^"]+)"', page.text)[1]


def test_a_link_sets_the_password_and_signs_in(client, app, cast, citra) -> None:
    path = make(client, cast.ana)
    anyone = stranger(app)
    assert "Ana" in anyone.get(path).text
    answer = anyone.post(path, data=BOTH)
    assert (answer.status_code, answer.location) == (302, "/")
    assert anyone.get("/").status_code == 200
    assert is_password_of(db.session.get_one(Person, cast.ana.id), NEW)


def test_a_link_works_once(client, app, cast, citra) -> None:
    path = make(client, cast.ana)
    stranger(app).post(path, data=BOTH)
    second = stranger(app)
    assert second.get(path).status_code == 404
    assert second.post(path, data=BOTH).status_code == 404
    assert second.get("/").status_code == 302


def test_looking_at_the_page_uses_nothing_up(client, app, cast, citra) -> None:
    path = make(client, cast.ana)
    assert [stranger(app).get(path).status_code for _ in range(3)] == [200] * 3


def test_a_new_link_voids_the_older(client, app, cast, citra) -> None:
    old, new = make(client, cast.ana), make(client, cast.ana)
    assert stranger(app).get(old).status_code == 404
    assert stranger(app).get(new).status_code == 200


def test_loading_the_page_anew_shows_the_same_link_to_who_made_it(client, app, cast, citra) -> None:
    page = client.post(f"/people/{cast.ana.id}/one-time-links").location
    shown = [re.findall(r'/password/[^"]+', client.get(page).text) for _ in range(2)]
    assert shown[0]
    assert shown[0] == shown[1]
    assert stranger(app).get(shown[0][0]).status_code == 200
    assert "/password/" not in client.get(page.partition("?")[0]).text
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert "/password/" not in client.get(page).text
    grant_role(cast.dewi, "officer", day=SINCE)
    db.session.commit()
    assert "/password/" not in client.sign_in(cast.dewi).get(page).text


def test_it_is_said_that_an_earlier_link_works_no_more(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    address, words = f"/people/{cast.ana.id}/one-time-links", "works no more"
    assert words not in client.post(address, follow_redirects=True).text
    assert words in client.post(address, follow_redirects=True).text


def test_a_password_set_otherwise_voids_the_link(client, app, cast, citra) -> None:
    from app.accounts.actions import set_password

    path = make(client, cast.ana)
    set_password(db.session.get_one(Person, cast.ana.id), NEW, at=clock.now())
    db.session.commit()
    assert stranger(app).get(path).status_code == 404


def test_a_link_ends_after_seven_days(client, app, cast, citra) -> None:
    path = make(client, cast.ana)
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        answer = stranger(app).get(path)
    assert answer.status_code == 404
    assert "This link does not work any more" in answer.text


def test_all_other_sessions_end_when_a_link_is_used(client, app, cast, citra) -> None:
    open_session(cast.ana, user_agent="elsewhere", at=clock.now())
    path = make(client, cast.ana)
    stranger(app).post(path, data=BOTH)
    agents = [one.user_agent for one in sessions_of(cast.ana.id, at=clock.now())]
    assert len(agents) == 1
    assert "elsewhere" not in agents


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("pendek", "at least 12 signs"),
        ("qwertyuiop123", "used by many people"),
        ("ana-lentera-2", "holds your name"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason_and_the_link_stays(
    client, app, cast, citra, new, words
) -> None:
    path = make(client, cast.ana)
    anyone = stranger(app)
    answer = anyone.post(path, data={"new": new, "again": new})
    assert answer.status_code == 422
    assert words in answer.text
    assert anyone.post(path, data=BOTH).status_code == 302


def test_two_different_passwords_are_refused(client, app, cast, citra) -> None:
    answer = stranger(app).post(make(client, cast.ana), data={"new": NEW, "again": "x"})
    assert answer.status_code == 422
    assert "The two new passwords differ." in answer.text


def test_the_database_does_not_hold_the_link_itself(client, app, cast, citra) -> None:
    token = make(client, cast.ana).rpartition("/")[2]
    row = db.session.query(OneTimeLink).one()
    assert token not in {str(value) for value in vars(row).values()}
    assert (row.person_id, row.created_by_id, row.purpose) == (cast.ana.id, citra.id, "first")


def test_nobody_helps_an_administrator_but_another(client, cast, citra) -> None:
    grant_role(cast.dewi, "admin", day=SINCE)
    assert client.post(f"/people/{cast.dewi.id}/one-time-links").status_code == 403
    assert client.post(f"/people/{cast.dewi.id}/letters").status_code == 403
    grant_role(cast.citra, "admin", day=SINCE)
    assert client.post(f"/people/{cast.dewi.id}/one-time-links").status_code == 302


def test_a_link_from_before_a_role_is_worth_nothing_after(client, app, cast, citra) -> None:
    path = make(client, cast.dewi)
    grant_role(cast.dewi, "admin", day=SINCE, by_id=citra.id)
    db.session.commit()
    assert stranger(app).get(path).status_code == 404


def test_who_will_be_an_administrator_is_helped_as_one(client, cast, citra) -> None:
    grant_role(cast.dewi, "admin", day=clock.now().date() + timedelta(days=30))
    assert client.post(f"/people/{cast.dewi.id}/one-time-links").status_code == 403


def test_a_letter_is_good_to_the_end_of_the_day_that_it_names(client, app, cast, citra) -> None:
    """Ana reads “22 Desember 2026”; in Jayapura that day ends at 15.00 UTC."""
    with time_machine.travel(datetime(2026, 11, 21, 20, 0, tzinfo=UTC), tick=False):
        client.sign_in(citra)
        letter = client.post(f"/people/{cast.ana.id}/letters")
    assert "22 Desember 2026" in words_on(letter.data)
    for hour, status in ((14, 200), (15, 404)):
        with time_machine.travel(datetime(2026, 12, 22, hour, 30, tzinfo=UTC), tick=False):
            assert stranger(app).get(scanned(letter.data)).status_code == status


def test_whose_page_is_opened_sees_that_it_was(client, cast, citra) -> None:
    client.get(f"/people/{cast.ana.id}/sign-in")
    page = client.sign_in(cast.ana, language="en").get("/profile/views").text
    assert "Citra" in page
    assert "Help with signing in" in page


def test_nobody_makes_a_link_for_themselves_or_for_who_has_left(client, cast, citra) -> None:
    assert client.post(f"/people/{citra.id}/one-time-links").status_code == 403
    db.session.get_one(Person, cast.ana.id).deactivated_at = clock.now()
    assert client.post(f"/people/{cast.ana.id}/one-time-links").status_code == 404


def test_a_letter_says_how_to_begin(client, app, cast, citra) -> None:
    answer = client.post(f"/people/{cast.ana.id}/letters")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "NIP 19920411 201903 2 003" in words_on(answer.data)
    assert "ana@lentera.example" in words_on(answer.data)
    assert stranger(app).get(scanned(answer.data)).status_code == 200


def test_an_address_copied_from_a_letter_has_no_invisible_sign(client, cast, citra) -> None:
    email = "ana.dengan.alamat.yang.panjang.sekali@lentera.example"
    db.session.get_one(Person, cast.ana.id).email = email
    words = words_on(client.post(f"/people/{cast.ana.id}/letters").data)
    assert email in "".join(words.split())
    assert "\u200b" not in words


def test_letters_of_a_unit_come_in_one_file(client, app, cast, citra) -> None:
    page = client.get("/sign-in-help")
    assert "5 orang" in page.text
    unit = re.search(r'<option value="(\d+)"[^>]*>Disdukcapil', page.text)[1]
    answer = client.post("/sign-in-help/letters", data={"unit": unit})
    work_off()
    page = client.get(answer.location)
    file = re.search(r'href="([^"]*/jobs/\d+/[^"]*)"', page.text)[1]
    reader = PdfReader(io.BytesIO(client.get(file).data))
    # Ana and Budi work there.
    assert len(reader.pages) == 2
    open_links = [links.find_open_link(one.id, at=clock.now()) for one in (cast.ana, cast.budi)]
    assert all(open_links)
    assert links.find_open_link(cast.dewi.id, at=clock.now()) is None


def test_letters_for_nobody_are_refused(client, cast, citra) -> None:
    assert client.post("/sign-in-help/letters", data={"q": "tidakada"}).status_code == 422


def test_the_list_finds_by_name_and_number(client, cast, citra) -> None:
    assert "dewi@lentera.example" not in client.get("/sign-in-help?q=ana").text
    number = {"list": "sign-in-help", "q": "19920411 201903"}
    page = client.post("/people/search", data=number, follow_redirects=True).text
    assert "ana@lentera.example" in page
    assert "budi@lentera.example" not in page


def test_the_list_makes_few_queries(client, cast, citra, count_queries) -> None:
    with count_queries() as made:
        client.get("/sign-in-help")
    assert len(made) <= 8


def test_who_forgot_is_told_whom_to_ask(client) -> None:
    assert 'href="/forgotten-password"' in client.get("/sign-in").text
    assert client.get("/forgotten-password").status_code == 200


def test_a_role_that_is_given_at_the_same_moment_counts(client, app, cast, citra, monkeypatch):
    """After the page has looked, and before the link is made."""
    from app.accounts import queries

    lock, dewi = queries.lock_person, cast.dewi

    def give_role_first(person_id: int) -> None:
        lock(person_id)
        db.session.add(RoleGrant(person_id=person_id, role="admin", valid_from=SINCE))
        db.session.flush()

    monkeypatch.setattr(links, "lock_person", give_role_first)
    assert client.post(f"/people/{dewi.id}/one-time-links").status_code == 403
    assert client.post(f"/people/{dewi.id}/letters").status_code == 403
    assert links.find_open_link(dewi.id, at=clock.now()) is None
