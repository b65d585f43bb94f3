"""Correcting the data of a person, and what is told of it."""

from datetime import date

import pytest
from sqlalchemy import select, update

from app.accounts import links
from app.accounts.actions import grant_role
from app.accounts.models import EmployeeNumber, Person
from app.audit.models import AuditEntry, AuditValue
from app.db import db
from app.kit import clock
from app.notifications.models import Notice
from app.org import details
from tests.factories.cast import SINCE

NEW_NIP = "199204112026032003"


@pytest.fixture
def citra(client, cast):
    client.sign_in(cast.citra, language="en")
    return cast.citra


def sent(**changed) -> dict[str, str]:
    """What the form of Ana holds, with what is changed."""
    return {
        "name": "Ana",
        "email": "ana@lentera.example",
        "birth_place": "",
        "nip": "19920411 201903 2 003",
        "day": "2026-06-01",
    } | changed


def address(person: Person) -> str:
    return f"/people/{person.id}/details"


def told_of(action: str) -> tuple[AuditEntry, dict[str, tuple[str | None, str | None]]]:
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()
    values = db.session.scalars(select(AuditValue).where(AuditValue.entry_id == entry.id))
    return entry, {value.field: (value.old, value.new) for value in values}


def numbers_of(person: Person) -> list[tuple[str, date, date | None]]:
    rows = select(EmployeeNumber).where(EmployeeNumber.person_id == person.id)
    found = db.session.scalars(rows.order_by(EmployeeNumber.valid_from))
    return [(one.number, one.valid_from, one.valid_to) for one in found]


def test_name_address_and_birth_place_are_corrected_and_recorded(client, cast, citra) -> None:
    fields = sent(name="Ana Wati", email="Ana.Wati@kota.go.id", birth_place="Sentani")
    assert client.post(address(cast.ana), data=fields).status_code == 302
    ana = db.session.get_one(Person, cast.ana.id)
    assert (ana.name, ana.email, ana.birth_place) == ("Ana Wati", "ana.wati@kota.go.id", "Sentani")
    entry, values = told_of("person.corrected")
    assert (entry.actor_id, entry.subject_id) == (citra.id, ana.id)
    assert (
        values.items()
        >= {
            "name": ("Ana", "Ana Wati"),
            "email": ("ana@lentera.example", "ana.wati@kota.go.id"),
            "birth-place": (None, "Sentani"),
        }.items()
    )
    assert "nip" not in values
    assert numbers_of(ana) == [("199204112019032003", SINCE, None)]


def test_a_new_address_is_told_and_voids_links_on_their_way(client, cast, citra) -> None:
    links.make_link(cast.ana, by=None, lasts=links.LASTS_BY_HAND, at=clock.now())
    db.session.commit()
    client.post(address(cast.ana), data=sent(name="Ana Wati"))
    kinds = select(Notice.kind).where(Notice.person_id == cast.ana.id)
    assert db.session.scalars(kinds).all() == []
    assert links.find_open_link(cast.ana.id, at=clock.now())
    client.post(address(cast.ana), data=sent(email="baru@kota.go.id"))
    assert db.session.scalars(kinds).all() == ["sign-in.email"]
    assert links.find_open_link(cast.ana.id, at=clock.now()) is None


def test_a_new_number_ends_the_one_before(client, cast, citra) -> None:
    assert client.post(address(cast.ana), data=sent(nip=NEW_NIP)).status_code == 302
    assert numbers_of(cast.ana) == [
        ("199204112019032003", SINCE, date(2026, 5, 31)),
        (NEW_NIP, date(2026, 6, 1), None),
    ]
    _, values = told_of("person.corrected")
    assert values["nip"] == ("199204112019032003", NEW_NIP)
    assert values["first-day"] == ("2024-01-01", "2026-06-01")
    page = client.get(f"/people/{cast.ana.id}").text
    assert "19920411 202603 2 003" in page
    assert "1 January 2024 to 31 May 2026" in page


def test_a_number_of_the_same_first_day_was_a_slip(client, cast, citra) -> None:
    client.post(address(cast.ana), data=sent(nip=NEW_NIP, day="2024-01-01"))
    assert numbers_of(cast.ana) == [(NEW_NIP, SINCE, None)]


