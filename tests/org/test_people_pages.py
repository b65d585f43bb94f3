"""An officer's pages about people."""

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import func, select

from app.accounts.actions import grant_role
from app.accounts.models import EmployeeNumber, Person, RoleGrant
from app.accounts.queries import find_person_by_email
from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.org.models import ChosenSupervisor, Membership, Unit, UnitHead
from app.org.queries import find_placement, local_day, supervisor_of
from tests.factories.cast import create_person


@pytest.fixture
def place(cast):
    """What a form says of a post in Dishub."""
    unit = db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one()
    return {"unit": unit.id, "position": "Analis", "employment_type": "pns"}


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def today(cast) -> date:
    return local_day(cast.citra, at=clock.now())


def test_people_are_found_by_name_nip_and_mail(client, cast) -> None:
    client.sign_in(cast.citra)
    for words in ("dew", "19900130 201504 2 002", "199001302", "dewi@lentera"):
        fields = {"list": "people", "q": words}
        answer = client.post("/people/search", data=fields)
        assert "1990" not in answer.location
        page = client.get(answer.location).text
        assert ">Dewi</a>" in page
        assert ">Ana</a>" not in page


def test_a_number_in_the_address_finds_nobody(client, cast) -> None:
    client.sign_in(cast.citra)
    for list_ in ("/people", "/sign-in-help", "/certificates/new"):
        page = client.get(list_, query_string={"q": "199001302015042002"}).text
        assert "dewi@lentera.example" not in page
        assert ">Dewi" not in page


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("people", "/people"),
        ("sign-in-help", "/sign-in-help"),
        ("certificate", "/certificates/new"),
        ("audit", "/audit"),
        ("mails", "/deliveries"),
    ],
)
def test_every_search_for_people_keeps_the_number_out_of_its_address(
    client, cast, name, address
) -> None:
    fields = {"list": name, "q": "19900130 201504 2 002", "unit": "3", "csrf_token": "x"}
    answer = client.sign_in(cast.citra).post("/people/search", data=fields)
    assert answer.location == f"{address}?q=dewi%40lentera.example&unit=3"


