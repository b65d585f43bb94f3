"""Two officers make a batch at the same moment: no entry is handed over twice."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts.models import Person
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit.errors import Conflict
from app.records.models import Activity
from app.siasn import actions
from app.siasn.models import SiasnBatch, SiasnItem
from app.siasn.readiness import Scope
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast

pytestmark = pytest.mark.race
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ENTRIES = 20


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[Flask]:
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "siasn"),
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
            db.session.add_all(_training(cast.ana, number) for number in range(ENTRIES))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _training(owner: Person, number: int) -> Activity:
    return Activity(
        person_id=owner.id,
        form_id=8,
        title="Bimtek",
        provider="BKPSDM",
        number=f"800/{number}",
        jp_raw=Decimal(5),
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 2),
        created_at=AT,
    )


def test_two_batches_at_once_share_no_entry(site) -> None:
    told: list[str] = []
    together = threading.Barrier(3)

    def make() -> None:
        with site.app_context():
            officer = db.session.scalars(select(Person).where(Person.name == "Citra")).one()
            db.session.rollback()
            together.wait()
            try:
                with transaction():
                    actions.make_batch(Scope(1, 2026, AT.date()), by=officer, at=AT)
                told.append("made")
            except Conflict as error:
                told.append(error.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["made", "siasn.nothing-ready", "siasn.nothing-ready"]
    with site.app_context():
        assert db.session.scalar(select(func.count()).select_from(SiasnItem)) == ENTRIES
        assert db.session.scalars(select(SiasnBatch.number)).all() == [1]
