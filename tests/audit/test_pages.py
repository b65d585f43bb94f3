"""Browsing the audit, taking it along, and seeing who looked at one's own record."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.admin import trail
from app.audit.actions import empty_values, note_view, record
from app.audit.models import AuditEntry, AuditValue
from app.audit.sealing import seal_some
from app.db import db
from app.kit import clock
from tests.factories.cast import create_person
from tests.factories.jobs import work_off

CAST = ("ana", "budi", "citra", "dewi", "eko")


@pytest.fixture
def admin(cast):
    person = create_person("fajar", cast.agency, "BKPSDM", "employee", "admin")
    db.session.commit()
    return person


@pytest.fixture
def tea(cast) -> AuditEntry:
    record(
        "tea.made",
        actor_id=cast.citra.id,
        subject_id=cast.ana.id,
        about=("tea", 7),
        changes={"sugar": ("satu", "dua")},
    )
    db.session.commit()
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == "tea.made")).one()


@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/audit"), ("GET", "/audit/1"), ("POST", "/audit/exports")]
)
def test_the_audit_is_for_administrators_alone(client, cast, admin, method, address) -> None:
    codes = {
        client.sign_in(getattr(cast, name)).open(address, method=method).status_code
        for name in CAST
    }
    assert codes == {403}
    assert client.sign_in(admin).open(address, method=method).status_code in (200, 302)


def test_the_list_tells_who_did_what_to_whom(client, admin, tea) -> None:
    page = client.sign_in(admin, language="en").get("/audit").text
    for words in ("Tea made", "Citra", "Ana", "Tea 7"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=citra", True),
        ("q=ANA", True),
        ("q=ana@lentera.example", True),
        ("q=dewi", False),
        ("action=tea.made", True),
        ("action=role.granted", False),
        ("action=nothing", True),
        ("since=2099-01-01", False),
        ("until=2020-01-01", False),
        ("since=bukan-tanggal", True),
        ("since=0001-01-01", True),
        ("until=9999-12-31", True),
        ("q=%25", False),
    ],
)
def test_the_list_is_narrowed(client, admin, tea, query, is_found) -> None:
    page = client.sign_in(admin, language="en").get(f"/audit?{query}").text
    assert (f'href="/audit/{tea.id}"' in page) is is_found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=2026-11-30&until=2026-11-01", "The first day lies after the last"),
        ("since=bukan-tanggal", "A day could not be read"),
        ("until=2026-02-30", "A day could not be read"),
    ],
)
def test_days_that_cannot_be_meant_are_told(client, admin, query, words) -> None:
    client.sign_in(admin, language="en")
    assert words in client.get(f"/audit?{query}").text
    assert words not in client.get("/audit?since=2026-11-01&until=2026-11-30").text


def test_where_somebody_came_from_has_no_before(client, admin, tea) -> None:
    values = {"field": "address", "new": "203.0.113.7", "salt": "0"}
    db.session.add(AuditValue(entry_id=tea.id, **values))
    db.session.commit()
    page = client.sign_in(admin, language="en").get(f"/audit/{tea.id}").text
    assert re.search(r'<td colspan="2">\s*203\.0\.113\.7', page)


def test_days_are_those_of_the_readers_clock(client, admin, tea) -> None:
    """In Jayapura a day begins nine hours earlier."""
    client.sign_in(admin)
    day = (tea.at + timedelta(hours=9)).date()
    page = client.get(f"/audit?since={day}&until={day}&action=tea.made").text
    assert f'href="/audit/{tea.id}"' in page


def test_the_list_goes_on_behind_its_last_entry(client, admin, tea) -> None:
    page = client.sign_in(admin).get(f"/audit?before={tea.id}").text
    assert f'href="/audit/{tea.id}"' not in page
    assert f'href="/audit/{tea.id - 1}"' in page


def test_a_page_holds_as_many_as_it_should_and_leads_to_the_next(client, admin, tea) -> None:
    for _ in range(trail.PAGE_SIZE):
        record("tea.made", actor_id=None)
    db.session.commit()
    page = client.sign_in(admin).get("/audit?action=tea.made").text
    assert f'href="/audit/{tea.id}"' not in page
    assert f"before={tea.id + 1}&amp;action=tea.made" in page


def test_an_entry_shows_old_and_new_and_whether_it_is_sealed(client, admin, tea) -> None:
    client.sign_in(admin, language="en")
    page = client.get(f"/audit/{tea.id}").text
    assert "satu" in page
    assert "dua" in page
    assert "not sealed yet" in page
    seal_some(at=clock.now())
    assert "not sealed yet" not in client.get(f"/audit/{tea.id}").text


def test_an_entry_shows_days_and_figures_as_its_reader_writes_them(client, admin, tea) -> None:
    for field, old, new in (
        ("begins", "2026-11-05", "2026-12-06"),
        ("hours", "2.5", "3.25"),
        ("number", "199204112019032003", "2026"),
        ("is_open", "True", "False"),
    ):
        db.session.add(AuditValue(entry_id=tea.id, field=field, old=old, new=new, salt="0"))
    db.session.commit()
    page = client.sign_in(admin, language="id").get(f"/audit/{tea.id}").text
    for old, new in (
        ("5 November 2026", "6 Desember 2026"),
        ("2,5", "3,25"),
        ("199204112019032003", "2026"),
        ("Ya", "Tidak"),
    ):
        assert re.search(rf">{old}</td>\s*<td[^>]*>{new}</td>", page)


def test_what_was_anonymised_says_so(client, cast, admin, tea) -> None:
    empty_values(cast.ana.id)
    page = client.sign_in(admin, language="en").get(f"/audit/{tea.id}").text
    assert "satu" not in page
    assert "anonymised" in page


def test_an_entry_that_does_not_exist_is_not_found(client, admin) -> None:
    assert client.sign_in(admin).get("/audit/99999").status_code == 404


def test_the_list_and_an_entry_make_few_queries(client, admin, tea, count_queries) -> None:
    client.sign_in(admin)
    with count_queries() as made:
        client.get("/audit")
    # The session, the list.
    assert len(made) == 2
    with count_queries() as made:
        client.get(f"/audit/{tea.id}")
    # The session, the entry, its values; one of this test's own.
    assert len(made) <= 4


def test_the_audit_is_taken_along_as_it_is_narrowed(client, admin, tea) -> None:
    client.sign_in(admin, language="en")
    answer = client.post("/audit/exports", data={"action": "tea.made"})
    work_off()
    file = client.get(f"{answer.location}/file")
    rows = file.data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    for words in ("Tea made", "Citra", "Ana", "Tea 7", "satu → dua"):
        assert words in rows[1]


def test_taking_the_audit_along_is_recorded(client, admin) -> None:
    client.sign_in(admin).post("/audit/exports", data={"q": "ana"})
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "audit.exported")
    ).one()
    assert entry.actor_id == admin.id
    assert client.get("/audit/exports").status_code in (404, 405)


def test_whom_it_was_narrowed_to_is_not_kept_in_the_entry(client, admin) -> None:
    client.sign_in(admin).post("/audit/exports", data={"q": "Ana", "action": "tea.made"})
    values = db.session.scalars(
        select(AuditValue)
        .join(AuditEntry, AuditEntry.id == AuditValue.entry_id)
        .where(AuditEntry.action == "audit.exported")
    )
    told = {value.field: value.new for value in values if value.field != "address"}
    assert told == {"q": "set", "action": "tea.made"}


def test_everybody_sees_who_looked_at_their_own_record(client, cast) -> None:
    at = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    note_view(cast.citra.id, cast.ana.id, "results.person", at=at)
    note_view(cast.eko.id, cast.dewi.id, "results.attempt", at=at)
    page = client.sign_in(cast.ana, language="en").get("/profile/views").text
    assert "Citra" in page
    assert "Results of quizzes" in page
    assert "Eko" not in page


def test_who_was_not_looked_at_reads_so(client, cast) -> None:
    page = client.sign_in(cast.dewi, language="en").get("/profile/views").text
    assert "Nobody has looked" in page


def test_the_profile_leads_to_who_looked(client, cast) -> None:
    assert "/profile/views" in client.sign_in(cast.ana).get("/profile").text
