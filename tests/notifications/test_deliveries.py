"""What became of the mails: for officers, of the people whom they look after."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.notifications import log
from app.notifications.actions import notify
from app.notifications.models import Delivery

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sends(mailbox) -> None:
    """Mail is put in."""


def put_in(person, number=1, *, kind="sign-in.factor-on", state="queued", answer="") -> int:
    notify(person.id, kind=kind, key=str(number), params={}, at=AT)
    delivery = db.session.scalars(select(Delivery).order_by(Delivery.id.desc())).first()
    delivery.state, delivery.answer = state, answer
    if state == "failed":
        delivery.reason, delivery.attempts, delivery.mail_id = "refused", 8, delivery.id
    db.session.commit()
    return delivery.id


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(\w+)</th>', page)


def test_the_newest_stands_on_top_with_its_reason(client, cast) -> None:
    put_in(cast.ana)
    put_in(cast.dewi, state="failed", answer="550 5.1.1 No such mailbox")
    page = client.sign_in(cast.citra).get("/deliveries").text
    assert names(page) == ["Dewi", "Ana"]
    assert "550 5.1.1 No such mailbox" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=dewi", ["Dewi"]),
        ("q=199204112019032003", ["Ana", "Ana"]),
        ("q=ana@lentera.example", ["Ana", "Ana"]),
        ("state=failed", ["Dewi"]),
        ("topic=completions", ["Ana"]),
        ("topic=security&state=queued", ["Ana"]),
        ("state=lost&topic=x&before=x", ["Ana", "Dewi", "Ana"]),
        ("q=nobody", []),
    ],
)
def test_it_is_narrowed_by_person_state_and_topic(client, cast, query, found) -> None:
    put_in(cast.ana)
    put_in(cast.dewi, state="failed")
    put_in(cast.ana, kind="certificates.issued")
    assert names(client.sign_in(cast.citra).get(f"/deliveries?{query}").text) == found


def test_the_list_goes_on_behind_the_last_one_shown(client, cast, monkeypatch) -> None:
    monkeypatch.setattr(log, "PAGE_SIZE", 1)
    put_in(cast.ana)
    put_in(cast.dewi)
    client.sign_in(cast.citra)
    page = client.get("/deliveries?state=queued").text
    assert names(page) == ["Dewi"]
    older = re.search(r'href="(/deliveries\?[^"]*before=\d+[^"]*)"', page)[1].replace("&amp;", "&")
    assert names(client.get(older).text) == ["Ana"]


def test_what_failed_is_tried_again_and_that_is_recorded(client, cast) -> None:
    delivery_id = put_in(cast.ana, state="failed", answer="550 No")
    client.sign_in(cast.citra)
    for _ in range(2):
        answer = client.post(f"/deliveries/{delivery_id}/attempts")
        assert answer.location == "/deliveries"
    delivery = db.session.get_one(Delivery, delivery_id)
    assert (delivery.state, delivery.attempts, delivery.answer) == ("queued", 1, "")
    assert delivery.due_at <= clock.now() + timedelta(seconds=1)
    entries = select(AuditEntry).where(AuditEntry.action == "delivery.retried")
    (entry,) = db.session.scalars(entries).all()
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)


def test_what_was_sent_is_not_sent_again(client, cast) -> None:
    delivery_id = put_in(cast.ana, state="sent")
    client.sign_in(cast.citra).post(f"/deliveries/{delivery_id}/attempts")
    assert db.session.get_one(Delivery, delivery_id).state == "sent"


def test_only_officers_see_and_retry(client, cast) -> None:
    delivery_id = put_in(cast.ana, state="failed")
    for person in (cast.ana, cast.budi, cast.dewi, cast.eko):
        client.sign_in(person)
        assert client.get("/deliveries").status_code == 403
        assert client.post(f"/deliveries/{delivery_id}/attempts").status_code == 403
    client.sign_in(cast.citra)
    assert client.get(f"/deliveries/{delivery_id}/attempts").status_code == 405
    assert client.post("/deliveries/9999/attempts").status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_for_many(client, cast, count_queries) -> None:
    put_in(cast.ana)
    client.sign_in(cast.citra)
    with count_queries() as few:
        client.get("/deliveries")
    for number in range(2, 9):
        put_in(cast.ana, number)
    with count_queries() as many:
        client.get("/deliveries")
    assert len(few) == len(many)
