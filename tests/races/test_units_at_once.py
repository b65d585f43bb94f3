"""Two officers change one unit at the same time. SQLite lets one write after the other anyway."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app import schema
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.org import units
from app.org.models import Agency, FormerUnit, Unit
from app.web.transaction import transaction
from tests.conftest import database_url

pytestmark = pytest.mark.race
DAY = date(2026, 6, 1)
Change = Callable[[Unit], bool]


@pytest.fixture
def site(tmp_path) -> Iterator[Flask]:
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url("postgresql", tmp_path, "units"),
                "LENTERA_COURSES": str(tmp_path),
            }
        )
    )
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            agency = Agency(name="Kota Contoh", city="Contoh")
            db.session.add(agency)
            db.session.flush()
            for name in ("Dinas", "Seksi"):
                db.session.add(Unit(agency_id=agency.id, code=name, name=name))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def find(name: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.code == name)).one()


def rename(unit: Unit) -> bool:
    return units.rename(unit, name="Seksi Arsip", day=DAY)


def move(unit: Unit) -> bool:
    return units.move(unit, parent=find("Dinas"), day=DAY)


@pytest.mark.parametrize(("first", "second"), [(rename, move), (move, rename)])
def test_a_new_name_and_a_new_place_at_once_are_both_kept(
    site: Flask, first: Change, second: Change
) -> None:
    both_read, first_is_done = threading.Barrier(2), threading.Event()
    changed: list[bool] = []

    def change(what: Change, *, is_first: bool) -> None:
        with site.app_context(), transaction():
            unit = find("Seksi")
            both_read.wait(10)
            if not is_first:
                first_is_done.wait(10)
            changed.append(what(unit))
            first_is_done.set()
            if is_first:
                time.sleep(0.5)  # the other waits for the lock meanwhile

    threads = [
        threading.Thread(target=change, args=(what,), kwargs={"is_first": what is first})
        for what in (first, second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert changed == [True, True]
    with site.app_context():
        unit, dinas = find("Seksi"), find("Dinas")
        assert (unit.name, unit.parent_id, unit.valid_from) == ("Seksi Arsip", dinas.id, DAY)
        before = db.session.scalars(select(FormerUnit)).one()
        assert (before.name, before.parent_id) == ("Seksi", None)
        assert before.valid_to == date(2026, 5, 31)
