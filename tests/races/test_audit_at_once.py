"""Two seals at once, and an entry that is committed while a seal is made."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.audit import catalogue
from app.audit.actions import record
from app.audit.models import AuditEntry, AuditSeal, AuditSealedEntry
from app.audit.sealing import seal_some
from app.audit.verification import verify
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit import clock
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url

pytestmark = pytest.mark.race


@pytest.fixture(scope="module", params=DATABASES)
def site(request, tmp_path_factory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("sealing")
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(folder),
                "LENTERA_DATABASE_URL": database_url(request.param, folder, "sealing"),
                "LENTERA_COURSES": str(folder),
            }
        )
    )
    catalogue.register(actions={"tea.made": "Tea made"})
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
    yield app
    catalogue.CATALOGUE.actions.pop("tea.made")
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def make_tea(times: int) -> None:
    with transaction():
        for _ in range(times):
            record("tea.made", actor_id=None)


def seal(site: Flask, start: threading.Barrier, sealed: list[int]) -> None:
    with site.app_context():
        start.wait()
        with transaction():
            sealed.append(seal_some(at=clock.now()))


def test_two_seals_at_once_cover_each_entry_once(site) -> None:
    with site.app_context():
        make_tea(20)
        db.session.remove()
    start, sealed = threading.Barrier(4), []
    threads = [threading.Thread(target=seal, args=(site, start, sealed)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sealed) == [0, 0, 0, 20]
    with site.app_context():
        assert verify().broken is None
        assert db.session.scalar(select(func.count()).select_from(AuditSeal)) == 1


def test_a_lower_id_that_is_committed_later_gets_the_next_seal(site) -> None:
    """Only PostgreSQL has two writers at once."""
    with site.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite has one writer at a time")
        began, may_commit = threading.Event(), threading.Event()
        late = threading.Thread(target=_commit_late, args=(site, began, may_commit))
        late.start()
        began.wait()
        make_tea(1)
        with transaction():
            assert seal_some(at=clock.now()) == 1
        may_commit.set()
        late.join()
        with transaction():
            assert seal_some(at=clock.now()) == 1
        assert (verify().broken, verify().waiting) == (None, 0)
        ids = db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(2))
        newer, older = (db.session.get(AuditSealedEntry, one).seal_number for one in ids)
        assert older == newer + 1


def _commit_late(site: Flask, began: threading.Event, may_commit: threading.Event) -> None:
    with site.app_context(), transaction():
        record("tea.made", actor_id=None)
        began.set()
        may_commit.wait(10)