def test_saving_what_holds_changes_nothing(client, cast, citra) -> None:
    answer = client.post(address(cast.ana), data=sent(), follow_redirects=True)
    assert "nothing was changed" in answer.text
    entries = select(AuditEntry).where(AuditEntry.action == "person.corrected")
    assert db.session.scalars(entries).all() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "Type the name."),
        ({"email": "ana"}, "Type an e-mail address such as"),
        ({"email": "BUDI@lentera.example"}, "Somebody else already has the address"),
        ({"nip": "197906152005011002"}, "Somebody else already has the NIP"),
        ({"nip": ""}, "A NIP has 18 digits."),
        ({"nip": "199204112027032003"}, "This year lies ahead."),
        ({"nip": NEW_NIP, "day": "2023-12-31"}, "What holds now began on 1 January 2024."),
        ({"nip": NEW_NIP, "day": "2090-01-01"}, "Choose today or an earlier day."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(client, cast, citra, changed, words) -> None:
    answer = client.post(address(cast.ana), data=sent(birth_place="X") | changed)
    assert answer.status_code == 422
    assert words in answer.text
    db.session.expire_all()
    assert db.session.get_one(Person, cast.ana.id).birth_place is None
    assert numbers_of(cast.ana) == [("199204112019032003", SINCE, None)]


def test_a_number_from_before_does_not_come_back(client, cast, citra) -> None:
    client.post(address(cast.ana), data=sent(nip=NEW_NIP))
    answer = client.post(address(cast.ana), data=sent(day="2026-07-01"))
    assert answer.status_code == 422
    assert "Ana had this NIP before." in answer.text


def test_administrators_are_corrected_by_administrators(client, cast, citra) -> None:
    grant_role(cast.dewi, "admin", day=SINCE)
    db.session.commit()
    assert client.post(address(cast.dewi), data=sent()).status_code == 403
    assert "Change the data" not in client.get(f"/people/{cast.dewi.id}").text
    client.sign_in(cast.dewi)
    grant_role(cast.eko, "admin", day=SINCE)
    db.session.commit()
    fields = sent(name="Eko", email="eko2@lentera.example", nip="198203172008011004")
    assert client.post(address(cast.eko), data=fields).status_code == 302


def test_only_officers_correct_and_nobody_themselves(client, cast) -> None:
    assert client.sign_in(cast.budi).post(address(cast.ana), data=sent()).status_code == 403
    client.sign_in(cast.citra)
    assert client.post(address(cast.citra), data=sent()).status_code == 403
    assert client.get("/people/99999/details").status_code == 404


def test_a_sole_administrator_corrects_the_own_name_and_not_the_own_address(
    client, cast, citra
) -> None:
    own = address(citra)
    mine = sent(name="Citra Sari", email="lain@lentera.example", nip="", day="2026-06-01")
    # An officer asks a colleague.
    assert client.get(own).status_code == 403
    assert client.post(own, data=mine).status_code == 403
    grant_role(cast.citra, "admin", day=SINCE)
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    assert f'href="{own}"' in client.get(f"/people/{citra.id}").text
    page = client.get(own).text
    assert 'name="email"' not in page
    assert "Your own e-mail address is changed by another administrator." in page
    assert client.post(own, data=mine | {"nip": "19851123 201012 2 001"}).status_code == 302
    stored = db.session.get_one(Person, citra.id)
    assert (stored.name, stored.email) == ("Citra Sari", "citra@lentera.example")
    entry, values = told_of("person.corrected")
    assert (entry.actor_id, entry.subject_id) == (citra.id, citra.id)
    assert (values["name"], "email" in values) == (("Citra", "Citra Sari"), False)


def test_the_own_page_does_not_write_an_address_that_was_read_before(cast) -> None:
    """A colleague has changed it meanwhile."""
    db.session.execute(
        update(Person)
        .where(Person.id == cast.citra.id)
        .values(email="baru@lentera.example")
        .execution_options(synchronize_session=False)
    )
    kept = details.Details("Citra Sari", None, None, None, date(2026, 6, 1))
    details.correct(cast.citra, kept, by_id=cast.citra.id, at=clock.now())
    db.session.expire_all()
    stored = db.session.get_one(Person, cast.citra.id)
    assert (stored.name, stored.email) == ("Citra Sari", "baru@lentera.example")
    assert db.session.scalars(select(Notice)).all() == []
