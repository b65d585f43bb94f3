"""Choosing, looking before it is sent, sending, and the log."""

import pytest
from sqlalchemy import func, select

from app.db import db
from app.notifications import outbox
from app.reminders import queries
from app.reminders.models import ReminderPerson, ReminderRound
from tests.factories.cast import create_person
from tests.rules.actors import gather

TEAM = {"whom": "team", "unit": "", "standing": "below", "note": "", "form_key": "k"}


@pytest.fixture
def budi(client, cast):
    client.sign_in(cast.budi, language="en")
    return cast.budi


def count_rounds() -> int:
    return db.session.scalar(select(func.count()).select_from(ReminderRound)) or 0


def test_a_supervisor_is_offered_the_team_alone(client, budi) -> None:
    page = client.get("/reminders/new?standing=nothing").text
    assert "My team" in page
    assert 'name="unit"' not in page
    ticked = [line for line in page.splitlines() if "checked" in line and "standing" in line]
    assert [('value="nothing"' in line) for line in ticked] == [True]


def test_an_officer_is_offered_the_units(client, cast) -> None:
    page = client.sign_in(cast.citra, language="en").get("/reminders/new").text
    assert "Dishub" in page
    assert "My team" not in page


def test_the_preview_tells_how_many_and_the_words_and_sends_nothing(client, budi) -> None:
    answer = client.post("/reminders/preview", data={**TEAM, "note": "Mari <b>kejar</b>."})
    assert answer.status_code == 200
    assert "you have 0 of the 20 JP for" in answer.text
    assert '<blockquote lang="id">' in answer.text
    assert "Mari &lt;b&gt;kejar&lt;/b&gt;." in answer.text
    assert "&amp;lt;" not in answer.text
    assert count_rounds() == 0


def test_sending_leads_to_the_log_and_twice_to_the_same(client, cast, budi) -> None:
    first = client.post("/reminders", data=TEAM)
    (sending,) = db.session.scalars(select(ReminderRound))
    assert first.location == f"/reminders/{sending.id}"
    assert client.post("/reminders", data=TEAM).location == first.location
    assert count_rounds() == 1
    page = client.get(first.location).text
    assert "Ana" in page
    assert "0 of 20" in page


def test_where_no_mail_is_sent_none_is_asked_for(client, cast, budi) -> None:
    address = client.post("/reminders", data=TEAM).location
    assert 'value="failed"' not in client.get(address).text
    outbox.connect(sends_mail=True)
    try:
        assert 'value="failed"' in client.get(address).text
    finally:
        outbox.connect(sends_mail=False)


def test_where_nobody_is_left_it_cannot_be_sent(client, budi) -> None:
    client.post("/reminders", data=TEAM)
    again = {**TEAM, "form_key": "other"}
    for address in ("/reminders/preview", "/reminders"):
        answer = client.post(address, data=again)
        assert answer.status_code == 422
        assert "1 person has been reminded within the last 7 days" in answer.text
        assert "Send the reminder" not in answer.text
    assert count_rounds() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"whom": "units"},
        {"whom": ""},
        {"standing": "met"},
        {"note": "x" * 501},
        {"unit": "x"},
        {"form_key": "x" * 33},
    ],
)
@pytest.mark.parametrize("address", ["/reminders", "/reminders/preview"])
def test_bad_input_is_refused(client, budi, wrong, address) -> None:
    assert client.post(address, data={**TEAM, **wrong}).status_code == 422
    assert count_rounds() == 0


def test_changing_leads_back_to_the_form_as_it_was(client, budi) -> None:
    data = {**TEAM, "note": "Mari kejar.", "change": "1"}
    answer = client.post("/reminders/preview", data=data)
    assert (answer.status_code, "Mari kejar." in answer.text) == (200, True)
    assert "See who gets it" in answer.text


def test_employees_may_not(client, cast) -> None:
    client.sign_in(cast.ana)
    for method, address in (
        ("GET", "/reminders"),
        ("GET", "/reminders/new"),
        ("POST", "/reminders/preview"),
        ("POST", "/reminders"),
        ("GET", "/reminders/1"),
    ):
        assert client.open(address, method=method, data=TEAM).status_code == 403


def test_a_log_is_for_whoever_sent_it_and_officers_for_everywhere(client, cast, budi) -> None:
    address = client.post("/reminders", data=TEAM).location
    seen = set()
    for name, person in gather(cast).items():
        if person is None:
            continue
        client.sign_in(db.session.merge(person))
        if client.get(address).status_code == 200:
            assert address in client.get("/reminders").text
            seen.add(name)
    assert seen == {"supervisor", "officer", "admin"}


def test_the_log_goes_on_and_keeps_its_number_of_queries(client, cast, budi, count_queries) -> None:
    for place in range(queries.PAGE_SIZE + 1):
        create_person(
            f"pegawai{place}",
            cast.agency,
            "Disdukcapil",
            "employee",
            supervisor=db.session.merge(budi),
        )
    db.session.commit()
    address = client.post("/reminders", data=TEAM).location
    with count_queries() as made:
        page = client.get(address).text
    # The session, settings, unread notices, the round, its counts, and its people.
    assert len(made) <= 7, made
    assert page.count('<th scope="row">') == queries.PAGE_SIZE
    last = sorted(db.session.scalars(select(ReminderPerson.id)))[queries.PAGE_SIZE - 1]
    assert f"{address}?after={last}" in page
    # Ana, and one more than a page.
    assert client.get(f"{address}?after={last}").text.count('<th scope="row">') == 2
