"""Two windows confirm one session at the same moment, its writer withdraws it meanwhile, and both
sides log the same talk."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts.models import Person
from app.coaching import actions
from app.coaching.models import CoachingSession
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit.errors import Conflict
from app.records.models import Activity
from app.web.transaction import transaction
from tests.coaching.sessions import AT, FACTS, log
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast

pytestmark = pytest.mark.race
Act = Callable[[CoachingSession, Person], object]


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[Flask]:
    """Ana has logged a session with Budi."""
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "coaching"),
                "LENTERA_COURSES": str(tmp_path),
            }
        )
    )
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            cast = create_cast()
            log(cast.budi, cast.ana, by=cast.ana)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def together(site: Flask, *acts: tuple[str, Act]) -> list[bool]:
    """Whether each went through; all begin once all are there."""
    gate, found = threading.Barrier(len(acts)), [False] * len(acts)

    def run(place: int, name: str, act: Act) -> None:
        with site.app_context():
            gate.wait(10)
            try:
                with transaction():
                    by = db.session.scalars(select(Person).where(Person.name == name)).one()
                    act(db.session.get_one(CoachingSession, 1), by)
                found[place] = True
            except Conflict:
                pass
            db.session.remove()

    threads = [threading.Thread(target=run, args=(place, *act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def confirm(session: CoachingSession, by: Person) -> None:
    actions.confirm(session, revision=1, by=by, at=AT)


def withdraw(session: CoachingSession, by: Person) -> None:
    actions.withdraw(session, revision=1, by=by, at=AT)


def count_entries() -> int:
    return db.session.scalar(select(func.count()).select_from(Activity)) or 0


def test_of_two_who_confirm_at_once_one_does_and_there_is_one_entry(site) -> None:
    assert sorted(together(site, ("Budi", confirm), ("Budi", confirm))) == [False, True]
    with site.app_context():
        assert count_entries() == 1


def test_what_is_withdrawn_meanwhile_is_confirmed_or_withdrawn(site) -> None:
    found = together(site, ("Budi", confirm), ("Ana", withdraw))
    assert sorted(found) == [False, True]
    with site.app_context():
        session = db.session.scalars(select(CoachingSession)).one()
        assert session.state == ("confirmed" if found[0] else "withdrawn")
        assert count_entries() == int(found[0])


def test_the_same_talk_logged_by_both_at_once_is_one_session(site) -> None:
    facts = replace(FACTS, topic="Menulis laporan")

    def logged(_session: CoachingSession, by: Person) -> None:
        people = select(Person).where(Person.name.in_(["Ana", "Budi"])).order_by(Person.name)
        ana, budi = db.session.scalars(people)
        log(budi, ana, by=by, facts=facts, key=by.name)

    assert sorted(together(site, ("Budi", logged), ("Ana", logged))) == [False, True]
    with site.app_context():
        same = select(func.count()).where(CoachingSession.topic == facts.topic)
        assert db.session.scalar(same) == 1
