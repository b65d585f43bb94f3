"""Which notices come by mail: each for themselves."""

import pytest
from sqlalchemy import func, select

from app.db import db
from app.kit import clock
from app.notifications import preferences
from app.notifications.hours import Hours
from app.notifications.models import MailChoice

CHOSEN = {
    "assignments": "at-once",
    "reminders": "daily",
    "results": "daily",
    "completions": "never",
    "quiet_from": "20",
    "quiet_until": "5",
    "digest": "16",
}


def test_at_first_results_come_at_once_and_nothing_at_night(client, cast) -> None:
    found = preferences.of(cast.ana.id, at=clock.now())
    assert found.frequencies == {
        "assignments": "at-once",
        "reminders": "at-once",
        "results": "at-once",
        "completions": "daily",
    }
    assert found.hours == Hours(quiet_from=21, quiet_until=6, digest=7)
    assert found.zone == "Asia/Jayapura"


def test_what_was_chosen_is_kept_and_shown(client, cast) -> None:
    client.sign_in(cast.ana, language="id")
    assert client.post("/profile/notices", data=CHOSEN).location == "/profile/notices"
    page = client.get("/profile/notices").text
    assert '<option selected value="16">16.00' in page
    assert page.count("checked") == 4
    found = preferences.of(cast.ana.id, at=clock.now())
    assert found.frequencies == {
        "assignments": "at-once",
        "reminders": "daily",
        "results": "daily",
        "completions": "never",
    }
    assert found.hours == Hours(quiet_from=20, quiet_until=5, digest=16)
    client.post("/profile/notices", data={**CHOSEN, "results": "at-once"})
    assert preferences.of(cast.ana.id, at=clock.now()).frequencies["results"] == "at-once"
    assert preferences.of(cast.dewi.id, at=clock.now()).frequencies["results"] == "at-once"
    assert preferences.of(cast.dewi.id, at=clock.now()).hours == Hours()


def test_of_two_first_clicks_on_save_the_second_waits(client, cast, count_queries) -> None:
    if db.session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with count_queries() as made:
        preferences.choose(cast.ana.id, hours=Hours(), frequencies={"results": "never"})
    assert "FOR NO KEY UPDATE" in made[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"results": "hourly"},
        {"quiet_from": "24"},
        {"quiet_until": "x"},
        {"digest": ""},
        {"completions": ""},
    ],
)
def test_what_is_no_choice_is_refused(client, cast, wrong) -> None:
    client.sign_in(cast.ana)
    assert client.post("/profile/notices", data={**CHOSEN, **wrong}).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(MailChoice)) == 0


def test_the_page_says_when_no_mail_is_sent(client, cast) -> None:
    page = client.sign_in(cast.ana, language="en").get("/profile/notices").text
    assert "sends no mail" in page


def test_the_page_is_silent_about_it_where_mail_is_sent(client, cast, mailbox) -> None:
    page = client.sign_in(cast.ana, language="en").get("/profile/notices").text
    assert "sends no mail" not in page
