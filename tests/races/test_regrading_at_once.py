"""Corrections carried out many times at once, and while somebody hands in."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.config import from_environment
from app.content.questions import Tokens
from app.db import engine_options
from tests.conftest import DATABASES, database_url
from tests.factories.courses import write_course
from tests.journeys.server import Server
from tests.quizzes.rekeying import quiz_text, single
from tests.races.http import Person

pytestmark = pytest.mark.race

QUIZ = "/courses/kunci/modules/kuis"
CORRECTIONS = "/quizzes/kunci/kuis/corrections"
TIMES = 10


def write_quiz(folder: Path, *, right: str) -> None:
    text = quiz_text(single("a"), single("b", right=right), single("c"))
    write_course(folder / "kunci", {"modules/01-kuis.md": text})


@pytest.fixture(params=DATABASES)
def server(request, tmp_path):
    write_quiz(tmp_path / "courses", right="satu")
    url = database_url(request.param, tmp_path, "regrading")
    settings = {"LENTERA_DATABASE_URL": url, "LENTERA_JOBS": "off"}
    server = Server(tmp_path / "instance", tmp_path / "courses", **settings).start()
    yield server
    server.kill()


@pytest.fixture
def rows(server):
    config = from_environment(
        {name: v for name, v in server.environment.items() if name.startswith("LENTERA_")}
    )
    options = engine_options(config.database_url)
    own = {"module": options["module"]} if "module" in options else {}
    engine = sa.create_engine(config.database_url, poolclass=sa.NullPool, **own)

    def fetch(sql: str, **values: object) -> list[tuple]:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(sql), values)]

    return fetch


def answered(server: Server, rows, name: str) -> tuple[Person, int]:
    """Somebody's attempt, running, with "dua" for q-b, and "satu" for q-a."""
    learner = Person(server.url, *server.account(name))
    learner.post("/courses/kunci/enrolment")
    learner.post(f"{QUIZ}/attempts")
    ((attempt, secret),) = rows(
        "SELECT a.id, a.secret FROM attempt a JOIN person p ON p.id = a.person_id "
        "WHERE p.email LIKE :name",
        name=f"{name}%",
    )
    for slot, ref in rows(
        "SELECT s.slot, q.ref FROM attempt_question s JOIN question_version v "
        "ON v.id = s.question_version_id JOIN question q ON q.id = v.question_id "
        "WHERE s.attempt_id = :id",
        id=attempt,
    ):
        choice = {"q-a": "satu", "q-b": "dua", "q-c": "dua"}[ref]
        token = Tokens(bytes(secret), slot).of(choice)
        learner.post(f"/attempts/{attempt}/answers", {f"q{slot}-choice": token, f"q{slot}-seq": 1})
    return learner, attempt


def test_each_attempt_is_corrected_once_whatever_comes_at_once(server, rows) -> None:
    handed_in = [answered(server, rows, name) for name in ("ana", "budi")]
    late, late_attempt = answered(server, rows, "dewi")
    for learner, attempt in handed_in:
        learner.post(f"/attempts/{attempt}/submission")
    write_quiz(server.courses, right="dua")
    assert server.run("publish").returncode == 0

    citra = Person(server.url, *server.account("citra"))
    fields = {"scope": "all", "agreed": "y", "reason": "Kuncinya keliru."}
    with ThreadPoolExecutor(TIMES + 1) as pool:
        corrected = [pool.submit(citra.post, CORRECTIONS, fields) for _ in range(TIMES)]
        submitted = pool.submit(late.post, f"/attempts/{late_attempt}/submission")
        assert {one.result()[0] for one in corrected} == {302}
        assert submitted.result()[0] == 302
    # Handed in before or after its turn came: the next time finds it, or nothing.
    assert citra.post(CORRECTIONS, fields)[0] == 302

    # q-a and q-b are right now: 2 of 3 points, each changed once, from 1.
    assert rows("SELECT state, CAST(score AS INTEGER) FROM attempt") == [("graded", 2)] * 3
    assert (
        rows(
            "SELECT CAST(old_score AS INTEGER), CAST(new_score AS INTEGER) FROM attempt_event "
            "WHERE kind = 'regraded'"
        )
        == [(1, 2)] * 3
    )
    assert rows("SELECT count(*) FROM notice WHERE kind = 'quizzes.regraded'") == [(3,)]
    # Who passed by it has completed the course, with one certificate each, without a gap.
    assert rows("SELECT count(*) FROM module_completion") == [(3,)]
    assert rows("SELECT seq FROM certificate ORDER BY seq") == [(1,), (2,), (3,)]
    # No row of a regrading that found nothing to do.
    assert rows(
        "SELECT count(*) FROM regrading r WHERE NOT EXISTS "
        "(SELECT 1 FROM attempt_event e WHERE e.regrading_id = r.id)"
    ) == [(0,)]
