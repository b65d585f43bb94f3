"""Two who remind the same people at the same moment, and one form that is sent twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts.queries import get_actor
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.notifications.models import Notice
from app.reminders import actions, telling
from app.reminders.choosing import Wanted
from app.reminders.models import ReminderPerson, ReminderRound
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast
from tests.reminders.test_reminding import ALL, AT, TEAM

pytestmark = pytest.mark.race


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[tuple[Flask, dict[str, int]]]:
    """Ana, of Budi's team, has no JP."""
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "reminding"),
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
            ids = {name: getattr(cast, name).id for name in ("ana", "budi", "citra")}
    yield app, ids
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def together(app: Flask, *acts: Callable[[], object]) -> None:
    """All begin once all are there."""
    gate, failed = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            gate.wait(10)
            try:
                with transaction():
                    act()
            except Exception as error:
                failed.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failed


def sending(wanted: Wanted, by: int, key: str) -> Callable[[], object]:
    return lambda: actions.send(wanted, note="", form_key=key, by=get_actor(by, AT), at=AT)


def tell() -> None:
    after: int | None = 0
    while after is not None:
        after = telling.tell_some(after, at=AT)


def count_notices(person_id: int) -> int:
    found = select(func.count()).where(
        Notice.person_id == person_id, Notice.kind.startswith("reminders.")
    )
    return db.session.scalar(found) or 0


def test_who_is_in_two_rounds_of_one_moment_is_told_once(site) -> None:
    app, ids = site
    together(app, sending(TEAM, ids["budi"], "one"), sending(ALL, ids["citra"], "other"))
    with app.app_context():
        with transaction():
            tell()
        assert db.session.scalar(select(func.count()).select_from(ReminderRound)) == 2
        rows = db.session.scalars(select(ReminderPerson).filter_by(person_id=ids["ana"])).all()
        assert sorted(str(one.left_out) for one in rows) == ["None", "recently"]
        assert count_notices(ids["ana"]) == 1


def test_a_form_that_is_sent_twice_at_once_is_one_round(site) -> None:
    app, ids = site
    together(app, *[sending(TEAM, ids["budi"], "one")] * 2)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ReminderRound)) == 1
        with transaction():
            tell()
        assert count_notices(ids["ana"]) == 1