def test_a_number_that_nobody_has_is_said_and_kept_nowhere(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    fields = {"list": "people", "q": "19900130 201504 2 999"}
    answer = client.post("/people/search", data=fields)
    assert answer.location == "/people"
    assert "Nobody has this NIP" in client.get("/people").text


def test_a_search_is_for_officers_and_their_lists(client, cast) -> None:
    fields = {"list": "people", "q": "dewi"}
    assert client.sign_in(cast.ana).post("/people/search", data=fields).status_code == 403
    client.sign_in(cast.citra)
    assert client.post("/people/search", data={"list": "https://x"}).status_code == 404


def test_the_list_is_narrowed_by_unit_role_and_state(client, cast, place) -> None:
    cast.eko.deactivated_at = clock.now()
    create_person("fajar")  # has no post
    db.session.commit()
    client.sign_in(cast.citra)

    def names(**fields) -> set[str]:
        page = client.get("/people", query_string=fields).text
        known = ("Ana", "Budi", "Citra", "Dewi", "Eko", "Fajar")
        return {name for name in known if f">{name}</a>" in page}

    assert names() == {"Ana", "Budi", "Citra", "Dewi", "Fajar"}
    assert names(unit=place["unit"]) == {"Dewi"}
    assert names(role="officer") == {"Citra"}
    assert names(state="left") == {"Eko"}
    assert names(state="unplaced") == {"Fajar"}


def test_pages_of_the_list_hold_everybody_once(client, cast) -> None:
    for number in range(120):
        create_person(f"pegawai{number:03}", cast.agency, "BKPSDM")
    client.sign_in(cast.citra, language="en")
    names: list[str] = []
    address = "/people"
    while address:
        page = client.get(address).text
        names += re.findall(r">(Pegawai\d+)</a>", page)
        older = re.search(r'href="(/people\?[^"]*after=[^"]*)"', page)
        address = unescape(older[1]) if older else ""
    assert names == [f"Pegawai{number:03}" for number in range(120)]


def test_the_list_and_a_person_cost_the_same_however_many_there_are(
    client, cast, count_queries
) -> None:
    client.sign_in(cast.citra)
    client.get(f"/people/{cast.ana.id}")  # notes once who looked
    made = []
    for _ in range(2):
        for address in ("/people", f"/people/{cast.ana.id}"):
            with count_queries() as seen:
                assert client.get(address).status_code == 200
            made.append(len(seen))
        for number in range(20):
            create_person(f"p{count(Person)}-{number}", cast.agency, "Dishub")
        db.session.commit()
    assert made[:2] == made[2:]
    assert max(made) <= 12


def test_a_person_shows_where_the_supervisor_comes_from(client, cast) -> None:
    page = client.sign_in(cast.citra, language="en").get(f"/people/{cast.ana.id}").text
    assert ">Budi</a>" in page
    assert "Set by hand, from 1 January 2024 on." in page


def test_an_officer_enters_a_person(client, cast, place) -> None:
    fields = {
        "name": "Fajar Nugraha",
        "nip": "19950817 202001 1 004",
        "email": "fajar@kota.go.id",
        "day": "2026-06-01",
        **place,
    }
    client.sign_in(cast.citra)
    before = count(Person)
    assert client.post("/people", data=fields).status_code == 302
    fajar = find_person_by_email("fajar@kota.go.id")
    assert fajar.birth_date == date(1995, 8, 17)
    assert find_placement(fajar.id, day=date(2026, 6, 1)).unit == "Dishub"
    held = select(RoleGrant.role).where(RoleGrant.person_id == fajar.id)
    assert db.session.scalars(held).all() == ["employee"]
    # A second click finds the address and the number taken.
    assert client.post("/people", data=fields).status_code == 422
    assert count(Person) == before + 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"nip": "1,99508E+17"}, "A spreadsheet has rounded this NIP"),
        ({"nip": "199508172020011000"}, "A spreadsheet has rounded this NIP"),
        ({"nip": "19950817202001100"}, "A NIP has 18 digits."),
        ({"nip": "199513172020011004"}, "This day does not exist."),
        ({"nip": "209508172020011004"}, "This day lies ahead."),
        ({"nip": "199508172090011004"}, "This year lies ahead."),
        ({"position": "Juru"}, "The agency has no position called so."),
        ({"position": ""}, "Type the name of the position."),
        ({"nip": "199508172020131004"}, "a contract code from 20 on"),
        ({"nip": "199508172020211004"}, "This is the NIP of a PPPK"),
        ({"email": "fajar"}, "Type an e-mail address such as"),
        ({"email": "ana@lentera.example"}, "Somebody else already has the address"),
        ({"nip": "199204112019032003"}, "Somebody else already has the NIP"),
        ({"name": " "}, "Type the name."),
        ({"unit": ""}, "Choose a unit."),
        ({"day": "1026-01-01"}, "Check the year."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(client, cast, place, changed, words) -> None:
    fields = {
        "name": "Fajar",
        "nip": "199508172020011004",
        "email": "fajar@kota.go.id",
        "day": "2026-06-01",
        **place,
    }
    before = (count(Person), count(EmployeeNumber), count(Membership))
    client.sign_in(cast.citra, language="en")
    answer = client.post("/people", data=fields | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert (count(Person), count(EmployeeNumber), count(Membership)) == before


def test_an_early_appointment_is_only_pointed_out(client, cast, place) -> None:
    # Born 17 August 1995: 18 in August 2013, appointed in July.
    fields = {"name": "Fajar", "nip": "199508172013071004", "email": "f@x.id", "day": "2026-06-01"}
    client.sign_in(cast.citra, language="en")
    saved = client.post("/people", data=fields | place)
    for _ in range(2):
        assert "before the age of 18" in client.get(saved.location).text


def test_what_is_entered_names_who_entered_it(client, cast, place) -> None:
    fields = {"name": "Fajar", "nip": "199508172020011004", "email": "f@x.id", "day": "2026-06-01"}
    client.sign_in(cast.citra).post("/people", data=fields | place)
    fajar = find_person_by_email("f@x.id")
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_id == fajar.id)).all()
    told = {(entry.action, entry.actor_id) for entry in entries}
    assert told == {
        (action, cast.citra.id) for action in ("person.entered", "role.granted", "post.given")
    }


