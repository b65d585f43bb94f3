"""Two officers enter two targets of the year at the same moment: neither overlaps the other."""

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from app import schema
from app.accounts.models import Person
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.records import targets
from app.records.models import YearlyTarget
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast

pytestmark = pytest.mark.race


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[Flask]:
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "targets"),
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
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_each_ends_before_the_next_begins(site) -> None:
    gate = threading.Barrier(2)

    def enter(year: int) -> None:
        with site.app_context():
            gate.wait(10)
            with transaction():
                by = db.session.scalars(select(Person).where(Person.name == "Citra")).one()
                since = date(year, 1, 1)
                targets.enter("pns", least=Decimal(25), most=None, since=since, by=by)
            db.session.remove()

    threads = [threading.Thread(target=enter, args=(year,)) for year in (2027, 2028)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with site.app_context():
        rows = db.session.scalars(
            select(YearlyTarget)
            .where(YearlyTarget.employment_type == "pns")
            .order_by(YearlyTarget.valid_from)
        )
        assert [row.valid_to for row in rows] == [date(2026, 12, 31), date(2027, 12, 31), None]
