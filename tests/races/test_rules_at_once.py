"""Credits are computed anew while others write, and while rules change."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import schema
from app.accounts.models import Person
from app.accounts.queries import get_actor, lock_people
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.jobs.actions import start
from app.kit import clock
from app.records import crediting, ruling, tasks
from app.records.closing import Cause
from app.records.models import Activity, ActivityDay, JpCredit
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast
from tests.factories.jobs import work_off
from tests.records.law import rule

pytestmark = pytest.mark.race
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
E_LEARNING = 16


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[Flask]:
    """Each of the cast has read 3 JP on one day."""
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "rules"),
                "LENTERA_COURSES": str(tmp_path),
            }
        )
    )
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            create_cast()
            for person_id in db.session.scalars(select(Person.id)):
                _read(person_id)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _read(person_id: int) -> None:
    activity = Activity(
        person_id=person_id,
        form_id=E_LEARNING,
        title="Kursus",
        provider="BKPSDM",
        starts_on=DAY,
        ends_on=DAY,
        jp_raw=Decimal(3),
        created_at=AT,
    )
    db.session.add(activity)
    db.session.flush()
    db.session.add(ActivityDay(activity_id=activity.id, day=DAY, jp=Decimal(3)))
    crediting.recompute([person_id], cause=Cause(activity_id=activity.id), at=AT)


def _lower(cap: int) -> int:
    """The rule's id."""
    citra = db.session.scalars(select(Person).where(Person.name == "Citra")).one()
    row, _ = ruling.enter(rule(E_LEARNING, daily_cap=cap, since=date(2026, 1, 1)), by=citra)
    return row.id


def _credited() -> list[Decimal]:
    total = func.sum(JpCredit.credited)
    return list(db.session.scalars(select(total).join(Activity).group_by(Activity.person_id)))


def test_another_writes_in_each_rest_of_the_job(site, monkeypatch) -> None:
    written: list[bool] = []

    def write() -> None:
        with site.app_context(), transaction():
            db.session.execute(update(Person).values(language="en"))

    def rest(_seconds: float) -> None:
        other = threading.Thread(target=write)
        other.start()
        other.join(10)
        written.append(not other.is_alive())

    monkeypatch.setattr(tasks, "sleep", rest)
    monkeypatch.setattr(tasks, "CHUNK", 2)
    with site.app_context():
        with transaction():
            rule_id = _lower(2)
            _order(rule_id)
        work_off()
        # Five people are three portions.
        assert written == [True, True]
        assert _credited() == [2] * 5


def _order(rule_id: int) -> None:
    citra = get_actor(db.session.scalar(select(Person.id).where(Person.name == "Citra")), AT)
    start(
        "records.recomputation",
        person_id=citra.id,
        arguments={
            "rule_id": rule_id,
            "form_id": E_LEARNING,
            "since": "2026-01-01",
            "until": None,
        },
        key=None,
        subject="E-learning",
        language="en",
        back="/jp-rules/16",
        at=clock.now(),
    )


def test_who_waited_for_a_person_goes_by_the_rule_that_came_meanwhile(site) -> None:
    with site.app_context():
        ids = db.session.scalars(select(Person.id).order_by(Person.id)).all()
        with transaction():
            rule_id = _lower(2)
    is_held = threading.Event()

    def change() -> None:
        with site.app_context(), transaction():
            lock_people(ids)
            is_held.set()
            time.sleep(0.5)  # the other waits for the people meanwhile
            _lower(1)

    other = threading.Thread(target=change)
    other.start()
    is_held.wait(10)
    with site.app_context():
        with transaction():
            crediting.recompute(ids, cause=Cause(rule_id=rule_id), at=AT)
        other.join(10)
        assert _credited() == [1] * 5
