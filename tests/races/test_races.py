"""Fifty requests at once, and a server that dies, against the running product on both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.config import Config, from_environment
from app.content.questions import Tokens
from app.db import db, engine_options
from tests.conftest import DATABASES, database_url
from tests.factories import answers, surveys
from tests.factories.courses import write_course
from tests.journeys.server import Server
from tests.quizzes.machine import course as machine
from tests.races.http import Person

pytestmark = pytest.mark.race

COURSES = Path(__file__).parents[1] / "courses"
MANY = 50


@pytest.fixture(scope="module", params=DATABASES)
def server(request, tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("race")
    for name in ("contoh", "persetujuan", "jenis-soal", "esai"):
        shutil.copytree(COURSES / name, folder / "courses" / name)
    write_course(folder / "courses" / "mesin", machine.files())
    url = database_url(request.param, folder, "race")
    settings = {"LENTERA_DATABASE_URL": url, "LENTERA_JOBS": "off"}
    server = Server(folder / "instance", folder / "courses", **settings).start()
    yield server
    server.stop()


@pytest.fixture
def rows(server):
    """`rows(sql, **values)`: what stands in the database, seen through another connection."""
    engine = engine_of(server)

    def fetch(sql: str, **values: object) -> list:
        with engine.connect() as connection:
            return connection.execute(sa.text(sql), values).all()

    return fetch


def config_of(server: Server) -> Config:
    return from_environment(
        {name: v for name, v in server.environment.items() if name.startswith("LENTERA_")}
    )


def engine_of(server: Server) -> sa.Engine:
    url = config_of(server).database_url
    return sa.create_engine(url, poolclass=sa.NullPool, **_module(url))


def _module(url: str) -> dict:
    options = engine_options(url)
    return {"module": options["module"]} if "module" in options else {}


@pytest.fixture
def execute(server):
    """`execute(sql, **values)`: past the product, to put the hands of its clock forward."""
    engine = engine_of(server)

    def change(sql: str, **values: object) -> None:
        with engine.begin() as connection:
            connection.execute(sa.text(sql), values)

    return change


def person(server: Server, name: str) -> Person:
    return Person(server.url, *server.account(name))


def attempt_of(rows, name: str, ref: str) -> tuple[int, bytes]:
    found = rows(
        "SELECT a.id, a.secret FROM attempt a JOIN person p ON p.id = a.person_id "
        "JOIN module m ON m.id = a.module_id "
        "WHERE p.email LIKE :name AND m.ref = :ref AND a.state = 'in_progress'",
        name=f"{name}%",
        ref=ref,
    )
    return found[0][0], bytes(found[0][1])


def right_answers(rows, attempt: int, secret: bytes, *, seq: int = 1) -> dict:
    import json

    fields: dict = {}
    for slot, ref, body in rows(
        "SELECT s.slot, q.ref, v.body FROM attempt_question s "
        "JOIN question_version v ON v.id = s.question_version_id "
        "JOIN question q ON q.id = v.question_id WHERE s.attempt_id = :id",
        id=attempt,
    ):
        data = json.loads(body) if isinstance(body, str) else body
        given = answers.answer(data, ref, Tokens(secret, slot), right=True)
        fields |= {f"q{slot}-{name}": values for name, values in given.items()}
        fields[f"q{slot}-seq"] = [str(seq)]
    return fields


def count(rows, table: str, name: str) -> int:
    return rows(
        f"SELECT count(*) FROM {table} t JOIN person p ON p.id = t.person_id WHERE p.email LIKE :n",
        n=f"{name}%",
    )[0][0]


def test_the_limit_holds_when_fifty_start_the_last_attempt(server, rows) -> None:
    dewi = person(server, "dewi")
    dewi.post("/courses/contoh/enrolment")
    start = "/courses/contoh/modules/ujian-akhir/attempts"
    assert set(dewi.post_at_once(MANY, start)) == {302}
    assert count(rows, "attempt", "dewi") == 1
    attempt, _ = attempt_of(rows, "dewi", "ujian-akhir")

    assert set(dewi.post_at_once(MANY, f"/attempts/{attempt}/submission")) == {302}
    assert set(dewi.post_at_once(MANY, start)) == {302}
    # The quiz allows two.
    assert count(rows, "attempt", "dewi") == 2
    attempt, _ = attempt_of(rows, "dewi", "ujian-akhir")
    dewi.post(f"/attempts/{attempt}/submission")
    assert set(dewi.post_at_once(MANY, start)) == {409}
    assert count(rows, "attempt", "dewi") == 2


def test_fifty_completions_give_one_certificate_and_one_entry(server, rows) -> None:
    ana = person(server, "ana")
    assert set(ana.post_at_once(MANY, "/courses/contoh/enrolment")) == {302}
    assert count(rows, "enrolment", "ana") == 1
    for quiz in ("kuis-latihan", "ujian-akhir"):
        ana.post(f"/courses/contoh/modules/{quiz}/attempts")
        attempt, secret = attempt_of(rows, "ana", quiz)
        ana.post(f"/attempts/{attempt}/answers", right_answers(rows, attempt, secret))
        assert set(ana.post_at_once(MANY, f"/attempts/{attempt}/submission")) == {302}
    ana.post("/courses/contoh/modules/pengantar/completion")
    last = "/courses/contoh/modules/lanjutan/completion"
    assert set(ana.post_at_once(MANY, last)) == {302}
    assert count(rows, "certificate", "ana") == 1
    assert count(rows, "activity", "ana") == 1
    linked = rows("SELECT certificate_id FROM activity WHERE certificate_id IS NOT NULL")
    assert len(linked) == 1


def test_fifty_approvals_issue_one_certificate(server, rows) -> None:
    budi, citra = person(server, "budi"), person(server, "citra")
    budi.post("/courses/persetujuan/enrolment")
    ref = rows(
        "SELECT m.ref FROM module m JOIN course c ON c.id = m.course_id WHERE c.ref = 'persetujuan'"
    )[0][0]
    budi.post(f"/courses/persetujuan/modules/{ref}/completion")
    request = rows("SELECT id FROM certificate_request")[0][0]
    statuses = citra.post_at_once(MANY, f"/certificate-requests/{request}/approval")
    assert set(statuses) == {302}
    assert count(rows, "certificate", "budi") == 1
    seqs = [row[0] for row in rows("SELECT seq FROM certificate ORDER BY seq")]
    assert seqs == list(range(1, len(seqs) + 1))


def test_fifty_saves_of_one_answer_end_with_the_highest_number(server, rows) -> None:
    from concurrent.futures import ThreadPoolExecutor

    citra = person(server, "citra")
    citra.post("/courses/contoh/enrolment")
    citra.post("/courses/contoh/modules/kuis-latihan/attempts")
    attempt, _ = attempt_of(rows, "citra", "kuis-latihan")
    slot = rows(
        "SELECT s.slot FROM attempt_question s JOIN question_version v "
        "ON v.id = s.question_version_id WHERE s.attempt_id = :id AND v.type = 'short'",
        id=attempt,
    )[0][0]

    def save(seq: int) -> int:
        fields = {f"q{slot}-text": f"jawaban {seq}", f"q{slot}-seq": seq}
        return citra.post(f"/attempts/{attempt}/answers", fields)[0]

    with ThreadPoolExecutor(MANY) as pool:
        assert set(pool.map(save, range(1, MANY + 1))) == {302}
    stored = rows(
        "SELECT seq, response FROM attempt_question WHERE attempt_id = :a AND slot = :s",
        a=attempt,
        s=slot,
    )[0]
    assert stored[0] == MANY
    assert f"jawaban {MANY}" in str(stored[1])


def begin(server: Server, rows, name: str, quiz: str) -> tuple[Person, int, bytes]:
    learner = person(server, name)
    learner.post("/courses/mesin/enrolment")
    learner.post(f"/courses/mesin/modules/{quiz}/attempts")
    return learner, *attempt_of(rows, name, quiz)


def test_fifty_checks_of_one_answer_count_one_try(server, rows) -> None:
    learner, attempt, secret = begin(server, rows, "ana", "coba")
    # Wrong, so that two tries are left: whatever counted twice would be seen.
    fields = {"q1-choice": Tokens(secret, 1).of("d"), "q1-seq": 1}
    assert set(learner.post_at_once(MANY, f"/attempts/{attempt}/questions/1/check", fields)) == {
        302
    }
    stored = rows(
        "SELECT s.tries, s.settled_at, count(t.number) FROM attempt_question s "
        "LEFT JOIN answer_try t ON t.attempt_question_id = s.id "
        "WHERE s.attempt_id = :a AND s.slot = 1 GROUP BY s.tries, s.settled_at",
        a=attempt,
    )
    assert [tuple(row) for row in stored] == [(1, None, 1)]


def test_fifty_clicks_turn_one_page(server, rows) -> None:
    learner, attempt, secret = begin(server, rows, "ana", "urut")
    fields = {"q1-choice": Tokens(secret, 1).of("a"), "q1-seq": 1, "go": 2}
    assert set(learner.post_at_once(MANY, f"/attempts/{attempt}/answers", fields)) == {302}
    assert rows("SELECT page FROM attempt WHERE id = :a", a=attempt)[0][0] == 2


def test_job_and_request_at_once_close_an_attempt_once(server, rows, execute) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from app.factory import create_app
    from app.quizzes.tasks import close_due_attempts

    learner, attempt, secret = begin(server, rows, "ana", "waktu")
    fields = {"q1-choice": Tokens(secret, 1).of("a"), "q1-seq": 1}
    assert learner.post(f"/attempts/{attempt}/answers", fields)[0] == 302
    execute(
        "UPDATE attempt SET started_at = :early, deadline = :late WHERE id = :a",
        early="2026-01-01 01:00:00.000000+00:00",
        late="2026-01-01 01:10:00.000000+00:00",
        a=attempt,
    )
    app = create_app(config_of(server))

    def job() -> None:
        with app.app_context():
            close_due_attempts()

    with ThreadPoolExecutor(MANY) as pool:
        done = [
            pool.submit(job) if n % 5 == 0 else pool.submit(learner.get, f"/attempts/{attempt}")
            for n in range(MANY)
        ]
        assert [one.exception() for one in done] == [None] * MANY
    with app.app_context():
        db.engine.dispose()
    # The choice alone: 2 of 6 points.
    state, score = rows("SELECT state, score FROM attempt WHERE id = :a", a=attempt)[0]
    assert (state, float(score)) == ("graded", 2)
    events = rows("SELECT kind, by_id FROM attempt_event WHERE attempt_id = :a", a=attempt)
    assert [tuple(row) for row in events] == [("timed_out", None)]


def test_fifty_sends_of_a_survey_keep_one_response(server, rows) -> None:
    dewi = person(server, "dewi")
    dewi.post("/courses/jenis-soal/enrolment")
    form = surveys.form(dewi.get(surveys.PAGE), ratings=(4, 2), reason=0, text="Terima kasih")
    assert set(dewi.post_at_once(MANY, surveys.RESPONSE, form)) == {302}
    # Scale, reason and text; the places were left open.
    wanted = {"survey_participation": 1, "survey_response": 1, "survey_answer": 3}
    assert {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in wanted} == wanted
    done = "SELECT count(*) FROM module_completion c JOIN module m ON m.id = c.module_id"
    assert rows(f"{done} WHERE m.ref = 'pendapat'")[0][0] == 1


def handed_in_essay(server: Server, rows, name: str, quiz: str, slots: int) -> tuple[Person, int]:
    """Somebody's attempt that waits for points, all its questions answered as texts."""
    learner = person(server, name)
    learner.post("/courses/esai/enrolment")
    learner.post(f"/courses/esai/modules/{quiz}/attempts")
    attempt, _ = attempt_of(rows, name, quiz)
    for slot in range(1, slots + 1):
        fields = {f"q{slot}-text": "Jawaban.", f"q{slot}-seq": 1}
        learner.post(f"/attempts/{attempt}/answers", fields)
    assert set(learner.post_at_once(MANY, f"/attempts/{attempt}/submission")) == {302}
    return learner, attempt


