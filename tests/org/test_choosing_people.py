"""Finding the person who is to lead or supervise, and confirming whom was meant."""

import re
from html import unescape

import pytest
from sqlalchemy import func, select

from app.accounts import roles
from app.accounts.models import Person
from app.db import db
from app.org.models import ChosenSupervisor, Membership, Unit, UnitHead
from tests.factories.cast import SINCE, create_person


@pytest.fixture
def address(cast) -> str:
    return f"/people/{cast.ana.id}/supervisor"


def sent(person: str, **more) -> dict[str, str]:
    return {"person": person, "day": "2026-06-01", "reason": "Tugas belajar", **more}


def offered(page: str) -> list[tuple[int, bool]]:
    """(person id, whether ticked) of the choices."""
    inputs = re.findall(r'<input[^>]*name="chosen"[^>]*>', page)
    return [(int(re.search(r'value="(\d+)"', one)[1]), "checked" in one) for one in inputs]


def chosen_for(person: Person) -> int | None:
    newest = select(ChosenSupervisor.supervisor_id).where(ChosenSupervisor.person_id == person.id)
    return db.session.scalar(newest.order_by(ChosenSupervisor.id.desc()).limit(1))


def test_words_find_people_with_post_and_unit_and_save_nothing(client, cast, address) -> None:
    namesake = create_person("dewina", cast.agency, "BKPSDM")
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    answer = client.post(address, data=sent("dewi"))
    assert answer.status_code == 200
    assert offered(answer.text) == [(cast.dewi.id, False), (namesake.id, False)]
    assert "Dewi · Analis · Dishub · dewi@lentera.example" in unescape(answer.text)
    assert "Dewina · Analis · BKPSDM" in unescape(answer.text)
    assert "Tugas belajar" in answer.text
    assert chosen_for(cast.ana) == cast.budi.id
    answer = client.post(address, data=sent("dewi", chosen=str(namesake.id)))
    assert answer.status_code == 302
    assert chosen_for(cast.ana) == namesake.id


@pytest.mark.parametrize("words", ["dewi@LENTERA.example", "19900130 201504 2 002"])
def test_a_single_find_is_ticked_and_still_asked_for(client, cast, address, words) -> None:
    client.sign_in(cast.citra)
    answer = client.post(address, data=sent(words))
    assert offered(answer.text) == [(cast.dewi.id, True)]
    assert chosen_for(cast.ana) == cast.budi.id


def test_a_choice_that_the_words_no_longer_find_is_asked_anew(client, cast, address) -> None:
    client.sign_in(cast.citra)
    answer = client.post(address, data=sent("eko", chosen=str(cast.dewi.id)))
    assert answer.status_code == 200
    assert offered(answer.text) == [(cast.eko.id, True)]
    assert chosen_for(cast.ana) == cast.budi.id


@pytest.mark.parametrize("words", ["tidak ada", "", "199001302015042999"])
def test_who_is_not_found_is_said(client, cast, address, words) -> None:
    answer = client.sign_in(cast.citra).post(address, data=sent(words))
    assert answer.status_code == 422
    assert offered(answer.text) == []


def test_a_head_is_found_by_name(client, cast) -> None:
    unit = db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one()
    client.sign_in(cast.citra)
    fields = {"person": "budi", "kind": "head", "day": "2026-06-01"}
    answer = client.post(f"/units/{unit.id}/head", data=fields)
    assert (answer.status_code, offered(answer.text)) == (200, [(cast.budi.id, True)])
    assert db.session.scalar(select(func.count(UnitHead.id))) == 0
    fields["chosen"] = str(cast.budi.id)
    assert client.post(f"/units/{unit.id}/head", data=fields).status_code == 302
    assert db.session.scalars(select(UnitHead)).one().person_id == cast.budi.id


def test_an_officer_of_a_unit_finds_others_by_their_whole_number_alone(client, cast) -> None:
    unit_id = db.session.query(Membership).filter_by(person_id=cast.ana.id).one().unit_id
    roles.give(cast.budi, roles.Wanted("officer", SINCE, unit_id=unit_id), by_id=None)
    db.session.commit()
    client.sign_in(cast.budi)
    where = f"/people/{cast.ana.id}/supervisor"
    assert client.post(where, data=sent("dewi")).status_code == 422
    found = client.post(where, data=sent("199001302015042002"))
    assert offered(found.text) == [(cast.dewi.id, True)]


def test_who_types_a_number_from_outside_is_not_told_the_address(client, cast) -> None:
    unit_id = db.session.query(Membership).filter_by(person_id=cast.ana.id).one().unit_id
    roles.give(cast.budi, roles.Wanted("officer", SINCE, unit_id=unit_id), by_id=None)
    db.session.commit()
    client.sign_in(cast.budi)
    where = f"/people/{cast.ana.id}/supervisor"
    by_number = unescape(client.post(where, data=sent("199001302015042002")).text)
    assert "Dewi · Analis · Dishub" in by_number
    assert "dewi@lentera.example" not in by_number
    by_address = unescape(client.post(where, data=sent("dewi@lentera.example")).text)
    assert "Dewi · Analis · Dishub · dewi@lentera.example" in by_address
    near = unescape(client.post(where, data=sent("199204112019032003")).text)
    assert "Ana · Analis · Disdukcapil · ana@lentera.example" in near
