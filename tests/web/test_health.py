"""Whether the site lives and can work, for whoever watches it."""

import os
import time
from dataclasses import replace

import pytest

from app.web import health


@pytest.fixture
def config(app, tmp_path):
    """Of an installation of its own, whose background work has just shown itself."""
    made = replace(app.config["LENTERA"], instance=tmp_path)
    made.heartbeat.touch()
    return made


LONG_AGO = 0.0


def failed(config) -> set[str]:
    return {name for name, good in health.check(config, since=LONG_AGO).items() if not good}


def test_a_living_process_says_so_without_the_database(client, count_queries) -> None:
    with count_queries() as made:
        answer = client.get("/health")
    assert answer.json == {"status": "ok"}
    assert "Set-Cookie" not in answer.headers
    assert made == []


def test_a_site_that_can_work_says_so_and_nothing_more(client) -> None:
    answer = client.get("/ready")
    assert answer.status_code == 200
    names = ("database", "schema", "folder", "space", "jobs")
    assert answer.json == {"status": "ok", "checks": dict.fromkeys(names, "ok")}


def test_what_cannot_work_is_named(app, monkeypatch) -> None:
    monkeypatch.setattr(health, "check", lambda _config, since: {"database": True, "space": False})
    fresh = type(app)("fresh")
    fresh.config["LENTERA"] = app.config["LENTERA"]
    health.install(fresh)
    answer = fresh.test_client().get("/ready")
    assert answer.status_code == 503
    assert answer.json == {"status": "fail", "checks": {"database": "ok", "space": "fail"}}


def test_a_sound_installation_fails_nothing(config) -> None:
    assert failed(config) == set()


def test_a_schema_of_another_release_is_seen(config, monkeypatch) -> None:
    monkeypatch.setattr("app.schema.known_revisions", lambda: ["29991231_01_future"])
    assert failed(config) == {"schema"}


def test_a_database_that_does_not_answer_is_seen(config, monkeypatch) -> None:
    from sqlalchemy.exc import OperationalError

    def gone(_connection):
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr("app.schema.revision_of", gone)
    assert failed(config) == {"database", "schema"}


def test_a_full_disk_is_seen(config, monkeypatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 2**62)
    assert failed(config) == {"space"}


def test_background_work_that_is_silent_is_seen_unless_it_is_done_elsewhere(config) -> None:
    old = time.time() - 301
    os.utime(config.heartbeat, (old, old))
    assert failed(config) == {"jobs"}
    assert failed(replace(config, jobs=False)) == set()


def test_a_server_that_has_just_begun_is_given_time(config) -> None:
    config.heartbeat.unlink()
    assert health.check(config, since=time.time())["jobs"]
    assert failed(config) == {"jobs"}


def test_a_folder_that_is_gone_is_seen(config, tmp_path) -> None:
    gone = replace(config, instance=tmp_path / "gone", jobs=False)
    assert failed(gone) == {"folder", "space"}


def test_asking_again_and_again_asks_the_database_once() -> None:
    looks = []

    def look() -> dict[str, bool]:
        looks.append(1)
        return {"database": True}

    remembered = health._Remembered(look)
    assert [remembered() for _ in range(50)] == [{"database": True}] * 50
    assert len(looks) == 1


def test_the_background_work_shows_itself(app) -> None:
    from app.jobs.tasks import show_life

    heartbeat = app.config["LENTERA"].heartbeat
    heartbeat.unlink(missing_ok=True)
    show_life()
    assert heartbeat.exists()
