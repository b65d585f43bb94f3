"""`lentera doctor`: every fault that is planted is named, with what to do."""

import os
import re
import time
from dataclasses import replace

import pytest
from sqlalchemy import delete, text

from app.config import from_environment
from app.db import db
from app.doctor import database, installation, machine, mail, settings
from app.kit.smtp import parse_smtp_url
from app.settings.models import Brand, SettingsVersion, StoredSetting
from tests.conftest import database_url
from tests.factories import post
from tests.journeys.server import Server


@pytest.fixture
def config(tmp_path):
    """A sound installation before its first start."""
    instance, courses = tmp_path / "instance", tmp_path / "courses"
    for folder in (instance, courses):
        folder.mkdir(mode=0o700)
    (instance / "secret-key").write_text("0123456789abcdef" * 4)
    (instance / "secret-key").chmod(0o600)
    made = from_environment(
        {
            "LENTERA_INSTANCE": str(instance),
            "LENTERA_COURSES": str(courses),
            "LENTERA_BASE_URL": "https://belajar.example",
            "LENTERA_TRUSTED_PROXIES": "1",
        }
    )
    made.heartbeat.touch()
    return made


def states(findings) -> dict[str, str]:
    return {found.name: found.state for found in findings if found.state != "ok"}


def test_a_sound_installation_has_nothing_to_mend(config) -> None:
    assert states(installation.examine(config)) == {}
    assert states(machine.examine(config)) == {}


def test_what_is_to_be_mended_has_a_remedy(config) -> None:
    broken = replace(config, base_url="http://belajar.example", secret_key="a" * 40)
    found = [one for one in installation.examine(broken) if one.state != "ok"]
    assert {one.name for one in found} == {"address", "secret"}
    assert all(one.remedy for one in found)


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        ({"base_url": "http://belajar.example"}, "address", "fail"),
        ({"base_url": "http://127.0.0.1:8000", "trusted_proxies": 0}, "address", "warn"),
        ({"trusted_proxies": 0}, "proxies", "warn"),
        ({"secret_key": "ab" * 20}, "secret", "fail"),
    ],
)
def test_a_setting_that_is_no_good_is_named(config, change, name, state) -> None:
    assert states(installation.examine(replace(config, **change))) == {name: state}


def test_rights_that_are_too_wide_are_named(config) -> None:
    config.instance.chmod(0o755)
    (config.instance / "secret-key").chmod(0o640)
    found = states(installation.examine(config))
    assert found == {"folder": "warn", "secret": "fail"}


def test_a_missing_folder_is_named(config, tmp_path) -> None:
    found = states(installation.examine(replace(config, instance=tmp_path / "gone")))
    assert found["folder"] == "fail"


def test_silent_background_work_is_named(config) -> None:
    old = time.time() - 301
    os.utime(config.heartbeat, (old, old))
    assert states(installation.examine(config)) == {"jobs": "warn"}


def test_a_disk_that_is_full_is_named(config, monkeypatch) -> None:
    monkeypatch.setattr("app.web.health.LEAST_FREE", 2**62)
    assert states(installation.examine(config)) == {"space": "fail"}


def test_a_sqlite_with_the_wal_bug_is_named(monkeypatch) -> None:
    import pysqlite3

    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 51, 2))
    assert machine.sqlite_version().state == "fail"
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 51, 3))
    assert machine.sqlite_version().state == "ok"


def test_a_clock_that_was_put_back_is_named(config) -> None:
    ahead = time.time() + 3600
    os.utime(config.instance / "secret-key", (ahead, ahead))
    assert machine.clock(config.instance).state == "fail"


def test_a_link_that_leads_nowhere_stops_nothing(config) -> None:
    (config.instance / "old.log").symlink_to(config.instance / "removed.log")
    assert machine.clock(config.instance).state == "ok"


@pytest.mark.parametrize("url", ["lentera.db", "nosuchdatabase://x/y", "postgresql://x:port/y"])
def test_an_address_of_no_database_is_named(config, url) -> None:
    (found,) = database.examine(replace(config, database_url=url))
    assert (found.state, found.name) == ("fail", "database")
    assert "LENTERA_DATABASE_URL" in found.remedy


def test_a_database_that_is_not_there_is_named_and_not_made(config) -> None:
    assert states(database.examine(config)) == {"database": "warn"}
    assert not (config.instance / "lentera.sqlite3").exists()


def test_a_file_that_is_no_database_is_named(config) -> None:
    (config.instance / "lentera.sqlite3").write_text("something else " * 100)
    assert states(database.examine(config)) == {"database": "fail"}