def test_an_officer_moves_a_person_once(client, cast, place) -> None:
    client.sign_in(cast.citra)
    address = f"/people/{cast.ana.id}/post"
    before = count(Membership)
    assert client.post(address, data={"day": "2026-06-01", **place}).status_code == 302
    assert client.post(address, data={"day": "2026-06-01", **place}).status_code == 422
    assert count(Membership) == before + 1
    assert find_placement(cast.ana.id, day=date(2026, 5, 31)).unit == "Disdukcapil"
    assert find_placement(cast.ana.id, day=date(2026, 6, 1)).unit == "Dishub"


def test_an_acting_post_is_entered_and_ended(client, cast, place) -> None:
    client.sign_in(cast.citra)
    fields = {"kind": "acting", "day": "2026-06-01", **place}
    assert client.post(f"/people/{cast.ana.id}/posts", data=fields).status_code == 302
    post = db.session.scalars(select(Membership).where(Membership.kind == "acting")).one()
    ending = f"/people/{cast.ana.id}/posts/{post.id}/ending"
    assert client.post(ending, data={"day": "2026-05-31"}).status_code == 422
    assert client.post(ending, data={"day": "2026-06-30"}).status_code == 302
    db.session.refresh(post)
    assert post.valid_to == date(2026, 6, 30)


def test_a_post_ends_only_at_its_owners_address(client, cast, place) -> None:
    client.sign_in(cast.citra)
    fields = {"kind": "acting", "day": "2026-06-01", **place}
    client.post(f"/people/{cast.ana.id}/posts", data=fields)
    post = db.session.scalars(select(Membership).where(Membership.kind == "acting")).one()
    assert client.get(f"/people/{cast.dewi.id}/posts/{post.id}/ending").status_code == 404


def test_a_supervisor_is_set_by_hand_with_a_reason(client, cast) -> None:
    client.sign_in(cast.citra)
    address = f"/people/{cast.ana.id}/supervisor"
    fields = {"person": "eko@lentera.example", "chosen": cast.eko.id, "day": "2026-06-01"}
    assert client.post(address, data=fields).status_code == 422
    fields["reason"] = "Tugas belajar"
    for _ in range(2):
        assert client.post(address, data=fields).status_code == 302
    assert supervisor_of(cast.ana.id, day=date(2026, 6, 1)).set_by == "Citra"
    mine = select(func.count()).where(ChosenSupervisor.person_id == cast.ana.id)
    assert db.session.scalar(mine) == 2  # Budi's until May, Eko's


def test_two_people_do_not_supervise_each_other_by_hand(client, cast) -> None:
    """Budi supervises Ana; Ana then Eko, and Eko never Budi."""
    client.sign_in(cast.citra, language="en")
    sent = {"day": "2026-06-01", "reason": "Uji"}

    def set_over(person, supervisor, day="2026-06-01"):
        fields = sent | {"person": supervisor.email, "chosen": supervisor.id, "day": day}
        return client.post(f"/people/{person.id}/supervisor", data=fields)

    refused = set_over(cast.budi, cast.ana)
    assert refused.status_code == 422
    assert "Ana already stands below Budi" in refused.text
    assert set_over(cast.eko, cast.ana).status_code == 302
    assert set_over(cast.budi, cast.eko).status_code == 422
    # Once Ana answers to Dewi, from July on, Budi may answer to Eko from then on.
    assert set_over(cast.ana, cast.dewi, "2026-07-01").status_code == 302
    assert set_over(cast.budi, cast.eko, "2026-06-30").status_code == 422
    assert set_over(cast.budi, cast.eko, "2026-07-01").status_code == 302


