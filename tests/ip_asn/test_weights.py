"""The weights: shown, entered from a day on, withdrawn while they are planned."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.db import db
from app.ip_asn import versions
from app.ip_asn.models import IpAsnVersion, IpAsnWeight
from tests.ip_asn.law import WEIGHTS

DAY = date(2027, 1, 1)


@pytest.fixture
def citra(client, cast, frozen):
    return client.sign_in(cast.citra, language="en")


@pytest.fixture
def frozen(time_machine):
    time_machine.move_to("2026-11-22T02:00:00Z", tick=False)


def form_of(page: str) -> dict[str, object]:
    """What the page's form would send as it stands."""
    sent: dict[str, object] = {}
    for field in re.findall(r"<input[^>]*>", page.split("<main", 1)[1]):
        given = dict(re.findall(r'(\w+)="([^"]*)"', field))
        if given.get("type") == "checkbox":
            if " checked" in field:
                sent.setdefault(given["name"], []).append(given["value"])
        elif "name" in given:
            sent[given["name"]] = unescape(given.get("value", ""))
    return sent


def typed(citra, **other: object) -> dict[str, object]:
    return {
        **form_of(citra.get("/ip-asn/weights/new").text),
        "valid_from": DAY.isoformat(),
        "source": "Peraturan BKN 1/2026",
        **other,
    }


def test_the_first_weights_are_those_of_the_law(app) -> None:
    terms = versions.get_terms(DAY)
    assert terms.weights == WEIGHTS
    assert terms.trainings == {"leadership": {1}, "functional": {2}, "seminar": {4, 7, 8, 9}}


def test_what_is_filled_in_can_be_saved_as_it_is(citra) -> None:
    before = versions.get_terms(DAY)
    assert citra.post("/ip-asn/weights", data=typed(citra)).status_code == 302
    after = versions.get_terms(DAY)
    assert after.weights == before.weights
    assert after.trainings == before.trainings
    assert after.source == "Peraturan BKN 1/2026"


def test_new_weights_hold_from_their_day_on(citra, cast) -> None:
    other = {"qualification_s1_any": "16", "needed_jp": "24", "seminar": ["9"]}
    assert citra.post("/ip-asn/weights", data=typed(citra, **other)).status_code == 302
    held = versions.get_terms(DAY - timedelta(1)), versions.get_terms(DAY)
    assert [terms.weights.education["s1"] for terms in held] == [15, 16]
    assert [terms.needed_jp for terms in held] == [20, 24]
    assert [terms.trainings["seminar"] for terms in held] == [{4, 7, 8, 9}, {9}]
    entry = db.session.scalars(select(AuditEntry).filter_by(action="ip-asn.entered")).one()
    assert entry.actor_id == cast.citra.id
    page = citra.get("/ip-asn/weights").text
    assert "planned" in page
    assert "in force" in page


def test_planned_weights_are_withdrawn_and_those_in_force_stay(citra, cast) -> None:
    citra.post("/ip-asn/weights", data=typed(citra))
    planned, first = versions.versions()
    assert citra.get(f"/ip-asn/weights/{planned.id}/withdrawal").status_code == 405
    assert "Withdraw" in citra.get(f"/ip-asn/weights/{planned.id}").text
    assert "Withdraw" not in citra.get(f"/ip-asn/weights/{first.id}").text
    assert citra.post(f"/ip-asn/weights/{first.id}/withdrawal").status_code == 409
    assert citra.post(f"/ip-asn/weights/{planned.id}/withdrawal").location == "/ip-asn/weights"
    assert db.session.scalars(select(IpAsnVersion.id)).all() == [first.id]
    # 6 + 3 + 3 + 2 + 5 + 4
    assert db.session.scalar(select(func.count()).select_from(IpAsnWeight)) == 23
    entry = db.session.scalars(select(AuditEntry).filter_by(action="ip-asn.withdrawn")).one()
    assert entry.actor_id == cast.citra.id


def test_two_cannot_begin_on_one_day(citra) -> None:
    assert citra.post("/ip-asn/weights", data=typed(citra)).status_code == 302
    assert citra.post("/ip-asn/weights", data=typed(citra)).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": ""},
        {"valid_from": "2026-11-21"},
        {"valid_from": "2062-01-01"},
        {"source": ""},
        {"source": "x" * 301},
        {"needed_jp": "0"},
        {"needed_jp": "dua puluh"},
        {"qualification_s3_any": ""},
        # 26 + 40 + 30 + 5 = 101
        {"qualification_s3_any": "26"},
        # 25 + (22.5 + 17) + 30 + 5 = 99.5
        {"competence_seminar_pelaksana": "17"},
        {"discipline_none_any": "-5"},
        {"least_high": "92"},
        {"least_high": "91"},
        {"seminar": ["26"]},
    ],
)
def test_weights_that_cannot_be_are_refused(citra, wrong) -> None:
    assert citra.post("/ip-asn/weights", data=typed(citra, **wrong)).status_code == 422
    assert len(versions.versions()) == 1


def test_others_may_not(client, cast) -> None:
    for person in (cast.ana, cast.budi, cast.eko):
        client.sign_in(person)
        for address in ("/ip-asn/weights", "/ip-asn/weights/1", "/ip-asn/weights/new"):
            assert client.get(address).status_code == 403
        for address in ("/ip-asn/weights", "/ip-asn/weights/1/withdrawal"):
            assert client.post(address).status_code == 403


def test_what_is_not_there_is_not_found(citra) -> None:
    assert citra.get("/ip-asn/weights/999").status_code == 404
    assert citra.post("/ip-asn/weights/999/withdrawal").status_code == 404
