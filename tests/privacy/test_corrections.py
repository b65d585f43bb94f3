"""Asking for a correction, and answering it within 3 × 24 hours."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.actions import grant_role
from app.audit.models import AuditEntry
from app.db import db
from app.notifications.models import Notice
from app.privacy import corrections
from app.privacy.models import CorrectionRequest
from tests.factories.cast import AT, SINCE, create_person

SENT = {"about": "birth", "wrong": "Jayapura", "right": "Sentani"}


@pytest.fixture
def asked(cast) -> CorrectionRequest:
    request = corrections.ask(cast.ana.id, about="name", wrong="Anna", right="Ana", at=AT)
    db.session.commit()
    return request


@pytest.fixture
def citra(client, cast):
    client.sign_in(cast.citra, language="en")
    return cast.citra


def only() -> CorrectionRequest:
    return db.session.scalars(select(CorrectionRequest)).one()


def recorded() -> list[tuple[str, int, int]]:
    rows = select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.subject_id)
    found = rows.where(AuditEntry.action.startswith("correction.")).order_by(AuditEntry.id)
    return [tuple(row) for row in db.session.execute(found)]


def test_what_is_asked_is_due_three_times_24_hours_later(client, cast, app) -> None:
    client.sign_in(cast.ana, language="en")
    before = datetime.now(UTC)
    assert client.post("/profile/corrections", data=SENT).status_code == 302
    request = only()
    assert (request.person_id, request.about, request.right) == (cast.ana.id, "birth", "Sentani")
    assert request.due_at - request.asked_at == timedelta(hours=72)
    assert request.asked_at >= before - timedelta(seconds=1)
    assert recorded() == [("correction.asked", cast.ana.id, cast.ana.id)]
    assert "Sentani" in client.get("/profile/corrections").text


def test_two_clicks_are_one_request(client, cast) -> None:
    client.sign_in(cast.ana, language="en")
    client.post("/profile/corrections", data=SENT)
    answer = client.post("/profile/corrections", data=SENT, follow_redirects=True)
    assert "You have asked about this already" in answer.text
    assert only().decision is None


def test_a_request_without_words_is_not_taken(client, cast) -> None:
    client.sign_in(cast.ana, language="en")
    answer = client.post("/profile/corrections", data={"about": "shoe", "wrong": " "})
    assert answer.status_code == 422
    assert "Write what is right." in answer.text
    assert db.session.scalars(select(CorrectionRequest)).all() == []


def test_others_see_nothing_of_ones_requests(client, cast, asked) -> None:
    client.sign_in(cast.dewi, language="en")
    assert "Anna" not in client.get("/profile/corrections").text
    assert client.get(f"/corrections/{asked.id}").status_code == 403


def test_the_first_page_tells_the_officer_how_many_wait(client, asked, citra) -> None:
    assert "1 request is waiting" in client.get("/").text


def test_the_most_urgent_stands_first_and_what_is_late_says_so(client, cast, citra) -> None:
    now = datetime.now(UTC)
    for person, days in ((cast.dewi, 1), (cast.ana, 4), (cast.budi, 2)):
        corrections.ask(person.id, about="nip", wrong="1", right="2", at=now - timedelta(days=days))
    db.session.commit()
    page = client.get("/corrections").text
    assert page.index(">Ana<") < page.index(">Budi<") < page.index(">Dewi<")
    assert page.count("Overdue since") == 1


def test_accepting_leads_to_where_it_is_corrected_and_tells_the_person(
    client, cast, asked, citra
) -> None:
    answer = client.post(f"/corrections/{asked.id}/acceptance")
    assert answer.location == f"/people/{cast.ana.id}/details"
    request = only()
    assert (request.decision, request.decided_by_id) == ("accepted", citra.id)
    told = db.session.scalars(select(Notice)).one()
    assert (told.person_id, told.kind) == (cast.ana.id, "privacy.correction-accepted")
    assert recorded()[1:] == [("correction.accepted", citra.id, cast.ana.id)]


def test_what_is_no_detail_leads_to_the_person(client, cast, citra) -> None:
    request = corrections.ask(cast.ana.id, about="post", wrong="A", right="B", at=AT)
    db.session.commit()
    answer = client.post(f"/corrections/{request.id}/acceptance")
    assert answer.location == f"/people/{cast.ana.id}"


def test_a_refusal_needs_a_reason_which_the_person_reads(client, cast, asked, citra) -> None:
    address = f"/corrections/{asked.id}/refusal"
    assert client.post(address, data={"reason": " "}).status_code == 422
    assert only().decision is None
    assert client.post(address, data={"reason": "Akta berkata lain."}).status_code == 302
    assert only().decision == "refused"
    client.sign_in(cast.ana, language="en")
    assert "Akta berkata lain." in client.get("/notices").text
    assert "Akta berkata lain." in client.get("/profile/corrections").text


def test_who_comes_second_changes_nothing(client, asked, citra) -> None:
    client.post(f"/corrections/{asked.id}/refusal", data={"reason": "Sudah benar."})
    answer = client.post(f"/corrections/{asked.id}/acceptance")
    assert answer.status_code == 409
    assert "before you" in answer.text
    assert only().decision == "refused"
    assert len(db.session.scalars(select(Notice)).all()) == 1


def test_nobody_answers_themselves(client, cast, citra) -> None:
    request = corrections.ask(citra.id, about="name", wrong="A", right="B", at=AT)
    db.session.commit()
    assert client.get(f"/corrections/{request.id}").status_code == 404
    assert client.post(f"/corrections/{request.id}/acceptance").status_code == 404
    assert "Nobody is waiting" in client.get("/corrections").text


def test_an_officer_promises_nothing_about_who_may_do_more(client, cast, citra) -> None:
    admin = create_person("fajar", cast.agency, "BKPSDM", "employee")
    grant_role(admin, "admin", day=SINCE)
    request = corrections.ask(admin.id, about="name", wrong="A", right="B", at=AT)
    db.session.commit()
    assert "Somebody else has to answer this" in client.get(f"/corrections/{request.id}").text
    for what in ("acceptance", "refusal"):
        assert client.post(f"/corrections/{request.id}/{what}").status_code == 403


@pytest.mark.parametrize("what", ["acceptance", "refusal"])
def test_looking_answers_nothing(client, asked, citra, what) -> None:
    assert client.get(f"/corrections/{asked.id}/{what}").status_code in (404, 405)
    assert only().decision is None