def grades_of(rows, attempt: int) -> list:
    return rows(
        "SELECT g.points, g.given_by_id, s.id FROM manual_grade g JOIN attempt_question s "
        "ON s.id = g.attempt_question_id WHERE s.attempt_id = :id ORDER BY g.number",
        id=attempt,
    )


def test_of_two_markers_at_once_one_is_told_and_nothing_is_lost(server, rows) -> None:
    from concurrent.futures import ThreadPoolExecutor

    _, attempt = handed_in_essay(server, rows, "ana", "telaah", 3)
    waiting = rows(
        "SELECT id FROM attempt_question WHERE attempt_id = :id AND marker = 'trainer'", id=attempt
    )
    markers = [person(server, "citra"), person(server, "eko")]
    for (slot,) in waiting:

        def mark(number: int, slot: int = slot) -> int:
            fields = {"points": number % 4, "comment": f"k{number}", "seen": 0}
            return markers[number % 2].post(f"/marking/{slot}/grades", fields)[0]

        with ThreadPoolExecutor(20) as pool:
            statuses = list(pool.map(mark, range(20)))
        assert sorted(statuses) == [302] + [409] * 19
    assert len(grades_of(rows, attempt)) == len(waiting) == 2
    state, score = rows("SELECT state, score FROM attempt WHERE id = :id", id=attempt)[0]
    given = sum(float(points) for points, _, _ in grades_of(rows, attempt))
    assert (state, float(score)) == ("graded", given)


