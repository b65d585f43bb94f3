"""Weighing and hashing a password takes long: meanwhile nobody else waits."""

from datetime import UTC, datetime

import pytest

from app.accounts import actions, links
from app.accounts.views import proof
from app.db import db, writing
from tests.factories.cast import create_person

PASSWORD = "kuda-baterai-stapler"
NEW = {"new": "sapi-lampu-gunting", "again": "sapi-lampu-gunting"}


@pytest.fixture
def ana(app):
    person = create_person("ana", None, "", "employee", password=PASSWORD)
    db.session.commit()
    return person


@pytest.fixture
def seen(monkeypatch) -> list[tuple[str, bool]]:
    """What slow work was done, and whether the write lock could be held meanwhile."""
    found: list[tuple[str, bool]] = []

    def watch(module: object, name: str) -> None:
        work = getattr(module, name)

        def watched(*args: object, **more: object) -> object:
            found.append((name, writing.get()))
            return work(*args, **more)

        monkeypatch.setattr(module, name, watched)

    watch(actions, "find_weakness")
    watch(actions, "hash_password")
    watch(proof, "is_password_of")
    return found


CHOSEN = [("find_weakness", False), ("hash_password", False)]


def test_choosing_one_with_a_link(client, ana, seen) -> None:
    _, token = links.make_link(ana, by=None, lasts=links.LASTS_BY_HAND, at=datetime.now(UTC))
    assert client.post(f"/password/{token}", data=NEW).status_code == 302
    assert seen == CHOSEN


def test_changing_it_in_the_profile(client, ana, seen) -> None:
    client.sign_in(ana)
    assert client.post("/profile/password", data={"current": PASSWORD, **NEW}).status_code == 302
    assert seen == [("is_password_of", False), *CHOSEN]


def test_being_asked_for_it_again(client, ana, seen) -> None:
    client.sign_in(ana)
    client.post("/profile/second-factor", data={"current": PASSWORD})
    assert seen == [("is_password_of", False)]
