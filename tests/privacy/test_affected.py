"""Whom a breach has touched; and that no public page shows a NIP."""

import re
from datetime import UTC, date, datetime, timedelta
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.accounts.actions import grant_role
from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.db import db
from app.jobs import worker
from app.jobs.models import Job
from app.kit import clock
from app.org.models import Membership, Unit
from app.privacy import affected, registry
from app.privacy.affected import Wanted
from tests.certificates.test_certificates import issue
from tests.factories.cast import NUMBERS, SINCE, create_person
from tests.rules.belongings import lay_out
from tests.rules.test_access_table import address, routes, rows


@pytest.fixture
def admin(client, cast):
    person = create_person("fajar", cast.agency, "BKPSDM", "employee")
    grant_role(person, "admin", day=SINCE)
    db.session.commit()
    client.sign_in(person, language="en")
    return person


def names(client, **wanted) -> list[str]:
    page = client.get("/privacy/affected", query_string=wanted).text
    return [
        name
        for name in ("Ana", "Budi", "Citra", "Dewi", "Eko")
        if f'<th scope="row">{name}</th>' in page
    ]


def test_the_list_is_narrowed_by_unit_kind_and_day(client, cast, admin) -> None:
    issue(cast)
    db.session.commit()
    assert names(client) == ["Ana", "Budi", "Citra", "Dewi", "Eko"]
    unit = db.session.scalars(select(Unit.id).where(Unit.name == "Disdukcapil")).one()
    assert names(client, unit=unit) == ["Ana", "Budi"]
    assert names(client, kind="certificates.certificates") == ["Ana"]
    db.session.get_one(Person, cast.dewi.id).created_at = clock.now() - timedelta(days=900)
    db.session.commit()
    day = (clock.now() - timedelta(days=890)).date()
    assert names(client, day=day.isoformat()) == ["Dewi"]


def test_acting_and_second_posts_count_too(client, cast, admin) -> None:
    unit = db.session.scalars(select(Unit.id).where(Unit.name == "Disdukcapil")).one()
    post = db.session.scalars(
        select(Membership).where(Membership.person_id == cast.eko.id, Membership.kind == "main")
    ).one()
    kept = {"position_id": post.position_id, "employment_type": "pns", "valid_from": SINCE}
    db.session.add_all(
        [
            Membership(person_id=cast.eko.id, unit_id=unit, kind="second", **kept),
            Membership(person_id=cast.dewi.id, unit_id=unit, kind="acting", **kept),
        ]
    )
    db.session.commit()
    assert names(client, unit=unit) == ["Ana", "Budi", "Dewi", "Eko"]


def test_the_unit_is_that_of_the_readers_day(cast, monkeypatch) -> None:
    """In Jayapura the day has begun at 16.00 UTC of the day before."""
    day = date(2026, 11, 23)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
    post = db.session.scalars(
        select(Membership).where(Membership.person_id == cast.dewi.id, Membership.kind == "main")
    ).one()
    post.valid_from = day
    db.session.commit()
    seen = {
        zone: {
            one.person.name: one.unit for one in affected.people(Wanted(ZoneInfo(zone)), after=None)
        }
        for zone in ("Asia/Jayapura", "UTC")
    }
    assert (seen["Asia/Jayapura"]["Dewi"], seen["UTC"]["Dewi"]) == ("Dishub", None)


def test_somebody_new_is_not_touched_by_an_older_breach(client, cast, admin) -> None:
    db.session.get_one(Person, cast.ana.id).created_at = clock.now()
    db.session.commit()
    day = (clock.now() - timedelta(days=3)).date()
    assert "Ana" not in names(client, day=day.isoformat())


def test_it_is_taken_along_and_that_is_recorded(client, cast, admin) -> None:
    answer = client.post("/privacy/affected/exports", data={"kind": "accounts.numbers"})
    assert answer.status_code == 302
    db.session.commit()
    assert worker.run_next(Event())
    job = db.session.scalars(select(Job)).one()
    lines = client.get(f"/jobs/{job.id}/file").data.decode("utf-8-sig").splitlines()
    assert lines[0] == "Name;NIP;E-mail;Unit"
    assert any(NUMBERS["ana"] in line and "ana@lentera.example" in line for line in lines)
    told = select(AuditEntry.actor_id).where(AuditEntry.action == "affected.exported")
    assert db.session.scalars(told).all() == [admin.id]


def test_the_text_to_write_stands_there(client, admin) -> None:
    assert "data about you in Lentera were open" in client.get("/privacy/affected").text


def test_no_public_page_shows_a_nip(client, app, cast) -> None:
    marks = lay_out(cast)
    known = {(method, rule.rule): rule for method, rule in routes(app)}
    public = [row for row in rows() if row.method == "GET" and row.verdicts[0] == "ok"]
    assert len(public) > 5
    shown = {
        row.route: client.get(address(known[row.method, row.route], marks)).text for row in public
    }
    assert "Ana" in shown["/verify/<code>"]
    for page in shown.values():
        digits = "".join(page.split())
        assert not [number for number in NUMBERS.values() if number in digits]


def test_kinds_are_named_for_who_looks_after_them(client, admin) -> None:
    page = client.get("/privacy/affected").text
    options = re.findall(r'<option value="[a-z_]+\.[a-z_]+" >([^<]+)<', page)
    assert {"Account", "NIP", "Correction requests"} <= set(options)
    assert len(options) == len(registry.kinds())
    assert not [title for title in options if re.search(r"\byou", title, re.IGNORECASE)]


def test_a_day_that_no_calendar_has_is_told(client, admin) -> None:
    told = "There is no such day in the calendar."
    assert told in client.get("/privacy/affected?day=2030-13-45").text
    assert told not in client.get("/privacy/affected?day=2030-12-31").text
    assert told not in client.get("/privacy/affected?day=").text