def test_fifty_clicks_give_the_own_points_once_and_complete_the_module_once(server, rows) -> None:
    learner, attempt = handed_in_essay(server, rows, "budi", "refleksi", 1)
    statuses = learner.post_at_once(MANY, f"/attempts/{attempt}/grades", {"q1-points": "3,5"})
    assert set(statuses) == {302}
    assert [float(points) for points, _, _ in grades_of(rows, attempt)] == [3.5]
    assert rows("SELECT state FROM attempt WHERE id = :id", id=attempt)[0][0] == "graded"
    done = rows(
        "SELECT count(*) FROM module_completion c JOIN module m ON m.id = c.module_id "
        "WHERE m.ref = 'refleksi'"
    )
    assert done[0][0] == 1


def test_the_workers_hold_locks_of_their_own(server) -> None:
    """Else SQLite's log is cleared away under them when the first process dies."""
    database = server.instance.parent / "race.sqlite3"
    if not database.exists():
        return  # PostgreSQL keeps its locks in its server
    budi = person(server, "budi")
    for _ in range(20):
        budi.get("/")
    inodes = {str(path.stat().st_ino) for path in database.parent.glob("race.sqlite3*")}
    holders = {
        line.split()[4]
        for line in Path("/proc/locks").read_text().splitlines()
        if line.split()[5].rsplit(":", 1)[1] in inodes
    }
    assert str(server.process.pid) not in holders
    assert holders


def test_a_saved_answer_survives_a_killed_server(server, rows) -> None:
    eko = person(server, "eko")
    eko.post("/courses/contoh/enrolment")
    eko.post("/courses/contoh/modules/ujian-akhir/attempts")
    attempt, secret = attempt_of(rows, "eko", "ujian-akhir")
    status, _ = eko.post(f"/attempts/{attempt}/answers", right_answers(rows, attempt, secret))
    server.kill()
    assert status == 302
    server.start()
    eko.post(f"/attempts/{attempt}/submission")
    score = rows("SELECT score FROM attempt WHERE id = :id", id=attempt)[0][0]
    assert float(score) == 5  # 1 + 2 + 1 + 1 points
