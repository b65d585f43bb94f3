"""Officers of a unit and authors of their own courses: what is beyond their reach is not there."""

import pytest
from sqlalchemy import select

from app.accounts import roles
from app.accounts.queries import get_actor
from app.accounts.reach import reaches
from app.certificates.models import Certificate
from app.db import db
from app.kit import clock
from app.library import authors
from app.library.queries import find_course
from app.org.models import Agency, Unit
from app.org.units import move
from app.studio.models import CourseDraft
from tests.certificates.test_certificates import complete, issue
from tests.factories.cast import SINCE
from tests.factories.plans import is_sqlite, plan_of
from tests.rules import belongings


def become_officer(person, unit):
    unit_id = db.session.scalars(select(Unit.id).where(Unit.name == unit)).one()
    roles.give(person, roles.Wanted("officer", SINCE, unit_id=unit_id), by_id=None)


@pytest.fixture
def certificate(cast):
    become_officer(cast.dewi, "Dishub")
    become_officer(cast.budi, "Disdukcapil")
    complete(cast.ana)
    return issue(cast)


@pytest.mark.parametrize(
    "page", ["/people", "/certificates", "/certificate-requests", "/sign-in-help", "/units"]
)
def test_lists_hold_the_people_of_the_officers_units_alone(client, cast, certificate, page) -> None:
    foreign = "Disdukcapil" if page == "/units" else "Ana"
    other = client.sign_in(cast.dewi).get(page)
    assert other.status_code == 200
    assert f">{foreign}<" not in other.text
    assert foreign in client.sign_in(cast.budi).get(page).text


def test_a_person_of_another_unit_is_not_found(client, cast, certificate) -> None:
    pages = [
        f"/people/{cast.ana.id}",
        f"/people/{cast.ana.id}/sign-in",
        f"/people/{cast.ana.id}/post",
        f"/certificates/{certificate.id}",
        f"/certificates/{certificate.code}.pdf",
        f"/quizzes/people/{cast.ana.id}",
    ]
    client.sign_in(cast.dewi)
    assert {client.get(page).status_code for page in pages} == {404}
    client.sign_in(cast.budi)
    assert {client.get(page).status_code for page in pages} == {200}


@pytest.mark.parametrize(
    "page", ["/positions", "/certificate-series", "/quizzes/contoh/ujian-akhir/items"]
)
def test_what_is_the_whole_agencys_is_not_for_an_officer_of_a_unit(
    client, cast, certificate, page
) -> None:
    assert client.sign_in(cast.budi).get(page).status_code == 403
    assert client.sign_in(cast.citra).get(page).status_code == 200


def test_an_author_of_own_courses_finds_no_other(client, cast) -> None:
    roles.give(cast.dewi, roles.Wanted("author", SINCE, only_own=True), by_id=None)
    pages = ["/studio/courses/contoh", "/quizzes/contoh/ujian-akhir"]
    client.sign_in(cast.dewi)
    assert {client.get(page).status_code for page in pages} == {404}
    authors.add_author(cast.dewi.id, find_course("contoh").id, by_id=cast.citra.id, day=SINCE)
    assert {client.get(page).status_code for page in pages} == {200}
    assert client.get("/studio/courses/persetujuan").status_code == 404


def test_only_an_administrator_gives_roles_and_not_to_themselves(client, cast) -> None:
    roles.give(cast.eko, roles.Wanted("admin", SINCE), by_id=None)
    address = f"/people/{cast.ana.id}/roles"
    fields = {"role": "supervisor", "scope": "everywhere", "day": "2099-01-01"}
    assert client.sign_in(cast.citra).post(address, data=fields).status_code == 403
    client.sign_in(cast.eko)
    assert client.post(f"/people/{cast.eko.id}/roles", data=fields).status_code == 403
    assert client.post(address, data={**fields, "scope": "unit"}).status_code == 422
    assert client.post(address, data=fields).status_code == 302
    assert client.post(address, data=fields).status_code == 409
    assert [grant.role for grant in roles.all_of(cast.ana.id)] == ["employee", "supervisor"]


