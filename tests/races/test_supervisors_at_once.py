"""A plan is taken back while somebody else is given a supervisor: no ring comes of the two."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import schema
from app.accounts.models import Person
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit import clock
from app.kit.errors import DomainError
from app.org import actions
from app.org.models import ChosenSupervisor
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast

pytestmark = pytest.mark.race


@dataclass
class Site:
    """Budi supervises Ana by hand, until the plan that Eko does; Ana supervises Dewi."""

    app: Flask
    plan: int
    budi: int
    dewi: int


def choose(person: Person, supervisor: Person) -> ChosenSupervisor:
    now = clock.now()
    day = now.date() + timedelta(days=5)
    return actions.choose_supervisor(person, supervisor, reason="x", by=None, day=day, at=now)


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[Site]:
    config = from_environment(
        {
            "LENTERA_INSTANCE": str(tmp_path),
            "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "supervisors"),
            "LENTERA_COURSES": str(tmp_path),
        }
    )
    app = create_app(config)
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            cast = create_cast()
            choose(cast.dewi, cast.ana)
            plan = choose(cast.ana, cast.eko).id
        made = Site(app, plan, cast.budi.id, cast.dewi.id)
    yield made
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def take_back(site: Site) -> None:
    """Budi would go on supervising Ana."""
    plan = db.session.get_one(ChosenSupervisor, site.plan)
    actions.cancel(plan, today=clock.now().date(), by_id=site.budi)


def close_ring(site: Site) -> None:
    choose(db.session.get_one(Person, site.budi), db.session.get_one(Person, site.dewi))


# What comes first, and the step of it that is reached once the ring was looked for.
ORDERS = [(take_back, close_ring, "take_back"), (close_ring, take_back, "end_before")]


@pytest.mark.parametrize(("first", "second", "step"), ORDERS)
def test_one_of_the_two_is_refused(site: Site, monkeypatch, first, second, step) -> None:
    is_within, told = threading.Event(), {}
    original = getattr(actions, step)

    def slowly(*args, **more):
        is_within.set()
        time.sleep(0.7)
        return original(*args, **more)

    monkeypatch.setattr(actions, step, slowly)

    def run(act) -> None:
        with site.app.app_context():
            try:
                with transaction():
                    act(site)
                told[act] = ""
            except DomainError as error:
                told[act] = error.code

    threads = [threading.Thread(target=run, args=(act,)) for act in (first, second)]
    threads[0].start()
    assert is_within.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join(20)
    assert told == {first: "", second: "supervisor.ring"}
    with site.app.app_context():
        ways = select(ChosenSupervisor.id).where(
            ChosenSupervisor.person_id == site.budi, ChosenSupervisor.valid_to.is_(None)
        )
        plan = db.session.get(ChosenSupervisor, site.plan)
        assert (db.session.scalar(ways) is None) == (plan is None)
