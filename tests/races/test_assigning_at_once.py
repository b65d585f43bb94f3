"""Two clicks on one form of an assignment, at the same moment."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts.models import Person
from app.assignments import actions
from app.assignments.actions import Wanted
from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.assignments.targets import of_people
from app.audit.models import AuditEntry
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.library.queries import find_live
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import AT, create_cast
from tests.factories.courses import publish

pytestmark = pytest.mark.race
COURSE = Path(__file__).parents[1] / "courses" / "contoh"
CLICKS = 4


@pytest.fixture(scope="module", params=DATABASES)
def site(request, tmp_path_factory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("assigning")
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(folder),
                "LENTERA_DATABASE_URL": database_url(request.param, folder, "assigning"),
                "LENTERA_COURSES": str(folder),
            }
        )
    )
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            create_cast()
            publish(COURSE)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def click(site: Flask, start: threading.Barrier, made: list[tuple[int, bool]], name: str) -> None:
    with site.app_context():
        start.wait()
        with transaction():
            wanted = Wanted("recommended", "officer", "Untuk loket.", date(2026, 11, 22), None)
            assignment, is_new = actions.assign(
                find_live("contoh"),
                of_people([named(name).id]),
                wanted,
                form_key="satu",
                by=named("Citra"),
                at=AT,
            )
            made.append((assignment.id, is_new))


def at_once(site: Flask, names: list[str]) -> list[tuple[int, bool]]:
    start, made = threading.Barrier(len(names)), []
    threads = [threading.Thread(target=click, args=(site, start, made, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_clicks_at_once_are_one_assignment_and_a_changed_form_is_another(site) -> None:
    made = at_once(site, ["Ana"] * CLICKS + ["Dewi"] * CLICKS)
    assert len(made) == 2 * CLICKS
    assert len({one for one, _ in made}) == 2
    assert sorted(is_new for _, is_new in made) == [False] * (2 * CLICKS - 2) + [True] * 2
    with site.app_context():
        held = [count(model) for model in (Assignment, AssignmentTarget, AssignmentPerson)]
        assert held == [2, 2, 2]
        given = select(AuditEntry.id).where(AuditEntry.action == "assignment.given")
        assert len(db.session.scalars(given).all()) == 2
