"""Whose e-mail address is replaced hears of it at the old one, too: without any link."""

import pytest
from sqlalchemy import select

from app.accounts.events import EmailsChanged
from app.db import db
from app.kit import clock
from app.kit.events import tell
from app.notifications import kinds
from app.notifications.models import Delivery, Notice
from tests.factories.post import html_of, text_of

OLD, NEW = "ana@lentera.example", "ana.lestari@kota.example"


def correct_address(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    page = f"/people/{cast.ana.id}/details"
    given = {"name": cast.ana.name, "email": NEW, "day": clock.now().date().isoformat()}
    assert client.post(page, data=given).status_code == 302


@pytest.fixture
def sent(client, cast, mailbox, send_all) -> dict:
    cast.ana.language = "en"
    correct_address(client, cast)
    send_all()
    return {mail["To"]: mail for mail in mailbox.mails}


def test_both_addresses_hear_of_it_each_in_its_own_words(sent) -> None:
    assert set(sent) == {OLD, NEW}
    assert "From now on sign in with the new one" in text_of(sent[NEW])
    assert "With this one nobody can sign in any more" in text_of(sent[OLD])
    assert "tell the training officer of your agency at once" in html_of(sent[OLD])


def test_the_old_address_is_given_no_link_and_not_the_new_address(sent) -> None:
    mail = sent[OLD]
    for body in (text_of(mail), html_of(mail)):
        assert "http" not in body
        assert "href" not in body
        assert "belajar.kota.example" not in body
        assert NEW not in body
    assert mail["List-Unsubscribe"] is None


def test_the_inbox_says_that_the_old_address_was_told(client, cast, sent) -> None:
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert "Your former e-mail address was told" in page
    assert "With this one nobody can sign in" not in page


def test_where_no_mail_leaves_nothing_is_said_of_one(cast) -> None:
    tell(EmailsChanged({cast.ana.id: OLD}, clock.now()))
    assert db.session.scalars(select(Notice.kind)).all() == ["sign-in.email"]


def test_many_are_told_in_a_few_statements_each_at_their_own_address(
    cast, mailbox, count_queries
) -> None:
    """A list that changes the address of thousands is applied while nobody else may write."""
    former = {cast.ana.id: OLD}
    with count_queries() as one:
        tell(EmailsChanged(former, clock.now()))
    former |= {cast.budi.id: "budi@lama.example", cast.dewi.id: "dewi@lama.example"}
    with count_queries() as three:
        tell(EmailsChanged(former, clock.now()))
    assert len(three) == len(one) <= 4
    told = select(Notice).where(Notice.kind == "sign-in.former-email")
    newest = db.session.scalars(told.order_by(Notice.id.desc()).limit(3)).all()
    assert {row.person_id: row.params["former"] for row in newest} == former
    deliveries = db.session.scalars(select(Delivery)).all()
    assert {(row.state, row.is_urgent, row.attempts) for row in deliveries} == {("queued", True, 0)}
    # Two for each of one, then of three.
    assert len({row.notice_id for row in deliveries}) == len(deliveries) == 8


def test_what_is_told_of_a_sign_in_holds_where_nobody_has_a_password_too() -> None:
    """A site may leave passwords to single sign-on."""
    words = [str(kinds.find(kind).words) for kind in kinds.of_topic(kinds.SECURITY)]
    assert any("second factor" in one for one in words)
    assert not [one for one in words if "change your password" in one]
