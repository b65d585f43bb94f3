"""Somebody else's record: who may open it, what it shows, and that its owner can see who did."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from app.accounts import roles
from app.audit.models import ViewLog
from app.db import db
from app.kit import clock
from app.org import actions as org
from app.org.models import Unit
from app.records.models import Verification
from app.records.settings import VERIFIERS
from app.settings import actions as settings
from tests.certificates.test_certificates import issue
from tests.factories.cast import AT, NUMBERS, SINCE, create_person
from tests.records import outside
from tests.records.test_year import enter


@pytest.fixture(autouse=True)
def _late_in_the_year() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        yield


def page_of(client, reader, person, query="") -> str:
    answer = client.sign_in(reader, language="en").get(f"/record/people/{person.id}{query}")
    assert answer.status_code == 200
    return answer.text


def status_for(client, reader, person) -> int:
    return client.sign_in(reader).get(f"/record/people/{person.id}").status_code


def officer_of(name: str, unit: str):
    person = create_person(name, None, "", "employee")
    found = db.session.scalars(select(Unit).where(Unit.name == unit)).one()
    roles.give(person, roles.Wanted("officer", SINCE, unit_id=found.id), by_id=None)
    db.session.commit()
    return person


def test_the_supervisor_and_the_officer_see_hours_standing_and_why(client, cast) -> None:
    enter(cast.ana, (date(2026, 3, 2), 3), title="Etika ASN")
    for reader in (cast.budi, cast.citra):
        page = page_of(client, reader, cast.ana)
        assert "Etika ASN" in page
        assert "17 JP to go" in page
        assert "At risk" in page


@pytest.mark.parametrize(
    ("reader", "status"), [("ana", 403), ("dewi", 403), ("eko", 403), ("budi", 200), ("citra", 200)]
)
def test_the_page_is_for_supervisors_and_officers(client, cast, reader, status) -> None:
    assert status_for(client, getattr(cast, reader), cast.ana) == status


def test_whom_somebody_else_supervises_is_not_found(client, cast) -> None:
    assert status_for(client, cast.budi, cast.dewi) == 404
    hani = create_person("hani", cast.agency, "Dishub", "employee", "supervisor")
    db.session.commit()
    assert status_for(client, hani, cast.ana) == 404
    assert client.get("/record/people/999999").status_code == 404


def test_an_officer_of_another_unit_finds_nobody(client, cast) -> None:
    assert status_for(client, officer_of("gita", "Dishub"), cast.ana) == 404
    assert status_for(client, officer_of("hana", "Disdukcapil"), cast.ana) == 200


def test_who_left_the_team_is_the_officers_alone_from_then_on(client, cast) -> None:
    cast.ana.deactivated_at = clock.now()
    db.session.commit()
    assert status_for(client, cast.budi, cast.ana) == 404
    assert "deactivated" in page_of(client, cast.citra, cast.ana)


def test_who_moved_to_another_unit_leaves_the_team(client, cast) -> None:
    place = {"unit": "Dishub", "position": "Analis", "supervisor": cast.eko}
    org.place(cast.ana, agency=cast.agency, day=date(2026, 11, 1), **place)
    db.session.commit()
    assert status_for(client, cast.budi, cast.ana) == 404


def test_drafts_and_what_was_returned_stay_with_their_owner(client, cast) -> None:
    for state in ("draft", "returned", "proposed", "verified"):
        outside.enter(cast.ana, state=state, title=f"Pelatihan {state}")
    for reader in (cast.budi, cast.citra):
        page = page_of(client, reader, cast.ana)
        assert "Pelatihan proposed" in page
        assert "Pelatihan verified" in page
        assert "Pelatihan draft" not in page
        assert "Pelatihan returned" not in page


def test_a_year_of_nothing_but_drafts_is_no_year_to_others(client, cast) -> None:
    outside.enter(cast.ana, starts_on=date(2023, 5, 2), ends_on=date(2023, 5, 2))
    page = page_of(client, cast.citra, cast.ana)
    assert "year=2023" not in page
    assert client.get(f"/record/people/{cast.ana.id}?year=2023").status_code == 404


def rejected(cast):
    activity = outside.enter(cast.ana, state="rejected", title="Pelatihan rejected")
    decision = Verification(
        activity_id=activity.id,
        number=1,
        decision="rejected",
        reason="Bukan pengembangan kompetensi.",
        by_id=cast.citra.id,
        at=AT,
    )
    db.session.add(decision)
    db.session.commit()


def test_what_was_rejected_is_told_with_its_reason_to_those_who_decide(client, cast) -> None:
    rejected(cast)
    page = page_of(client, cast.citra, cast.ana)
    assert "Pelatihan rejected" in page
    assert "Bukan pengembangan kompetensi." in page
    assert "Pelatihan rejected" not in page_of(client, cast.budi, cast.ana)
    settings.change(VERIFIERS, "either", by_id=cast.citra.id, at=AT)
    db.session.commit()
    assert "Bukan pengembangan kompetensi." in page_of(client, cast.budi, cast.ana)


def test_a_past_year_is_judged_as_it_ended(client, cast) -> None:
    enter(cast.ana, (date(2025, 12, 30), "19.5"), title="Rakor akhir tahun")
    page = page_of(client, cast.budi, cast.ana, "?year=2025")
    assert "Rakor akhir tahun" in page
    assert "Not met" in page
    history = page.split('id="all-years"')[1]
    assert history.index(">2026<") < history.index(">2025<")
    assert "Nothing yet" in history


def test_the_nip_is_for_officers(client, cast) -> None:
    grouped = NUMBERS["ana"][:8]
    assert grouped in page_of(client, cast.citra, cast.ana)
    assert grouped not in page_of(client, cast.budi, cast.ana)


def test_certificates_stand_with_number_and_status_and_beside_what_they_prove(client, cast) -> None:
    certificate, activity = issue(cast), enter(cast.ana, (date(2026, 3, 3), 2))
    activity.certificate_id = certificate.id
    db.session.commit()
    page = page_of(client, cast.budi, cast.ana)
    entries, held = page.split('id="certificates"')
    assert certificate.number in entries.split('id="activities"')[1]
    assert certificate.number in held
    assert "valid" in held
    assert certificate.code not in page


def test_an_officer_elsewhere_who_supervises_somebody_sees_no_nip(client, cast) -> None:
    found = db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one()
    wanted = roles.Wanted("officer", SINCE, unit_id=found.id)
    roles.give(cast.budi, wanted, by_id=None)
    db.session.commit()
    page = page_of(client, cast.budi, cast.ana)
    assert NUMBERS["ana"][:8] not in page
    assert 'href="/team"' in page.split("<h1")[0]


def test_its_owner_can_see_who_opened_it(client, cast) -> None:
    page_of(client, cast.budi, cast.ana)
    seen = db.session.scalars(select(ViewLog).where(ViewLog.subject_id == cast.ana.id)).one()
    assert (seen.viewer_id, seen.what) == (cast.budi.id, "record.person")
    assert "Budi" in client.sign_in(cast.ana, language="en").get("/profile/views").text


def test_the_supervisor_proposes_a_course_from_there(client, cast) -> None:
    address = f'href="/assignments/courses?person={cast.ana.id}"'
    assert address in page_of(client, cast.budi, cast.ana)


@pytest.mark.parametrize("query", ["year=1999", "year=2027"])
def test_a_year_without_anything_is_not_found(client, cast, query) -> None:
    client.sign_in(cast.citra)
    assert client.get(f"/record/people/{cast.ana.id}?{query}").status_code == 404


def test_the_pages_that_name_a_person_lead_there(client, cast) -> None:
    address = f'href="/record/people/{cast.ana.id}"'
    waiting = outside.enter(cast.ana, state="proposed")
    client.sign_in(cast.citra)
    for page in ("/reports/people", f"/people/{cast.ana.id}", f"/verifications/{waiting.id}"):
        assert address in client.get(page).text
    assert address in client.sign_in(cast.budi).get("/team").text


def test_the_queries_do_not_grow_with_the_record(client, cast, count_queries) -> None:
    enter(cast.ana, (date(2025, 3, 2), 1))
    enter(cast.ana, (date(2026, 3, 2), 1))
    client.sign_in(cast.budi)
    address = f"/record/people/{cast.ana.id}"
    client.get(address)
    with count_queries() as few:
        client.get(address)
    for day in range(1, 29):
        enter(cast.ana, (date(2026, 2, day), 1))
        outside.enter(cast.ana, state="proposed")
    with count_queries() as many:
        client.get(address)
    assert len(many) == len(few) <= 18
