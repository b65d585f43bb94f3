"""Mails: what is put in, what leaves, what is tried again, through a real mail server."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
import time_machine
from flask_babel import lazy_gettext
from sqlalchemy import func, select

from app.db import db
from app.kit.smtp import parse_smtp_url
from app.notifications import kinds, outbox, preferences, sending
from app.notifications.actions import notify
from app.notifications.hours import Hours
from app.notifications.kinds import COMPLETIONS, RESULTS, SECURITY, NoticeText
from app.notifications.models import Delivery, Notice
from tests.factories.post import html_of, text_of

# Noon in Ambon, whose clock the cast reads.
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch) -> None:
    known = {
        "test.result": NoticeText(lazy_gettext("Question %(number)s"), "records.index"),
        "test.course": NoticeText(
            lazy_gettext("Question %(number)s"), "records.index", topic=COMPLETIONS
        ),
        "test.alarm": NoticeText(
            lazy_gettext("Question %(number)s"), "accounts.profile", topic=SECURITY
        ),
    }
    monkeypatch.setattr(kinds, "_texts", known)


def tell(person, number=1, *, kind="test.result", at=NOON) -> None:
    notify(person.id, kind=kind, key=str(number), params={"number": number}, at=at)
    db.session.commit()


def only() -> Delivery:
    db.session.expire_all()
    return db.session.scalars(select(Delivery)).one()


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Delivery)) or 0


def send_at(send_all, at) -> int:
    with time_machine.travel(at, tick=False):
        return int(send_all())


def test_a_notice_leaves_as_a_mail_in_its_readers_language(cast, mailbox, send_all) -> None:
    cast.ana.language = "en"
    tell(cast.ana, 7)
    assert send_at(send_all, NOON) == 1
    (mail,) = mailbox.mails
    assert mail["To"] == "ana@lentera.example"
    assert mail["From"] == "Lentera <lentera@kota.example>"
    assert mail["Subject"] == "Question 7"
    assert mail["Date"] == "Mon, 23 Nov 2026 03:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://belajar.kota.example/profile/notices>"
    assert mail["Message-ID"].endswith("@kota.example>")
    for body in (text_of(mail), html_of(mail)):
        assert "Dear Ana" in body
        assert "Question 7" in body
        assert "https://belajar.kota.example/record" in body
        assert "https://belajar.kota.example/profile/notices" in body
    assert only().state == "sent"
    cast.ana.language = "id"
    tell(cast.ana, 8)
    send_at(send_all, NOON)
    assert mailbox.mails[1]["Subject"] == "Soal 8"


def test_a_title_is_plain_text_to_one_and_escaped_to_the_other(cast, mailbox, send_all) -> None:
    notify(
        cast.ana.id,
        kind="test.result",
        key="1",
        params={"number": {"title": "<b>A</b> & B\r\nBcc: x@y.example", "lang": "en"}},
        at=NOON,
    )
    db.session.commit()
    send_at(send_all, NOON)
    (mail,) = mailbox.mails
    assert mail["Bcc"] is None
    assert "<b>A</b> & B" in text_of(mail)
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B" in html_of(mail)


def test_the_same_notice_is_mailed_once(cast, mailbox, send_all) -> None:
    tell(cast.ana)
    tell(cast.ana)
    assert count() == 1
    assert send_at(send_all, NOON) == 1
    assert send_at(send_all, NOON + timedelta(days=2)) == 0
    assert len(mailbox.mails) == 1


def test_without_a_mail_server_nothing_is_put_in(cast) -> None:
    tell(cast.ana)
    assert count() == 0
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 1


def test_who_wants_no_mail_gets_none_except_about_the_account(cast, mailbox, send_all) -> None:
    preferences.choose(
        cast.ana.id, hours=Hours(), frequencies={RESULTS: "never", COMPLETIONS: "never"}
    )
    tell(cast.ana, 1)
    tell(cast.ana, 2, kind="test.course")
    tell(cast.ana, 3, kind="test.alarm")
    assert send_at(send_all, NOON) == 1
    assert "Soal 3" in text_of(mailbox.mails[0])


def test_an_alarm_does_not_wait_for_the_quiet_hours_to_end(cast, mailbox, send_all) -> None:
    night = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # midnight in Ambon
    tell(cast.ana, 1, at=night)
    tell(cast.ana, 2, kind="test.alarm", at=night)
    assert send_at(send_all, night) == 1
    assert "Soal 2" in text_of(mailbox.mails[0])
    morning = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # 06.00
    assert send_at(send_all, morning - MINUTE) == 0
    assert send_at(send_all, morning) == 1


def test_the_daily_mail_holds_everything_that_waits(cast, mailbox, send_all) -> None:
    cast.ana.language = "en"
    for number in (1, 2, 3):
        tell(cast.ana, number, kind="test.course")
    tell(cast.budi, 9, kind="test.course")
    assert send_at(send_all, NEXT_MORNING - MINUTE) == 0
    assert send_at(send_all, NEXT_MORNING) == 2
    mail = next(mail for mail in mailbox.mails if "ana@" in mail["To"])
    assert mail["Subject"] == "3 notices for you"
    for number in (1, 2, 3):
        assert f"Question {number}" in text_of(mail)
        assert f"Question {number}" in html_of(mail)
    assert set(db.session.scalars(select(Delivery.state))) == {"sent"}


def test_what_was_read_meanwhile_is_not_mailed(cast, mailbox, send_all) -> None:
    tell(cast.ana, kind="test.course")
    db.session.scalars(select(Notice)).one().mark_read(at=NOON)
    db.session.commit()
    send_at(send_all, NEXT_MORNING)
    assert mailbox.mails == []
    assert (only().state, only().reason) == ("skipped", "read")


def test_the_rest_of_a_mail_is_tried_again_also_when_its_first_was_read(
    cast, mailbox, send_all
) -> None:
    mailbox.to_data = lambda: "451 4.3.0 Later"
    for number in (1, 2, 3):
        tell(cast.ana, number, kind="test.course")
    db.session.scalars(select(Notice).where(Notice.key == "1")).one().mark_read(at=NOON)
    db.session.commit()
    assert send_at(send_all, NEXT_MORNING) == 1
    mailbox.to_data = lambda: "250 OK"
    assert send_at(send_all, NEXT_MORNING + MINUTE) == 1
    (mail,) = mailbox.mails
    assert "Soal 1" not in text_of(mail)
    assert "Soal 2" in text_of(mail)
    assert "Soal 3" in text_of(mail)
    states = db.session.scalars(select(Delivery.state).order_by(Delivery.id)).all()
    assert states == ["skipped", "sent", "sent"]


def test_who_has_left_is_not_written_to(cast, mailbox, send_all) -> None:
    tell(cast.ana)
    cast.ana.deactivated_at = NOON
    db.session.commit()
    send_at(send_all, NOON)
    assert mailbox.mails == []
    assert (only().state, only().reason) == ("skipped", "left")


def test_what_the_server_refuses_for_good_is_not_tried_again(cast, mailbox, send_all) -> None:
    mailbox.to_recipients = lambda address: "550 5.1.1 No such mailbox"
    tell(cast.ana)
    assert send_at(send_all, NOON) == 1
    delivery = only()
    assert (delivery.state, delivery.reason) == ("failed", "refused")
    assert delivery.answer == "550 5.1.1 No such mailbox"
    assert send_at(send_all, NOON + timedelta(days=9)) == 0


def test_what_the_server_puts_off_is_tried_again_after_growing_pauses(
    cast, mailbox, send_all
) -> None:
    mailbox.to_recipients = lambda address: "451 4.7.1 Greylisted"
    tell(cast.ana)
    assert send_at(send_all, NOON) == 1
    assert (only().state, only().answer) == ("queued", "451 4.7.1 Greylisted")
    assert send_at(send_all, NOON + timedelta(seconds=59)) == 0
    assert send_at(send_all, NOON + MINUTE) == 1
    assert send_at(send_all, NOON + 5 * MINUTE) == 0
    mailbox.to_recipients = lambda address: "250 OK"
    assert send_at(send_all, NOON + 6 * MINUTE) == 1
    assert (only().state, only().attempts, only().reason) == ("sent", 3, "")


def test_after_eight_attempts_it_has_failed(cast, mailbox, send_all) -> None:
    mailbox.to_data = lambda: "451 4.3.0 Later"
    tell(cast.ana)
    at = NOON
    for _ in range(8):
        assert only().state == "queued"
        assert send_at(send_all, at) == 1
        at += timedelta(days=2)
    assert (only().state, only().reason) == ("failed", "no-answer")
    assert send_at(send_all, at) == 0


def test_a_server_that_is_down_costs_no_mail_an_attempt(
    cast, mailbox, send_all, app, monkeypatch, caplog
) -> None:
    up = app.config["LENTERA"]
    down = replace(up, smtp_url=parse_smtp_url("smtp+plain://127.0.0.1:9"))
    monkeypatch.setitem(app.config, "LENTERA", down)
    tell(cast.ana)
    caplog.clear()
    for minutes in range(20):
        assert send_at(send_all, NOON + minutes * MINUTE) == 0
        assert (only().state, only().reason, only().attempts) == ("queued", "no-answer", 0)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 20
    monkeypatch.setitem(app.config, "LENTERA", up)
    tell(cast.ana, 2)
    assert send_at(send_all, NOON + 20 * MINUTE) == 1
    assert len(mailbox.mails) == 1
    assert "Soal 2" in text_of(mailbox.mails[0])


def test_while_the_server_is_away_it_is_looked_for_once_a_minute(
    cast, mailbox, app, monkeypatch
) -> None:
    down = replace(app.config["LENTERA"], smtp_url=parse_smtp_url("smtp+plain://127.0.0.1:9"))
    monkeypatch.setitem(app.config, "LENTERA", down)
    waited = []

    class Stopping(Event):
        def wait(self, timeout=None) -> bool:
            waited.append(timeout)
            return False

    for number in (1, 2, 3):
        tell(cast.ana, number, kind="test.alarm")
    monkeypatch.setattr(sending, "SECONDS_WHEN_AWAY", 60)
    with time_machine.travel(NOON, tick=False):
        assert not sending.send_next(Stopping())
    assert waited == [60]


@pytest.mark.parametrize("answer", ["530 5.7.0 Sign in first", "553 5.7.1 Not your address"])
def test_a_sender_that_the_server_does_not_take_costs_no_mail(
    cast, mailbox, send_all, answer
) -> None:
    mailbox.to_sender = lambda address: answer
    tell(cast.ana)
    assert send_at(send_all, NOON) == 0
    delivery = only()
    assert (delivery.state, delivery.attempts, delivery.answer) == ("queued", 0, answer)
    mailbox.to_sender = lambda address: "250 OK"
    assert send_at(send_all, NOON + MINUTE) == 1
    assert mailbox.senders == ["lentera@kota.example"]


def test_an_odd_answer_to_the_farewell_does_not_undo_what_was_sent(cast, mailbox, send_all) -> None:
    mailbox.to_quit = "500 What?"
    tell(cast.ana)
    assert send_at(send_all, NOON) == 1
    assert only().state == "sent"


def test_a_name_with_titles_leaves_the_address_whole(cast, mailbox, send_all) -> None:
    cast.ana.name = "Dr. Ana Wulandari Kusumaningtyas, S.Kom., M.T., Ph.D. – Widyaiswara"
    tell(cast.ana)
    send_at(send_all, NOON)
    assert b"\r\nTo: ana@lentera.example\r\n" in mailbox.raw[0]
    assert "Dr. Ana Wulandari Kusumaningtyas, S.Kom." in text_of(mailbox.mails[0])


def test_an_address_that_the_server_cannot_read_is_refused(cast, mailbox, send_all) -> None:
    cast.ana.email = "añá@lentera.example"
    tell(cast.ana)
    assert send_at(send_all, NOON) == 1
    assert (only().state, only().reason) == ("failed", "refused")


def test_a_retry_waits_for_the_quiet_hours_to_end_and_an_alarm_does_not(
    cast, mailbox, send_all
) -> None:
    evening = datetime(2026, 11, 23, 11, 59, tzinfo=UTC)  # 20.59 in Ambon
    mailbox.to_data = lambda: "451 4.3.0 Later"
    tell(cast.ana, 1, at=evening)
    tell(cast.ana, 2, kind="test.alarm", at=evening)
    assert send_at(send_all, evening) == 2
    due = {row.is_urgent: row.due_at for row in db.session.scalars(select(Delivery))}
    assert due == {
        True: datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        False: datetime(2026, 11, 23, 21, 0, tzinfo=UTC),
    }


def test_a_backlog_is_not_sent_in_quiet_hours(cast, mailbox, send_all) -> None:
    tell(cast.ana)
    night = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    send_at(send_all, night)
    assert mailbox.mails == []
    assert (only().state, only().attempts) == ("queued", 0)
    assert only().due_at == datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    assert send_at(send_all, night + timedelta(hours=6)) == 1


def test_who_wants_the_daily_mail_in_a_quiet_hour_gets_it_then(cast, mailbox, send_all) -> None:
    preferences.choose(cast.ana.id, hours=Hours(21, 6, 22), frequencies={RESULTS: "daily"})
    tell(cast.ana)
    assert send_at(send_all, datetime(2026, 11, 23, 13, 0, tzinfo=UTC)) == 1


@pytest.mark.parametrize("kind", ["test.result", "test.alarm"])
def test_what_could_not_leave_for_a_week_is_left_out(cast, mailbox, send_all, kind) -> None:
    tell(cast.ana, kind=kind)
    send_at(send_all, NOON + timedelta(days=7, minutes=1))
    assert mailbox.mails == []
    assert (only().state, only().reason) == ("skipped", "late")


def test_a_mail_that_failed_is_tried_again_with_all_it_held(cast, mailbox, send_all) -> None:
    mailbox.to_recipients = lambda address: "550 5.1.1 No such mailbox"
    for number in (1, 2):
        tell(cast.ana, number)
    send_at(send_all, NOON)
    mailbox.to_recipients = lambda address: "250 OK"
    tell(cast.ana, 3)
    _, second = db.session.scalars(
        select(Delivery).where(Delivery.state == "failed").order_by(Delivery.id)
    )
    outbox.try_again(second, at=NOON)
    db.session.commit()
    assert send_at(send_all, NOON) == 2
    again = next(mail for mail in mailbox.mails if "Soal 1" in text_of(mail))
    assert "Soal 2" in text_of(again)
    assert "Soal 3" not in text_of(again)
    assert set(db.session.scalars(select(Delivery.state))) == {"sent"}


def test_a_sender_that_died_is_followed_by_another_with_the_same_message_id(
    cast, mailbox, send_all, monkeypatch
) -> None:
    tell(cast.ana)
    # It was killed after the server had taken the mail, before that was noted.
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "settle_sent", lambda claim, *, at: 1 / 0)
        dying.setattr(outbox, "settle_unsent", lambda claim, **rest: None)
        send_at(send_all, NOON)
    assert only().state == "sending"
    assert send_at(send_all, NOON + 9 * MINUTE) == 0
    tell(cast.ana, 2)
    assert send_at(send_all, NOON + 11 * MINUTE) == 2
    first, other, again = mailbox.mails
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert "Soal 2" not in text_of(again)
    assert "Soal 2" in text_of(other)


def test_a_sender_that_was_only_slow_writes_no_more(cast, mailbox) -> None:
    tell(cast.ana)
    slow = outbox.claim(at=NOON)
    second = outbox.claim(at=NOON + timedelta(minutes=11))
    assert slow is not None
    assert second is not None
    outbox.settle_refused(slow, answer="550 Late", at=NOON)
    assert only().state == "sending"
    outbox.settle_sent(second, at=NOON)
    assert only().state == "sent"


def test_a_mail_over_which_senders_die_is_given_up(cast, mailbox) -> None:
    tell(cast.ana)
    at = NOON
    for _ in range(8):
        assert outbox.claim(at=at) is not None
        at += timedelta(minutes=11)
    outbox.give_up(at=at)
    assert (only().state, only().reason) == ("failed", "interrupted")
    assert outbox.claim(at=at) is None


def test_the_password_of_the_mail_server_is_shown_nowhere() -> None:
    from app.config import ConfigError, from_environment

    given = {
        "LENTERA_SMTP_URL": "smtp://lentera:s3cr%2Ft@mail.kota.example",
        "LENTERA_MAIL_FROM": "lentera@kota.example",
    }
    config = from_environment(given)
    assert config.smtp_url is not None
    assert config.smtp_url.password == "s3cr/t"
    assert (config.smtp_url.host, config.smtp_url.port) == ("mail.kota.example", 587)
    assert "s3cr" not in repr(config)
    with pytest.raises(ConfigError) as caught:
        from_environment({**given, "LENTERA_SMTP_URL": "http://lentera:s3cr@mail"})
    assert "s3cr" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://lentera:s3cr@mail.kota.example#x",
        "smtp://lentera:s3cr@mail.kota.example?x=1",
        "smtp://lentera:s3cr#t@mail.kota.example",
        "smtp://lentera:s3cr%C3%A9t@mail.kota.example",
        "smtp://ñ:s3cr@mail.kota.example",
    ],
)
def test_an_address_of_a_server_that_would_be_misread_is_refused(url) -> None:
    with pytest.raises(ValueError) as caught:
        parse_smtp_url(url)
    assert "s3cr" not in str(caught.value)
