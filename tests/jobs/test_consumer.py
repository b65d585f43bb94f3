"""The process that does the background work, beside the running product on both databases."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts import models as accounts
from app.config import ROOT, from_environment
from app.db import engine_options
from app.jobs.models import Job
from app.quizzes.models import Attempt, AttemptEvent
from tests.conftest import COURSES, DATABASES, database_url
from tests.journeys.server import Server
from tests.races.http import Person

pytestmark = pytest.mark.race

START = "/courses/contoh/modules/ujian-akhir/attempts"
LEARNERS = ("ana", "budi", "citra", "dewi", "eko")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
# `lentera jobs` without its look at the schema, which waits for whoever is writing.
CONSUMER = (
    sys.executable,
    "-c",
    "from app import factory, server; server.run_jobs(factory.create_app(), parent=None)",
)
ATTEMPT, EVENT = Attempt.__table__, AttemptEvent.__table__
JOB, PERSON = Job.__table__, accounts.Person.__table__


def new_server(folder: Path, kind: str) -> Server:
    shutil.copytree(COURSES / "contoh", folder / "courses" / "contoh")
    url = database_url(kind, folder, "consumer")
    return Server(folder / "instance", folder / "courses", LENTERA_DATABASE_URL=url)


@pytest.fixture(scope="module", params=DATABASES)
def server(request, tmp_path_factory) -> Iterator[Server]:
    server = new_server(tmp_path_factory.mktemp("jobs"), request.param)
    yield server
    server.stop()


@pytest.fixture
def engine(server) -> sa.Engine:
    url = from_environment({"LENTERA_DATABASE_URL": server.settings["LENTERA_DATABASE_URL"]})
    options = engine_options(url.database_url)
    module = {"module": options["module"]} if "module" in options else {}
    return sa.create_engine(url.database_url, poolclass=sa.NullPool, **module)


def answered_attempt(server: Server, name: str) -> int:
    """Begun, with a choice given in the first question that has some, and left lying."""
    person = Person(server.url, *server.account(name))
    person.post("/courses/contoh/enrolment")
    _, place = person.post(START)
    found = re.search(r'name="(q\d+)-choice"[^>]*value="([^"]+)"', person.get(place))
    status, _ = person.post(
        f"{place}/answers", {f"{found[1]}-choice": found[2], f"{found[1]}-seq": 1}
    )
    assert status == 302
    return int(place.rsplit("/", 1)[1])


def let_time_run_out(engine: sa.Engine) -> None:
    """Their owners never come back."""
    with engine.begin() as connection:
        connection.execute(
            sa.update(ATTEMPT)
            .where(ATTEMPT.c.state == "in_progress")
            .values(started_at=LONG_AGO, deadline=LONG_AGO)
        )


def states(engine: sa.Engine) -> dict[int, str]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(ATTEMPT.c.id, ATTEMPT.c.state))
        return {row.id: row.state for row in rows}


def timeouts(engine: sa.Engine) -> list[int]:
    with engine.connect() as connection:
        kind = sa.select(EVENT.c.attempt_id).where(EVENT.c.kind == "timed_out")
        return sorted(connection.scalars(kind))


def wait_until(is_so: Callable[[], object], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)


def processes(group: int) -> dict[int, str]:
    """Command lines by process id, of those that still run in a process group."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, pgrp = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue  # ended meanwhile
        if int(pgrp) == group and state != "Z":
            found[int(folder.name)] = command
    return found


def consumers(server: Server) -> list[int]:
    return [pid for pid, line in processes(server.process.pid).items() if "app.cli jobs" in line]


def has_begun(consumer: subprocess.Popen) -> bool:
    try:
        opened = [file.readlink().name for file in Path(f"/proc/{consumer.pid}/fd").iterdir()]
    except OSError:
        return False  # one was closed meanwhile
    return "jobs.sqlite3" in opened


def test_two_consumers_at_once_close_each_attempt_once_without_its_owner(server, engine) -> None:
    server.settings["LENTERA_JOBS"] = "off"
    server.start()
    attempts = [answered_attempt(server, name) for name in LEARNERS]
    assert consumers(server) == []
    let_time_run_out(engine)
    with engine.connect() as holder:
        # Both find the same attempts due and wait for them here, whichever was up first.
        holder.execute(sa.update(ATTEMPT).values(page=1))
        both = [subprocess.Popen(CONSUMER, env=server.environment) for _ in range(2)]
        try:
            wait_until(lambda: all(has_begun(consumer) for consumer in both))
            time.sleep(1)
            assert set(states(engine).values()) == {"in_progress"}
            holder.rollback()
            wait_until(lambda: set(states(engine).values()) == {"graded"})
        finally:
            for consumer in both:
                consumer.terminate()
            assert [consumer.wait(20) for consumer in both] == [0, 0]
    assert timeouts(engine) == sorted(attempts)


def test_a_killed_consumer_is_started_again_and_goes_on(server, engine) -> None:
    server.stop()
    server.settings["LENTERA_JOBS"] = "on"
    server.start()
    attempt = answered_attempt(server, "ana")
    wait_until(lambda: consumers(server))
    (first,) = consumers(server)
    os.kill(first, signal.SIGKILL)
    let_time_run_out(engine)
    wait_until(lambda: states(engine)[attempt] == "graded")
    assert consumers(server) != [first]
    assert timeouts(engine).count(attempt) == 1


def insert_job(engine: sa.Engine, folder: str) -> None:
    """As the studio starts the check of an upload."""
    arguments = {
        "folder": folder,
        "draft_id": None,
        "origin": "besar.zip",
        "version_number": None,
        "findings": [],
    }
    values = {"kind": "studio.check", "arguments": arguments, "subject": "", "language": "id"}
    with engine.begin() as connection:
        person = sa.select(PERSON.c.id).where(PERSON.c.email.startswith("eko")).scalar_subquery()
        connection.execute(
            sa.insert(JOB).values(**values, person_id=person, back="/", created_at=LONG_AGO)
        )


def the_job(engine: sa.Engine) -> sa.Row:
    with engine.connect() as connection:
        return connection.execute(sa.select(JOB)).one()


def test_a_job_whose_worker_was_killed_is_done_once_by_the_next(server, engine) -> None:
    if server.process is None:
        server.start()  # makes tables and cast
    server.stop()
    folder = server.instance / "drafts" / "besar"
    shutil.copytree(ROOT / "courses" / "manajemen-proyek-dasar", folder)
    insert_job(engine, folder.name)
    first = subprocess.Popen(CONSUMER, env=server.environment)
    wait_until(lambda: the_job(engine).state == "running")
    first.kill()
    first.wait(20)
    assert the_job(engine).state == "running"
    with engine.begin() as connection:  # a minute's silence
        connection.execute(sa.update(JOB).values(heartbeat_at=LONG_AGO))
    second = subprocess.Popen(CONSUMER, env=server.environment)
    try:
        wait_until(lambda: the_job(engine).state == "done")
    finally:
        second.terminate()
        second.wait(20)
    assert the_job(engine).attempts == 2
    with engine.connect() as connection:
        assert list(connection.scalars(sa.text("SELECT origin FROM course_draft"))) == ["besar.zip"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_a_server_that_was_stopped_or_killed(number, tmp_path) -> None:
    server = new_server(tmp_path, "sqlite").start()
    wait_until((server.instance / "jobs.sqlite3").exists)
    # The server alone is told, not its process group.
    server.process.send_signal(number)
    server.process.wait(30)
    wait_until(lambda: not processes(server.process.pid))
