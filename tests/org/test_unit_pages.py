"""An officer's pages about units, positions and agencies."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from app.accounts.actions import grant_role
from app.db import db
from app.org.models import Agency, FormerUnit, Position, Unit, UnitHead
from app.org.queries import supervisor_of


@pytest.fixture
def units(cast):
    return {unit.name: unit for unit in db.session.scalars(select(Unit))}


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_outline_opens_the_branch_that_was_asked_for(client, cast, units) -> None:
    units["Dishub"].parent_id = units["Disdukcapil"].id
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    page = client.get("/units").text
    assert "Disdukcapil" in page
    assert "Dishub" not in page
    assert "3 people" in page  # Ana, Budi and Dewi below them
    assert "Dishub" in client.get(f"/units?open={units['Disdukcapil'].id}").text


def test_units_are_found_by_name_and_code(client, cast) -> None:
    client.sign_in(cast.citra)
    for words in ("dishu", "DISHUB"):
        page = client.get("/units", query_string={"q": words}).text
        assert ">Dishub</a>" in page
        assert ">BKPSDM</a>" not in page


def test_an_officer_enters_a_unit_once(client, cast, units) -> None:
    client.sign_in(cast.citra, language="en")
    fields = {
        "name": "Bidang Angkutan",
        "code": "HUB-1",
        "parent": units["Dishub"].id,
        "agency": cast.agency.id,
        "day": "2026-06-01",
    }
    assert client.post("/units", data=fields).status_code == 302
    again = client.post("/units", data=fields)
    assert again.status_code == 422
    assert "Another unit of the agency has the code “HUB-1”." in again.text
    unit = db.session.scalars(select(Unit).where(Unit.code == "HUB-1")).one()
    assert unit.parent_id == units["Dishub"].id
    assert client.get(f"/units/{unit.id}").status_code == 200


def test_an_officer_renames_a_unit_once(client, cast, units) -> None:
    client.sign_in(cast.citra, language="en")
    address = f"/units/{units['Dishub'].id}/name"
    for _ in range(2):
        fields = {"name": "Dinas Perhubungan", "day": "2026-06-01"}
        assert client.post(address, data=fields).status_code == 302
    assert count(FormerUnit) == 1
    page = client.get(f"/units/{units['Dishub'].id}").text
    assert "until 31 May 2026" in page
    assert "since 1 June 2026" in page


def test_a_name_is_not_changed_ahead(client, cast, units) -> None:
    fields = {"name": "Dinas Perhubungan", "day": "2099-01-01"}
    address = f"/units/{units['Dishub'].id}/name"
    assert client.sign_in(cast.citra).post(address, data=fields).status_code == 422
    assert count(FormerUnit) == 0


def test_a_move_says_first_whom_it_concerns(client, cast, units) -> None:
    client.sign_in(cast.citra, language="en")
    address = f"/units/{units['Disdukcapil'].id}/parent"
    assert "2 people and 0 units below it" in client.get(address).text
    fields = {"parent": units["BKPSDM"].id, "day": "2026-06-01"}
    assert client.post(address, data=fields).status_code == 302
    own = {"parent": units["Disdukcapil"].id, "day": "2026-06-02"}
    below = f"/units/{units['BKPSDM'].id}/parent"
    assert client.post(below, data=own).status_code == 422
    offered = re.findall(r'<option[^>]* value="(\d*)"', client.get(below).text)
    assert offered == ["", str(units["Dishub"].id)]


def test_a_move_to_where_it_stands_or_before_it_was_there_is_refused(client, cast, units) -> None:
    units["Dishub"].valid_from = date(2025, 1, 1)
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    address = f"/units/{units['Dishub'].id}/parent"
    answer = client.post(address, data={"parent": "", "day": "2026-06-01"})
    assert answer.status_code == 422
    assert "already stands there" in answer.text
    early = {"parent": units["BKPSDM"].id, "day": "2024-12-31"}
    answer = client.post(address, data=early)
    assert answer.status_code == 422
    assert "exists since 1 January 2025" in answer.text
    assert count(FormerUnit) == 0


def test_the_tree_tells_how_many_units_stand_below(client, cast, units) -> None:
    units["Dishub"].parent_id = units["BKPSDM"].id
    db.session.commit()
    page = client.sign_in(cast.citra, language="en").get("/units").text
    assert page.count("1 unit below it") == 1


def test_a_head_is_set_and_ended(client, cast, units) -> None:
    client.sign_in(cast.citra)
    address = f"/units/{units['Dishub'].id}/head"
    assert client.post(address, data={"day": "2026-06-01"}).status_code == 422
    fields = {"person": "197906152005011002", "kind": "head", "day": "2026-06-01"}
    fields["chosen"] = str(cast.budi.id)
    for _ in range(2):
        assert client.post(address, data=fields).status_code == 302
    head = db.session.scalars(select(UnitHead)).one()
    assert supervisor_of(cast.dewi.id, day=date(2026, 6, 1)).person.id == cast.budi.id
    ending = f"/units/{units['Dishub'].id}/heads/{head.id}/ending"
    assert client.post(ending, data={"day": "2026-06-30"}).status_code == 302
    assert supervisor_of(cast.dewi.id, day=date(2026, 7, 1)) is None
    elsewhere = f"/units/{units['BKPSDM'].id}/heads/{head.id}/ending"
    assert client.get(elsewhere).status_code == 404


def test_a_unit_with_people_is_not_closed(client, cast, units) -> None:
    client.sign_in(cast.citra, language="en")
    address = f"/units/{units['Dishub'].id}/closing"
    answer = client.post(address, data={"day": "2026-06-01"})
    assert answer.status_code == 422
    assert "Move them first." in answer.text


def test_a_unit_page_costs_the_same_with_many_units_below(
    client, cast, units, count_queries
) -> None:
    client.sign_in(cast.citra)
    made = []
    for number in range(2):
        for address in ("/units", f"/units/{units['Dishub'].id}"):
            with count_queries() as seen:
                assert client.get(address).status_code == 200
            made.append(len(seen))
        values = {"agency_id": cast.agency.id, "parent_id": units["Dishub"].id}
        many = [Unit(code=f"{number}-{i}", name=f"Seksi {i}", **values) for i in range(10)]
        db.session.add_all(many)
        db.session.commit()
    assert made[:2] == made[2:]
    assert max(made) <= 12


def test_positions_are_entered_and_mended(client, cast) -> None:
    client.sign_in(cast.citra)
    fields = {"title": "Arsiparis", "grade": "Ahli Muda", "kind": "functional"}
    new = fields | {"agency": cast.agency.id}
    assert client.post("/positions", data=new).status_code == 302
    assert client.post("/positions", data=new).status_code == 422
    position = db.session.scalars(select(Position).where(Position.title == "Arsiparis")).one()
    assert (position.grade, position.kind) == ("Ahli Muda", "functional")
    address = f"/positions/{position.id}"
    assert client.post(address, data=fields | {"title": "Analis"}).status_code == 422
    assert client.post(address, data=fields | {"grade": "Ahli Madya"}).status_code == 302
    db.session.refresh(position)
    assert position.grade == "Ahli Madya"


def test_agencies_are_for_administrators(client, cast) -> None:
    addresses = ("/agencies", "/agencies/new", f"/agencies/{cast.agency.id}")
    client.sign_in(cast.citra)
    assert {client.get(one).status_code for one in addresses} == {403}
    assert client.post("/agencies", data={}).status_code == 403
    grant_role(cast.eko, "admin", day=date(2024, 1, 1))
    client.sign_in(cast.eko)
    assert {client.get(one).status_code for one in addresses} == {200}
    fields = {"name": "Kota Contoh", "city": "Contoh", "time_zone": "Asia/Makassar"}
    assert client.post("/agencies", data=fields).status_code == 422
    address = f"/agencies/{cast.agency.id}"
    assert client.post(address, data=fields | {"time_zone": "Mars"}).status_code == 422
    assert client.post(address, data=fields).status_code == 302
    assert db.session.scalars(select(Agency.time_zone)).one() == "Asia/Makassar"


def test_nothing_is_at_an_address_that_is_not_there(client, cast) -> None:
    client.sign_in(cast.citra)
    for address in ("/units/99999", "/units/99999/head", "/positions/99999"):
        assert client.get(address).status_code == 404
