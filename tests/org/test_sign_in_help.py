"""The list of those who may need help to sign in, and letters for many of them."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from app.accounts import links, roles
from app.accounts.actions import grant_role
from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.org.models import Membership, Unit
from tests.factories.cast import SINCE
from tests.factories.jobs import work_off

LETTERS = "/sign-in-help/letters"
TODAY = date(2026, 11, 22)


@pytest.fixture
def citra(client, cast):
    client.sign_in(cast.citra, language="en")
    return cast.citra


def unit_of(person: Person) -> int:
    return db.session.query(Membership).filter_by(person_id=person.id).one().unit_id


def has_link(person: Person) -> bool:
    return links.find_open_link(person.id, at=clock.now()) is not None


def test_no_letter_opens_the_account_of_an_administrator_or_ones_own(client, cast, citra) -> None:
    grant_role(cast.dewi, "admin", day=SINCE)
    # Citra, Dewi, Ana, Budi and Eko wait; the first two are not hers to help.
    assert "Letters for 3 people" in client.get("/sign-in-help").text
    client.post(LETTERS)
    work_off()
    assert [has_link(one) for one in (cast.ana, cast.budi, cast.eko)] == [True] * 3
    assert not has_link(cast.dewi)
    assert not has_link(citra)


def test_there_is_no_button_for_whom_the_officer_may_not_help(client, cast, citra) -> None:
    grant_role(cast.dewi, "admin", day=SINCE)
    page = client.get("/sign-in-help").text
    offered = re.findall(r'href="/people/(\d+)/sign-in"', page)
    assert {int(one) for one in offered} == {cast.ana.id, cast.budi.id, cast.eko.id}


def test_letters_for_administrators_alone_are_refused(client, cast, citra) -> None:
    grant_role(cast.dewi, "admin", day=SINCE)
    assert client.post(LETTERS, data={"q": "dewi"}).status_code == 422


def test_a_role_that_is_given_before_the_letters_are_made_counts(client, cast, citra) -> None:
    client.post(LETTERS)
    grant_role(cast.dewi, "admin", day=clock.now().date() + timedelta(days=30))
    work_off()
    assert not has_link(cast.dewi)
    assert has_link(cast.ana)


def test_an_officer_of_a_unit_makes_none_for_who_sees_beyond_it(client, cast) -> None:
    unit_id = unit_of(cast.eko)
    assert unit_of(cast.citra) == unit_id
    roles.give(cast.ana, roles.Wanted("officer", SINCE, unit_id=unit_id), by_id=None)
    client.sign_in(cast.ana, language="en")
    # Eko is an author and Citra an officer of everywhere.
    assert client.post(LETTERS).status_code == 422


def test_a_second_series_is_not_taken_for_the_first(client, cast, citra) -> None:
    def letters(person: Person) -> str:
        return client.post(LETTERS, data={"unit": str(unit_of(person))}).location

    assert letters(cast.ana) == letters(cast.ana)
    assert letters(cast.ana) != letters(cast.dewi)


def test_units_are_those_of_today_each_below_its_parent(client, cast, citra) -> None:
    unit = db.session.get_one(Unit, unit_of(cast.ana))
    for code, name, closed in (("1", "Seksi Arsip", None), ("2", "Seksi Lama", SINCE)):
        db.session.add(
            Unit(
                agency_id=unit.agency_id,
                code=code,
                name=name,
                parent_id=unit.id,
                valid_from=SINCE,
                valid_to=closed,
            )
        )
    db.session.commit()
    page = client.get("/sign-in-help").text
    assert re.search(r'<option value="\d+"[^>]*>\u2003Seksi Arsip<', page)
    assert "Seksi Lama" not in page


def test_a_unit_that_cannot_be_one_narrows_nothing(client, cast, citra) -> None:
    for unit in ("x", "99999999999", "²"):
        assert "ana@lentera.example" in client.get(f"/sign-in-help?unit={unit}").text


def test_the_day_is_that_of_the_officers_agency(client, cast) -> None:
    """At 20.00 UTC it is the next day in Jayapura already."""
    old = db.session.query(Membership).filter_by(person_id=cast.ana.id).one()
    old.valid_to = TODAY - timedelta(days=1)
    db.session.add(
        Membership(
            person_id=cast.ana.id,
            unit_id=unit_of(cast.dewi),
            position_id=old.position_id,
            kind="main",
            employment_type=old.employment_type,
            valid_from=TODAY,
        )
    )
    db.session.commit()
    with time_machine.travel(datetime(2026, 11, 21, 20, 0, tzinfo=UTC), tick=False):
        client.sign_in(cast.citra)
        page = client.get(f"/sign-in-help?unit={unit_of(cast.dewi)}").text
    assert "ana@lentera.example" in page


def job_page(client, answer) -> str:
    work_off()
    return client.get(answer.location).text


def test_letters_wanted_before_passwords_were_turned_off_are_not_made(
    client, app, cast, citra, monkeypatch
) -> None:
    answer = client.post(LETTERS)
    off = replace(app.config["LENTERA"], passwords=False)
    monkeypatch.setitem(app.config, "LENTERA", off)
    page = job_page(client, answer)
    assert "No letters were made: passwords have been turned off" in page
    assert not any(has_link(one) for one in (cast.ana, cast.budi, cast.eko))


def test_letters_for_whom_nobody_needs_one_any_more_are_no_empty_file(client, cast, citra) -> None:
    answer = client.post(LETTERS, data={"q": "ana"})
    db.session.get_one(Person, cast.ana.id).set_password("sapi-lampu-gunting")
    page = job_page(client, answer)
    assert "No letters were made: everybody has chosen a password since" in page
