"""First-run hints: shown to their role until they are put away, once and for good."""

import pytest

from app.db import db
from app.handbook.models import HintDismissal

PAGES = [
    ("ana", "home", "/"),
    ("budi", "team", "/team"),
    ("eko", "studio", "/studio"),
    ("citra", "certificates", "/certificates"),
    ("citra", "results", "/quizzes"),
    ("eko", "results", "/quizzes"),
]


def shows(client, address: str, hint: str) -> bool:
    return f'action="/hints/{hint}/dismissal"' in client.get(address).text


@pytest.mark.parametrize(("name", "hint", "address"), PAGES)
def test_a_hint_is_shown_until_it_is_put_away(client, cast, name, hint, address) -> None:
    client.sign_in(getattr(cast, name))
    assert shows(client, address, hint)
    answer = client.post(f"/hints/{hint}/dismissal")
    assert (answer.status_code, answer.location) == (302, address)
    assert not shows(client, address, hint)


def test_twice_is_once(client, cast) -> None:
    client.sign_in(cast.ana)
    for _ in range(2):
        assert client.post("/hints/home/dismissal").status_code == 302
    rows = db.session.query(HintDismissal).filter_by(person_id=cast.ana.id).all()
    assert [(row.hint, row.at is not None) for row in rows] == [("home", True)]


def test_what_one_person_puts_away_others_still_see(client, cast) -> None:
    client.sign_in(cast.ana).post("/hints/home/dismissal")
    assert shows(client.sign_in(cast.dewi), "/", "home")


@pytest.mark.parametrize("hint", ["nothing", "studio", "certificates", "team"])
def test_a_hint_that_is_unknown_or_of_another_role_is_not_found(client, cast, hint: str) -> None:
    assert client.sign_in(cast.ana).post(f"/hints/{hint}/dismissal").status_code == 404


def test_putting_away_needs_a_button_and_a_session(client, cast) -> None:
    assert "/sign-in" in client.post("/hints/home/dismissal").location
    assert client.sign_in(cast.ana).get("/hints/home/dismissal").status_code == 405


def test_a_hint_leads_to_its_guide(client, cast) -> None:
    page = client.sign_in(cast.budi).get("/team").text
    assert 'href="/help/supervisor"' in page.partition("hint-box")[2].partition("</aside>")[0]


def test_a_hint_takes_one_query(client, cast, count_queries) -> None:
    client.sign_in(cast.budi)
    with count_queries() as made:
        client.get("/team")
    assert len([statement for statement in made if "hint_dismissal" in statement]) == 1