@pytest.mark.parametrize(
    ("revision", "state"),
    [("29991231_01_future", "fail"), ("20261122_11_hours", "warn"), (None, "warn")],
)
def test_a_schema_of_another_release_is_named(config, monkeypatch, revision, state) -> None:
    monkeypatch.setattr("app.schema.known_revisions", lambda: ["20261122_11_hours", "20301122_01"])
    monkeypatch.setattr("app.schema.revision_of", lambda _connection: revision)
    assert database.schema_of(None).state == state


def test_postgresql_is_looked_at_too_and_its_password_is_not_shown(config, tmp_path) -> None:
    url = database_url("postgresql", tmp_path, "doctor").replace(
        "postgresql://", "postgresql+psycopg://", 1
    )
    found = list(database.examine(replace(config, database_url=url)))
    assert {one.name for one in found} == {"database", "schema", "encoding", "clocks"}
    assert states(found) == {"schema": "warn"}
    gone = replace(config, database_url="postgresql+psycopg://u:geheim@127.0.0.1:1/x")
    (refused,) = database.examine(gone)
    assert refused.state == "fail"
    assert "geheim" not in refused.told


def test_the_command_tells_and_fails_where_something_fails(tmp_path) -> None:
    courses = tmp_path / "courses"
    courses.mkdir()
    server = Server(tmp_path / "instance", courses)
    missing = server.run("doctor")
    assert missing.returncode == 1
    assert "FAIL  folder" in missing.stdout
    assert server.run("db", "upgrade").returncode == 0
    server.instance.chmod(0o700)
    sound = server.run("doctor")
    assert sound.returncode == 0, sound.stdout
    assert "ok    schema" in sound.stdout
    wrong = Server(tmp_path / "instance", courses, LENTERA_WORKERS="many").run("doctor")
    assert wrong.returncode == 1
    assert "LENTERA_WORKERS" in wrong.stdout
    assert "Traceback" not in wrong.stderr


@pytest.fixture
def mailing(config):
    """The installation with a mail server, and that server."""
    with post.running() as server:
        yield replace(config, smtp_url=parse_smtp_url(server.url), mail_from="a@b.example"), server


def test_a_mail_server_that_takes_our_mail_has_nothing_to_mend(mailing) -> None:
    config, server = mailing
    assert states(mail.examine(config)) == {}
    assert server.senders == ["a@b.example"]
    assert server.mails == []


@pytest.mark.parametrize("answer", ["530 5.7.0 Sign in first", "553 5.7.1 No", "251 Perhaps"])
def test_a_mail_server_that_does_not_take_our_sender_is_named(mailing, answer) -> None:
    config, server = mailing
    server.to_sender = lambda address: answer
    (found,) = mail.examine(config)
    assert found.state == "fail"
    assert answer in found.told
    assert found.remedy


def test_a_mail_server_that_is_away_or_a_sign_in_that_cannot_be_is_named(config) -> None:
    away = parse_smtp_url("smtp+plain://127.0.0.1:9")
    for server in (away, replace(away, host="é" * 80)):
        (found,) = mail.examine(replace(config, smtp_url=server, mail_from="a@b.example"))
        assert found.state == "fail"


def test_settings_and_looks_that_fit_no_more_are_named(app, cast) -> None:
    by = {"changed_at": cast.ana.created_at, "changed_by_id": cast.ana.id}
    assert states(settings.stored(db.session.connection())) == {}
    db.session.add_all(
        [
            StoredSetting(key="accounts.session-hours", value=9999, **by),
            StoredSetting(key="accounts.gone", value=1, **by),
            Brand(agency_id=cast.agency.id, accent="#ffff00", **by),
        ]
    )
    db.session.flush()
    found = list(settings.stored(db.session.connection()))
    assert [(one.name, one.state) for one in found] == [
        ("settings", "warn"),
        ("settings", "warn"),
        ("branding", "warn"),
    ]
    told = " ".join(one.told + one.remedy for one in found)
    assert "a number from 1 to 168" in told
    assert "accounts.gone" in told


def test_a_lost_version_of_the_settings_is_named(app, cast) -> None:
    db.session.execute(delete(SettingsVersion))
    found = list(settings.stored(db.session.connection()))
    assert states(found) == {"settings": "fail"}
    remedy = re.search(r"INSERT .*;", next(one.remedy for one in found if one.remedy))[0]
    db.session.execute(text(remedy))
    assert states(settings.stored(db.session.connection())) == {}


def test_what_the_operator_settles_wrongly_is_named(config) -> None:
    wrong = replace(config, settled={"LENTERA_SESSION_HOURS": "long"})
    assert states(settings.examine(wrong)) == {"settings": "fail"}
