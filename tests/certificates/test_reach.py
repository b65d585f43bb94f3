"""An officer of a unit decides on, prints and issues certificates of its people alone."""

import pytest
from sqlalchemy import func, select, update

from app.accounts import roles
from app.accounts.models import RoleGrant
from app.certificates.models import Certificate, CertificateRequest
from app.db import db
from app.org.models import Unit
from tests.certificates.test_certificates import complete, issue
from tests.factories.cast import SINCE
from tests.factories.jobs import follow, work_off


def unit_id(name):
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


@pytest.fixture
def budi(client, cast):
    """He looks after Ana's unit; Dewi is of another."""
    wanted = roles.Wanted("officer", SINCE, unit_id=unit_id("Disdukcapil"))
    roles.give(cast.budi, wanted, by_id=None)
    return client.sign_in(cast.budi, language="en")


def move_to(person, unit):
    scope = update(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.role == "officer")
    db.session.execute(scope.values(unit_id=unit_id(unit)))


def requests_of(*people):
    for person in people:
        complete(person)
    found = select(CertificateRequest.person_id, CertificateRequest.id)
    return dict(db.session.execute(found).all())


def approve(client, **data):
    return client.post("/certificate-requests/approvals", data=data)


def holders():
    return set(db.session.scalars(select(Certificate.person_id)))


@pytest.mark.parametrize("is_all", [True, False])
def test_requests_of_others_are_not_approved(budi, cast, is_all) -> None:
    waiting = requests_of(cast.ana, cast.dewi)
    seen = "2099-01-01T00:00:00+00:00"
    data = {"scope": "all", "seen": seen} if is_all else {"request": list(waiting.values())}
    follow(budi, approve(budi, **data))
    assert holders() == {cast.ana.id}


def test_a_job_approves_within_the_reach_of_the_moment_it_runs(budi, cast) -> None:
    waiting = requests_of(cast.ana)
    approve(budi, request=list(waiting.values()))
    move_to(cast.budi, "Dishub")
    work_off()
    assert holders() == set()


def test_papers_of_others_are_not_printed(budi, cast) -> None:
    ana, dewi = issue(cast), issue(cast, cast.dewi, key="dewi")
    chosen = {"form": "zip", "certificate": [ana.id, dewi.id]}
    page = follow(budi, budi.post("/certificates/papers", data=chosen))
    names = budi.get(f"{page.request.path}/file").data
    assert (ana.code.encode() in names, dewi.code.encode() in names) == (True, False)


def test_none_is_issued_to_or_revoked_from_others(budi, cast) -> None:
    dewi = issue(cast, cast.dewi)
    address = f"/certificates/{dewi.id}/revocation"
    assert budi.post(address, data={"reason": "Keliru."}).status_code == 404
    new = budi.get(f"/certificates/new?person={cast.dewi.id}").text
    assert "Dewi" not in new
    count = db.session.scalar(select(func.count()).select_from(Certificate))
    assert budi.post("/certificates", data={"person": cast.dewi.id}).status_code in (404, 422)
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == count


def test_the_tab_of_the_agencys_numbers_is_for_officers_for_everywhere(budi, client, cast) -> None:
    assert "/certificate-series" not in budi.get("/certificates").text
    assert "/certificate-series" in client.sign_in(cast.citra).get("/certificates").text
