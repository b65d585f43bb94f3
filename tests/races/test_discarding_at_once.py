"""A staff list is discarded beside its application: one of the two happens, the other is told."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts.models import Person
from app.accounts.queries import get_actor
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.jobs.actions import start
from app.kit import clock
from app.kit.errors import DomainError
from app.org.models import Agency
from app.staffing import actions, applying
from app.staffing.models import StaffImport, StaffImportRow
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import SINCE, create_cast
from tests.factories.jobs import work_off
from tests.staffing.conftest import GITA, as_csv

pytestmark = pytest.mark.race
HADI = ("199602282020121001", "Hadi", "hadi@lentera.example", *GITA[3:])


@pytest.fixture(scope="module", params=DATABASES)
def site(request, tmp_path_factory) -> Iterator[tuple[Flask, int]]:
    """With the id of Citra, whose lists they are."""
    folder = tmp_path_factory.mktemp("discarding")
    config = from_environment(
        {
            "LENTERA_INSTANCE": str(folder),
            "LENTERA_DATABASE_URL": database_url(request.param, folder, "discarding"),
            "LENTERA_COURSES": str(folder),
        }
    )
    app = create_app(config)
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            citra_id = create_cast().citra.id
    yield app, citra_id
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def checked(site) -> Callable[..., int]:
    """The id of a list that is checked and may be applied."""
    app, citra_id = site

    def take_in(*line: str) -> int:
        with app.app_context():
            with transaction():
                citra = get_actor(citra_id, clock.now())
                found = actions.take_in(
                    db.session.scalars(select(Agency)).one(),
                    name="pegawai.csv",
                    data=as_csv([line]),
                    by=citra,
                    day=SINCE,
                    at=clock.now(),
                )
                start(
                    "staffing.check",
                    person_id=citra_id,
                    arguments={"import_id": found.id},
                    key=None,
                    subject="",
                    language="id",
                    back="/",
                    at=clock.now(),
                )
            work_off()
            return found.id

    return take_in


def apply(import_id: int, by_id: int) -> None:
    applying.apply_import(
        import_id, is_whole=False, by_id=by_id, at=clock.now(), today=clock.now().date()
    )


def discard(import_id: int, by_id: int) -> None:
    found = db.session.get_one(StaffImport, import_id)
    actions.discard(found, by=db.session.get_one(Person, by_id))


def meet(site, import_id: int, first, second, monkeypatch, pause) -> tuple[str, str]:
    """What became of both, where `second` comes while `first` is within `pause`, a function of the
    product; "" where it worked, else the error's code."""
    app, by_id = site
    module, name = pause
    is_within, found, original = threading.Event(), {}, getattr(module, name)

    def slowly(*args, **more):
        is_within.set()
        time.sleep(0.7)
        return original(*args, **more)

    monkeypatch.setattr(module, name, slowly)

    def run(act) -> None:
        with app.app_context():
            try:
                with transaction():
                    act(import_id, by_id)
                found[act] = ""
            except DomainError as error:
                found[act] = error.code

    threads = [threading.Thread(target=run, args=(act,)) for act in (first, second)]
    threads[0].start()
    assert is_within.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join(30)
    return found[first], found[second]


def people_called(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(Person.name == name))


def test_a_list_that_is_just_applied_is_not_discarded(site, checked, monkeypatch) -> None:
    import_id = checked(*GITA)
    assert meet(site, import_id, apply, discard, monkeypatch, (applying, "_lock")) == (
        "",
        "staffing.applied",
    )
    assert people_called(site[0], "Gita") == 1
    with site[0].app_context():
        rows = select(StaffImportRow.state).where(StaffImportRow.import_id == import_id)
        assert "new" in db.session.scalars(rows).all()


def test_a_list_that_is_just_discarded_is_not_applied(site, checked, monkeypatch) -> None:
    import_id = checked(*HADI)
    assert meet(site, import_id, discard, apply, monkeypatch, (actions, "_delete")) == (
        "",
        "staffing.not-open",
    )
    assert people_called(site[0], "Hadi") == 0
    with site[0].app_context():
        assert db.session.get(StaffImport, import_id) is None
        rows = select(func.count()).where(StaffImportRow.import_id == import_id)
        assert db.session.scalar(rows) == 0