def test_a_supervisor_without_the_role_is_pointed_out(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    words, link = (
        "Budi does not have the role of supervisor yet",
        f"/people/{cast.budi.id}/roles/new",
    )
    assert words not in client.get(f"/people/{cast.ana.id}").text
    grant = select(RoleGrant).where(
        RoleGrant.person_id == cast.budi.id, RoleGrant.role == "supervisor"
    )
    db.session.delete(db.session.scalars(grant).one())
    unit_id = db.session.query(Membership).filter_by(person_id=cast.ana.id).one().unit_id
    db.session.add(UnitHead(unit_id=unit_id, person_id=cast.budi.id, valid_from=date(2026, 6, 1)))
    db.session.commit()
    for address in (f"/people/{cast.ana.id}", f"/units/{unit_id}"):
        page = client.get(address).text
        assert words in page
        assert "Ask an administrator" in page
        assert link not in page
    grant_role(cast.citra, "admin", day=date(2024, 1, 1))
    db.session.commit()
    assert link in client.get(f"/units/{unit_id}").text


def test_units_led_are_told_apart_by_time(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    unit_id = db.session.query(Membership).filter_by(person_id=cast.dewi.id).one().unit_id
    for first, last in ((date(2024, 1, 1), date(2024, 6, 30)), (date(2099, 1, 1), None)):
        head = UnitHead(unit_id=unit_id, person_id=cast.budi.id, valid_from=first, valid_to=last)
        db.session.add(head)
    db.session.commit()
    page = client.get(f"/people/{cast.budi.id}").text
    assert "Units to be led" in page
    assert "Units led before" in page
    assert ">Units led</h3>" not in page


def test_the_hand_is_taken_away(client, cast) -> None:
    client.sign_in(cast.citra)
    address = f"/people/{cast.ana.id}/supervisor/withdrawal"
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert supervisor_of(cast.ana.id, day=today(cast)) is None
    assert client.get(address).status_code == 405


def test_a_leaver_is_shut_out_and_stays_in_the_history(client, cast) -> None:
    client.sign_in(cast.citra)
    address = f"/people/{cast.ana.id}/deactivation"
    assert client.post(address, data={"day": "2027-01-01"}).status_code == 422
    assert client.post(address, data={"day": "2026-06-30"}).status_code == 302
    assert db.session.get(Person, cast.ana.id).deactivated_at
    assert find_placement(cast.ana.id, day=date(2026, 6, 30))
    assert client.get(f"/people/{cast.ana.id}").status_code == 200
    assert client.get(f"/people/{cast.ana.id}/post").status_code == 404


def test_nobody_shuts_themselves_out(client, cast) -> None:
    address = f"/people/{cast.citra.id}/deactivation"
    answer = client.sign_in(cast.citra).post(address, data={"day": "2026-06-30"})
    assert answer.status_code == 403
    assert db.session.get(Person, cast.citra.id).deactivated_at is None


def test_nobody_is_at_an_address_that_is_not_there(client, cast) -> None:
    client.sign_in(cast.citra)
    for address in ("/people/99999", "/people/99999/post", "/people/99999/supervisor"):
        assert client.get(address).status_code == 404


def test_the_birth_date_stands_on_the_page_also_where_only_the_nip_tells_it(client, cast) -> None:
    assert cast.ana.birth_date is None
    page = client.sign_in(cast.citra, language="en").get(f"/people/{cast.ana.id}").text
    assert "11 April 1992" in page
