"""A forgotten password: the link comes by mail, and stands in the mail alone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, text

from app.accounts import actions, links, queries, roles, second_factor
from app.accounts.links import hash_of
from app.accounts.models import OneTimeLink, is_password_of
from app.db import db
from app.notifications import outbox
from app.notifications.models import Delivery, Notice
from app.org.models import Membership, Unit
from tests.factories.cast import SINCE
from tests.factories.post import html_of, text_of

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PASSWORD = "teh manis di tepi sawah"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON, tick=False):
        yield


def ask(client, login="ana@lentera.example"):
    return client.post("/forgotten-password", data={"login": login})


def link_in(mail) -> str:
    return re.search(r"https://belajar\.kota\.example(/password/\S+)", text_of(mail))[1]


def test_the_link_in_the_mail_sets_a_new_password_once(client, cast, mailbox, send_all) -> None:
    assert ask(client).location == "/sign-in"
    assert send_all() == 1
    link = link_in(mailbox.mails[0])
    assert client.get(link).status_code == 200
    data = {"new": PASSWORD, "again": PASSWORD}
    assert client.post(link, data=data).status_code == 302
    db.session.refresh(cast.ana)
    assert is_password_of(cast.ana, PASSWORD)
    assert client.get(link).status_code == 404
    assert send_all() == 1
    assert "https://belajar.kota.example/profile" in text_of(mailbox.mails[1])


def test_the_database_holds_no_link_that_works(client, cast, mailbox, send_all) -> None:
    ask(client)
    assert db.session.scalars(select(OneTimeLink)).all() == []
    send_all()
    token = link_in(mailbox.mails[0]).rpartition("/")[2]
    assert db.session.scalars(select(OneTimeLink.token_hash)).one() == hash_of(token)
    for table in ("notice", "delivery", "one_time_link", "audit_value"):
        rows = db.session.execute(text(f"SELECT * FROM {table}")).all()
        assert token not in str(rows)


def test_the_link_works_for_an_hour_after_the_mail_has_left(
    client, cast, mailbox, send_all
) -> None:
    ask(client)
    send_all()
    link = link_in(mailbox.mails[0])
    with time_machine.travel(NOON + timedelta(minutes=59), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        assert client.get(link).status_code == 404


def test_a_mail_that_is_sent_again_holds_the_same_link(
    client, cast, mailbox, send_all, monkeypatch
) -> None:
    ask(client)
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "settle_sent", lambda claim, *, at: 1 / 0)
        dying.setattr(outbox, "settle_unsent", lambda claim, **rest: None)
        send_all()
    with time_machine.travel(NOON + timedelta(minutes=11), tick=False):
        send_all()
    first, again = mailbox.mails
    assert first["Message-ID"] == again["Message-ID"]
    assert link_in(first) == link_in(again)


def test_an_account_that_is_not_there_gets_the_same_answer(client, cast, mailbox, send_all) -> None:
    known, unknown = ask(client), ask(client, "nobody@lentera.example")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert send_all() == 1
    assert "ana@" in mailbox.mails[0]["To"]


def test_who_asks_twice_gets_one_mail(client, cast, mailbox, send_all) -> None:
    ask(client)
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        ask(client, "199204112019032003")
        assert send_all() == 1
    with time_machine.travel(NOON + timedelta(minutes=9), tick=False):
        ask(client)
        assert send_all() == 0


def test_who_asks_again_for_a_link_that_is_of_no_use_any_more_gets_another(
    client, cast, mailbox, send_all
) -> None:
    ask(client)
    send_all()
    client.post(link_in(mailbox.mails[0]), data={"new": PASSWORD, "again": PASSWORD})
    send_all()
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        ask(client)
        assert send_all() == 1
        assert client.get(link_in(mailbox.mails[-1])).status_code == 200


def test_who_asks_again_after_the_mail_was_refused_gets_another(
    client, cast, mailbox, send_all
) -> None:
    mailbox.to_recipients = lambda address: "550 5.1.1 No such mailbox"
    ask(client)
    send_all()
    mailbox.to_recipients = lambda address: "250 OK"
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        ask(client)
        assert send_all() == 1
    assert len(mailbox.mails) == 1


def test_a_request_whose_mail_could_not_leave_in_time_makes_no_link(
    client, cast, mailbox, send_all
) -> None:
    ask(client)
    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        send_all()
    assert mailbox.mails == []
    assert db.session.scalars(select(OneTimeLink)).all() == []
    assert db.session.scalars(select(Delivery.reason)).one() == "over"


def test_the_mail_says_what_its_link_does_and_the_notice_where_it_is(
    client, cast, mailbox, send_all
) -> None:
    cast.ana.language = "en"
    db.session.commit()
    ask(client)
    send_all()
    (mail,) = mailbox.mails
    for words in (text_of(mail), html_of(mail)):
        assert "Choose a new password" in words
        assert "comes by mail" not in words
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert "It comes by mail" in page


def test_asking_very_often_has_to_wait(client, cast, mailbox) -> None:
    answers = [ask(client, f"{number}@x.example").status_code for number in range(42)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_asking_needs_a_name(client, cast, mailbox) -> None:
    assert ask(client, "").status_code == 422
    assert ask(client, "x" * 300).status_code == 422


def test_without_a_mail_server_the_page_leads_to_the_officer(client, cast) -> None:
    page = client.get("/forgotten-password").text
    assert 'name="login"' not in page
    assert ask(client).status_code == 404


def test_whoever_asks_in_anothers_name_voids_no_link_on_paper(
    client, cast, mailbox, send_all
) -> None:
    lasts = links.LASTS_ON_PAPER
    cast.citra.grants = queries.get_actor(cast.citra.id, NOON).grants
    _, token = links.make_link(cast.ana, by=cast.citra, lasts=lasts, at=NOON)
    ask(client)
    send_all()
    mailed = link_in(mailbox.mails[0])
    assert client.get(f"/password/{token}").status_code == 200
    assert client.post(mailed, data={"new": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.get(f"/password/{token}").status_code == 404


def test_nor_one_that_an_officer_mailed(client, cast, mailbox, send_all) -> None:
    client.sign_in(cast.citra)
    client.post(f"/people/{cast.ana.id}/mailed-links")
    send_all()
    ask(client)
    send_all()
    first, second = (link_in(mail) for mail in mailbox.mails)
    assert client.get(first).status_code == 200
    assert client.get(second).status_code == 200


def test_a_new_link_of_an_officer_voids_what_the_person_asked_for(
    client, cast, mailbox, send_all
) -> None:
    ask(client)
    send_all()
    client.sign_in(cast.citra)
    client.post(f"/people/{cast.ana.id}/mailed-links")
    send_all()
    first, second = (link_in(mail) for mail in mailbox.mails)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_an_officer_sends_a_link_that_lasts_a_week(client, cast, mailbox, send_all) -> None:
    client.sign_in(cast.citra)
    address = f"/people/{cast.ana.id}/mailed-links"
    assert client.post(address).location == f"/people/{cast.ana.id}/sign-in"
    send_all()
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        client.post(address)
        assert send_all() == 1
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False):
        assert client.get(link_in(mailbox.mails[0])).status_code == 404
    assert db.session.scalars(select(OneTimeLink.created_by_id)).all() == [cast.citra.id] * 2
    link = link_in(mailbox.mails[1])
    with time_machine.travel(NOON + timedelta(days=6, hours=23), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(NOON + timedelta(days=7, minutes=2), tick=False):
        assert client.get(link).status_code == 404


@pytest.mark.parametrize("leaves", [False, True])
def test_an_officer_who_lost_sight_of_somebody_sends_them_no_link_any_more(
    client, cast, mailbox, send_all, leaves
) -> None:
    """Between the click and the mail, which may wait for a mail server."""
    units = dict(db.session.execute(select(Unit.name, Unit.id)).all())
    wanted = roles.Wanted("officer", SINCE, unit_id=units["Disdukcapil"])
    roles.give(cast.budi, wanted, by_id=None)
    db.session.commit()
    client.sign_in(cast.budi).post(f"/people/{cast.ana.id}/mailed-links")
    if leaves:
        post = db.session.query(Membership).filter_by(person_id=cast.ana.id).one()
        post.unit_id = units["Dishub"]
        db.session.commit()
    send_all()
    assert len(mailbox.mails) == (0 if leaves else 1)
    made = db.session.scalars(select(OneTimeLink.created_by_id)).all()
    assert made == ([] if leaves else [cast.budi.id])
    assert db.session.scalars(select(Delivery.reason)).one() == ("over" if leaves else "")


def test_only_an_officer_sends_links(client, cast, mailbox) -> None:
    address = f"/people/{cast.ana.id}/mailed-links"
    client.sign_in(cast.citra)
    assert client.get(address).status_code == 405
    assert client.post("/people/9999/mailed-links").status_code == 404
    assert client.post(f"/people/{cast.citra.id}/mailed-links").status_code == 403
    assert client.sign_in(cast.budi).post(address).status_code == 403
    assert db.session.scalars(select(Delivery)).all() == []


def test_changes_of_the_sign_in_are_told_by_mail_at_once(cast, mailbox, send_all) -> None:
    night = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    factor = second_factor.begin(cast.ana.id, at=night)
    import pyotp

    code = pyotp.TOTP(second_factor.secret_of(factor, key="k" * 40)).at(night)
    assert second_factor.confirm(factor, code, key="k" * 40, at=night)
    second_factor.remove(cast.ana.id, by_id=cast.ana.id, at=night)
    actions.set_password(cast.ana, PASSWORD, at=night)
    db.session.commit()
    kinds = db.session.scalars(select(Notice.kind).order_by(Notice.id)).all()
    assert kinds == ["sign-in.factor-on", "sign-in.factor-off", "sign-in.password"]
    with time_machine.travel(night, tick=False):
        assert send_all() == 3
