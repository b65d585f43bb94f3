"""What works once works once, also when it is clicked twice at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from app import schema
from app.accounts import links, second_factor
from app.accounts.models import Person, SecondFactor
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit import clock
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_person

pytestmark = [pytest.mark.race, pytest.mark.xdist_group("races")]

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
