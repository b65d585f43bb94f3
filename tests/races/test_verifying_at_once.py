"""Two decide on one entry at the same moment, and its owner takes it back meanwhile."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import schema
from app.accounts.models import Person
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.kit.errors import Conflict
from app.records import entering, verifying
from app.records.models import Activity, JpCredit, Verification
from app.records.verifying import Seen
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast

pytestmark = pytest.mark.race
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(params=DATABASES)
def site(request, tmp_path) -> Iterator[Flask]:
    """A workshop of one day waits, of Ana."""
    app = create_app(
        from_environment(
            {
                "LENTERA_INSTANCE": str(tmp_path),
                "LENTERA_DATABASE_URL": database_url(request.param, tmp_path, "verifying"),
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
            db.session.add(_workshop(cast.ana))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _workshop(owner: Person) -> Activity:
    return Activity(
        person_id=owner.id,
        form_id=4,
        state="proposed",
        title="Lokakarya",
        provider="BKPSDM",
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 2),
        proposed_at=AT,
        waits_for="either",
        created_at=AT,
    )


def together(site: Flask, *acts: Callable[[Activity], bool]) -> list[bool]:
    """What each came to; all begin once all are there."""
    gate, found = threading.Barrier(len(acts)), [False] * len(acts)

    def run(place: int) -> None:
        with site.app_context():
            gate.wait(10)
            with transaction():
                entry = db.session.scalars(select(Activity)).one()
                found[place] = acts[place](entry)
            db.session.remove()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def deciding(name: str, decision: str) -> Callable[[Activity], bool]:
    def decide(entry: Activity) -> bool:
        by = db.session.scalars(select(Person).where(Person.name == name)).one()
        seen, is_supervisor = [Seen(entry.id, 1)], name == "Budi"
        taken = verifying.decide(
            seen, decision, reason="Sebab.", by=by, is_supervisor=is_supervisor, at=AT
        )
        return taken == [entry.id]

    return decide


def take_back(entry: Activity) -> bool:
    try:
        entering.take_back(entry, revision=1)
    except Conflict:
        return False
    return True


def held() -> tuple[str, list[str], int]:
    """The entry's state, the decisions, and the JP that count."""
    entry = db.session.scalars(select(Activity)).one()
    jp = db.session.scalar(select(func.coalesce(func.sum(JpCredit.credited), 0)))
    return entry.state, list(db.session.scalars(select(Verification.decision))), int(jp or 0)


def test_of_two_who_decide_at_once_one_has_decided(site) -> None:
    found = together(site, deciding("Citra", "verified"), deciding("Budi", "rejected"))
    assert sorted(found) == [False, True]
    with site.app_context():
        # A workshop of one day is 5 JP.
        expected = ("verified", ["verified"], 5) if found[0] else ("rejected", ["rejected"], 0)
        assert held() == expected


def test_what_its_owner_takes_back_meanwhile_is_decided_or_taken_back(site) -> None:
    found = together(site, deciding("Citra", "verified"), take_back)
    assert sorted(found) == [False, True]
    with site.app_context():
        assert held() == (("verified", ["verified"], 5) if found[0] else ("draft", [], 0))