def test_a_draft_of_a_course_of_somebody_else_stays_as_it_is(client, cast) -> None:
    """As one that is gone, which is what a second click is told."""
    draft_id = belongings.drafted(cast.eko)["draft_id"]
    roles.give(cast.dewi, roles.Wanted("author", SINCE, only_own=True), by_id=None)
    client.sign_in(cast.dewi)
    address = f"/studio/drafts/{draft_id}"
    for step in ("files", "files/removal", "publication", "removal"):
        assert client.post(f"{address}/{step}").location == "/studio"
    assert client.get(f"{address}/folder").status_code == 404
    assert db.session.get(CourseDraft, draft_id) is not None
    assert client.sign_in(cast.eko).post(f"{address}/removal").status_code == 302
    assert db.session.get(CourseDraft, draft_id) is None


def test_an_officer_of_a_unit_makes_units_below_it_alone(client, cast) -> None:
    become_officer(cast.budi, "Disdukcapil")
    ids = dict(db.session.execute(select(Unit.name, Unit.id)).all())
    client.sign_in(cast.budi)
    fields = {"name": "Loket", "code": "L", "agency": cast.agency.id, "day": "2026-01-05"}
    for parent in ("", ids["Dishub"]):
        assert client.post("/units", data={**fields, "parent": parent}).status_code == 422
    assert client.post("/units", data={**fields, "parent": ids["Disdukcapil"]}).status_code == 302
    top = client.post(f"/units/{ids['Disdukcapil']}/parent", data={"parent": "", **fields})
    assert top.status_code == 422


def test_an_officer_of_a_unit_is_not_asked_for_the_agency(client, cast) -> None:
    """It is that of the unit above; another one cannot be named."""
    other = Agency(name="Kota Lain", city="Lain", time_zone="Asia/Jakarta")
    db.session.add(other)
    become_officer(cast.budi, "Disdukcapil")
    db.session.commit()
    ids = dict(db.session.execute(select(Unit.name, Unit.id)).all())
    assert 'name="agency"' in client.sign_in(cast.citra).get("/units/new").text
    assert 'name="agency"' not in client.sign_in(cast.budi).get("/units/new").text
    fields = {"name": "Loket", "code": "L", "agency": other.id, "day": "2026-01-05"}
    assert client.post("/units", data={**fields, "parent": ids["Disdukcapil"]}).status_code == 302
    made = db.session.scalars(select(Unit).where(Unit.name == "Loket")).one()
    assert made.agency_id == cast.agency.id


def test_the_own_unit_of_an_officer_stands_below_another_and_not_at_the_top(client, cast) -> None:
    become_officer(cast.budi, "Disdukcapil")
    units = {one.name: one for one in db.session.scalars(select(Unit))}
    move(units["Disdukcapil"], parent=units["Dishub"], day=SINCE, by_id=None)
    db.session.commit()
    page = client.sign_in(cast.budi, language="en").get(f"/units/{units['Disdukcapil'].id}").text
    assert "below Dishub" in page
    now = page.partition("below Dishub")[0].rpartition("<h3")[2]
    assert "at the top" not in now


def test_people_within_reach_are_found_by_indexes(cast) -> None:
    """Lists ask for ids out of a walk through the tree, which is read once."""
    become_officer(cast.budi, "Disdukcapil")
    db.session.commit()
    officer = get_actor(cast.budi.id, clock.now())
    plan = plan_of(select(Certificate.id).where(reaches(officer, Certificate.person_id)))
    if is_sqlite():
        assert "ix_membership_unit_id" in plan
        assert "ix_unit_parent_id" in plan
    else:
        # A planner that has counted a handful of rows may take other indexes, but no whole table.
        assert "Seq Scan on membership" not in plan
        assert "Seq Scan on unit" not in plan
