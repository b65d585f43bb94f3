"""A mail server, and an application that sends through it."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest

from app.kit.smtp import parse_smtp_url
from app.notifications import outbox, sending
from tests.factories import post
from tests.factories.post import Post


@pytest.fixture
def mailbox(app, monkeypatch) -> Iterator[Post]:
    with post.running() as server:
        config = replace(
            app.config["LENTERA"],
            smtp_url=parse_smtp_url(server.url),
            mail_from="Lentera <lentera@kota.example>",
            base_url="https://belajar.kota.example",
        )
        monkeypatch.setitem(app.config, "LENTERA", config)
        monkeypatch.setattr(outbox, "_sends_mail", True)
        monkeypatch.setattr(sending, "SECONDS_WHEN_AWAY", 0)
        yield server


@pytest.fixture
def send_all(mailbox):
    """Everything that is due; how many mails that were tried."""

    def send() -> int:
        count = 0
        while sending.send_next(Event()):
            count += 1
        return count

    return send
