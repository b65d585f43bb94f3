"""What works once works once, also when it is clicked twice at the same moment."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts import actions, links, remembering, second_factor
from app.accounts.models import (
    OneTimeLink,
    Person,
    RecoveryCode,
    SecondFactor,
    SignInSession,
)
from app.audit.models import AuditEntry
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit import clock
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_person

pytestmark = pytest.mark.race

KEY = "k" * 40
TIMES = 8


@pytest.fixture(scope="module", params=DATABASES)
def site(request, tmp_path_factory) -> Iterator[tuple[Flask, int]]:
    folder = tmp_path_factory.mktemp("sign-in")
    config = from_environment(
        {
            "LENTERA_INSTANCE": str(folder),
            "LENTERA_DATABASE_URL": database_url(request.param, folder, "sign_in"),
            "LENTERA_COURSES": str(folder),
        }
    )
    app = create_app(config)
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            person_id = create_person("ana").id
    yield app, person_id
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def at_once(app: Flask, step: Callable[[], Any]) -> list[Any]:
    """What `step` answers to each of those who begin it together, each with a connection."""
    ready = Barrier(TIMES)

    def run(_: int) -> Any:
        with app.app_context():
            ready.wait()
            with transaction():
                answer = step()
            db.session.remove()
            return answer

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(run, range(TIMES)))


def test_one_link_is_used_by_one(site) -> None:
    app, person_id = site
    with app.app_context(), transaction():
        person = db.session.get_one(Person, person_id)
        _, token = links.make_link(person, by=None, lasts=links.LASTS_BY_HAND, at=clock.now())
    answers = at_once(app, lambda: links.use_link(token, at=clock.now()))
    assert sorted(answers) == [False] * (TIMES - 1) + [True]


def test_one_recovery_code_lets_one_in(site) -> None:
    app, person_id = site
    at = clock.now()
    with app.app_context(), transaction():
        factor = SecondFactor(person_id=person_id, salt=b"s" * 16, created_at=at, confirmed_at=at)
        db.session.add(factor)
        code = second_factor.renew_recovery_codes(person_id)[0]
    answers = at_once(app, lambda: second_factor.take_code(person_id, code, key=KEY, at=at))
    assert sorted(answers) == [False] * (TIMES - 1) + [True]


def count(app: Flask, model: type, *conditions: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def test_of_many_links_one_stays_open(site) -> None:
    app, person_id = site

    def make() -> None:
        person = db.session.get_one(Person, person_id)
        links.make_link(person, by=None, lasts=links.LASTS_BY_HAND, at=clock.now())

    at_once(app, make)
    is_open = (OneTimeLink.used_at.is_(None), OneTimeLink.voided_at.is_(None))
    assert count(app, OneTimeLink, OneTimeLink.person_id == person_id, *is_open) == 1


def test_a_factor_is_begun_once_renewed_whole_and_removed_once(site) -> None:
    app, person_id = site
    at = clock.now()
    with app.app_context(), transaction():
        second_factor.remove(person_id, by_id=person_id, at=at)
    is_removal = AuditEntry.action == "second-factor.removed"
    before = count(app, AuditEntry, is_removal)
    salts = at_once(app, lambda: second_factor.begin(person_id, at=at).salt)
    assert len(set(salts)) == 1
    at_once(app, lambda: second_factor.renew_recovery_codes(person_id))
    assert count(app, RecoveryCode, RecoveryCode.person_id == person_id) == 10
    at_once(app, lambda: second_factor.remove(person_id, by_id=person_id, at=at))
    assert count(app, SecondFactor) == 0
    assert count(app, AuditEntry, is_removal) == before + 1


def test_who_comes_back_while_they_are_signed_out_everywhere_is_out(site) -> None:
    app, person_id = site
    at, month = clock.now(), timedelta(days=30)
    with app.app_context(), transaction():
        _, cookie = remembering.remember(person_id, user_agent="", lasts=month, at=at)
    is_back = Event()

    def come_back() -> None:
        with app.app_context(), transaction():
            found = remembering.come_back(cookie, key=KEY, lasts=month, at=at)
            actions.open_session(found.person, user_agent="", device_id=found.device.id, at=at)
            db.session.flush()
            is_back.set()
            time.sleep(0.5)

    def sign_out() -> None:
        is_back.wait(10)
        with app.app_context(), transaction():
            person = db.session.get_one(Person, person_id)
            actions.close_other_sessions(person, device_id=None, at=at)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(come_back), pool.submit(sign_out)]:
            done.result()
    assert count(app, SignInSession, SignInSession.revoked_at.is_(None)) == 0
