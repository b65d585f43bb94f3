"""Two senders at once, and one that is killed: no mail is lost, none is sent by two."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import schema
from app.config import ROOT, from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit import clock
from app.notifications import outbox, sending
from app.notifications.actions import notify
from app.notifications.models import Delivery
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories import post
from tests.factories.cast import create_person
from tests.factories.post import Post

pytestmark = pytest.mark.race
PEOPLE = 8


@pytest.fixture(scope="module", params=DATABASES)
def site(request, tmp_path_factory) -> Iterator[tuple[Flask, Post, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("mail")
    with post.running() as server:
        environment = {
            "LENTERA_INSTANCE": str(folder),
            "LENTERA_DATABASE_URL": database_url(request.param, folder, "mail"),
            "LENTERA_COURSES": str(folder),
            "LENTERA_SMTP_URL": server.url,
            "LENTERA_MAIL_FROM": "lentera@kota.example",
        }
        app = create_app(from_environment(environment))
        with app.app_context():
            token = writing.set(True)
            schema.upgrade(db.engine)
            writing.reset(token)
            with transaction():
                for number in range(PEOPLE):
                    create_person(f"person{number}")
        yield app, server, environment
        outbox.connect(sends_mail=False)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def put_in(key: str) -> None:
    with transaction():
        for person_id in range(1, PEOPLE + 1):
            notify(person_id, kind="sign-in.factor-on", key=key, params={}, at=clock.now())


def states() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.state)))


def test_four_senders_at_once_send_each_mail_once(site) -> None:
    app, server, _ = site
    with app.app_context():
        put_in("at once")
        db.session.remove()
    start = threading.Barrier(4)

    def send() -> None:
        with app.app_context():
            start.wait()
            while outbox.is_anything_due(at=clock.now()):
                db.session.remove()
                sending.send_next(threading.Event())

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({mail["To"] for mail in server.mails}) == len(server.mails) == PEOPLE
    with app.app_context():
        assert set(states()) == {"sent"}


SENDER = """
from threading import Event
from app.factory import create_app
from app.notifications import sending
with create_app().app_context():
    sending.send_next(Event())
"""


def test_a_sender_that_is_killed_loses_no_mail(site) -> None:
    app, server, environment = site
    server.mails.clear()
    with app.app_context():
        put_in("killed")
        db.session.remove()
    sender: list[subprocess.Popen[bytes]] = []
    is_started = threading.Event()

    def kill() -> str:
        # The mail is here, and who sent it will never know.
        is_started.wait()
        os.kill(sender[0].pid, signal.SIGKILL)
        sender[0].wait()
        return post.OK

    server.to_data = kill
    sender.append(
        subprocess.Popen(
            [sys.executable, "-c", SENDER], cwd=ROOT, env={**os.environ, **environment}
        )
    )
    is_started.set()
    assert sender[0].wait(60) == -signal.SIGKILL
    server.to_data = lambda: post.OK
    with app.app_context():
        assert states().count("sending") == 1
        with transaction():
            past = clock.now() - timedelta(seconds=1)
            db.session.execute(
                update(Delivery).where(Delivery.state == "sending").values(due_at=past)
            )
        while sending.send_next(threading.Event()):
            pass
        assert set(states()) == {"sent"}
    first, rest = server.mails[0], server.mails[1:]
    assert len(rest) == PEOPLE
    again = [mail for mail in rest if mail["To"] == first["To"]]
    assert [mail["Message-ID"] for mail in again] == [first["Message-ID"]]
    assert len({mail["Message-ID"] for mail in rest}) == PEOPLE
