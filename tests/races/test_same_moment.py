"""Two requests that meet within one transaction's time, in the order that hurts."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import schema
from app.config import from_environment
from app.content.questions import Tokens
from app.db import db, writing
from app.factory import create_app
from app.jobs import actions as jobs
from app.jobs.actions import Ticket
from app.jobs.models import Job
from app.kit import clock
from app.kit.errors import Conflict
from app.library.models import Course, Module, ModuleVersion
from app.quizzes import actions, checking, queries, supervision
from app.quizzes.models import Attempt, AttemptTerms
from app.web.transaction import transaction
from tests.conftest import DATABASES, database_url
from tests.factories.cast import create_cast
from tests.factories.courses import publish, write_course
from tests.quizzes.machine import course

pytestmark = pytest.mark.race


@pytest.fixture(scope="module", params=DATABASES)
def site(request, tmp_path_factory) -> Iterator[tuple[Flask, Any]]:
    folder = tmp_path_factory.mktemp("moment")
    config = from_environment(
        {
            "LENTERA_INSTANCE": str(folder),
            "LENTERA_DATABASE_URL": database_url(request.param, folder, "moment"),
            "LENTERA_COURSES": str(folder),
            "LENTERA_BASE_URL": "http://localhost",
        }
    )
    app = create_app(config)
    root = write_course(folder / "mesin", course.files())
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        with transaction():
            publish(root)
            cast = create_cast()
    yield app, cast
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def begin(site):
    """`begin("ana", ref)`: a new attempt, committed: (id, secret). Each test has its own person."""
    app, cast = site

    def started(name: str, ref: str) -> tuple[int, bytes]:
        with app.app_context(), transaction():
            attempt = _start(getattr(cast, name).id, ref)
            return attempt.id, attempt.secret

    return started


def _start(person_id: int, ref: str) -> Attempt:
    module = db.session.scalars(select(Module).where(Module.ref == ref)).one()
    quiz = db.session.scalars(select(ModuleVersion).where(ModuleVersion.module_id == module.id))
    return actions.start(
        person_id=person_id,
        quiz=quiz.one(),
        course_version_id=db.session.get_one(Course, module.course_id).live_version_id,
        terms=AttemptTerms(),
        at=clock.now(),
    )


def at_once(app: Flask, *jobs: Callable[[], object]) -> list[object]:
    """What each job returned or raised; every one in a request's transaction of its own."""
    found: list[object] = [None] * len(jobs)

    def run(place: int, job: Callable[[], object]) -> None:
        with app.app_context():
            try:
                with transaction():
                    found[place] = job()
            except Exception as error:
                found[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def fields(secret: bytes, *, seq: int = 1) -> dict:
    return {1: {"choice": [Tokens(secret, 1).of("a")], "seq": [str(seq)]}}


def slowly(monkeypatch) -> None:
    """Whoever has read an attempt's answers to save some waits, so that the other comes too."""
    find = queries.find_for_saving

    def slow(*args, **kwargs):
        rows = find(*args, **kwargs)
        time.sleep(0.3)
        return rows

    monkeypatch.setattr(queries, "find_for_saving", slow)


def test_two_clicks_on_the_next_page_both_arrive_and_turn_one(site, begin, monkeypatch) -> None:
    app, cast = site
    attempt_id, secret = begin("ana", "urut")
    slowly(monkeypatch)

    def click() -> list[str]:
        at, person_id = clock.now(), cast.ana.id
        saved = actions.save_answers(attempt_id, person_id=person_id, fields=fields(secret), at=at)
        attempt = queries.find_attempt(attempt_id, person_id=person_id).attempt
        actions.turn_page(attempt, to=2, pages=4)
        return [answer.outcome for answer in saved]

    assert at_once(app, click, click) == [["stored"], ["stored"]]
    with app.app_context():
        assert db.session.get_one(Attempt, attempt_id).page == 2


def test_the_same_answer_sent_twice_at_once_is_stored_for_both(site, begin, monkeypatch) -> None:
    app, cast = site
    attempt_id, secret = begin("budi", "coba")
    slowly(monkeypatch)

    def send() -> list[str]:
        saved = actions.save_answers(
            attempt_id, person_id=cast.budi.id, fields=fields(secret), at=clock.now()
        )
        return [answer.outcome for answer in saved]

    assert at_once(app, send, send) == [["stored"], ["stored"]]


def test_a_check_and_a_handing_in_agree_on_what_was_handed_in(site, begin) -> None:
    """The check has read the attempt before it waits for the lock: what it finds then counts."""
    app, cast = site
    attempt_id, secret = begin("citra", "coba")
    has_read, is_handed_in = threading.Event(), threading.Event()

    def check() -> object:
        attempt = queries.find_attempt(attempt_id, person_id=cast.citra.id).attempt
        has_read.set()
        # On SQLite this holds the lock already, and the handing in waits for it.
        is_handed_in.wait(1)
        return checking.save_and_check(attempt, 1, fields=fields(secret), at=clock.now())

    def hand_in() -> None:
        has_read.wait(10)
        actions.submit(db.session.get_one(Attempt, attempt_id), at=clock.now())
        db.session.commit()
        is_handed_in.set()

    checked, _ = at_once(app, check, hand_in)
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
        slot, version = queries.slots_of(attempt_id)[0]
        earned = db.session.get_one(Attempt, attempt_id).score
    if is_sqlite:
        # "a" is the key of the first question, and the only answer.
        assert (slot.response, slot.tries, earned) == ({"choice": "a"}, 1, version.points)
    else:
        assert isinstance(checked, Conflict)
        assert (slot.response, slot.tries, slot.settled_at, earned) == (None, 0, None, 0)


def test_a_start_that_meets_a_reopening_goes_on_with_what_is_open(site, begin, monkeypatch) -> None:
    app, cast = site
    attempt_id, _ = begin("dewi", "coba")
    with app.app_context(), transaction():
        actions.submit(db.session.get_one(Attempt, attempt_id), at=clock.now())
    draw = actions.drawing.draw

    def slow(*args, **kwargs):
        chosen = draw(*args, **kwargs)
        time.sleep(0.5)
        return chosen

    monkeypatch.setattr(actions.drawing, "draw", slow)

    def start() -> int:
        return _start(cast.dewi.id, "coba").id

    def reopen() -> None:
        time.sleep(0.2)
        given = {"minutes": None, "reason": "Listrik padam.", "by_id": cast.citra.id}
        supervision.reopen(attempt_id, **given, at=clock.now())

    started, reopened = at_once(app, start, reopen)
    # On PostgreSQL the reopening is first; on SQLite the start, which the other then hears of.
    if reopened is None:
        assert started == attempt_id
    else:
        assert isinstance(reopened, Conflict)
        assert isinstance(started, int)
        assert started != attempt_id


def start_job(cast: Any, key: str | None) -> int:
    return jobs.start(
        "studio.check",
        person_id=cast.eko.id,
        arguments={},
        key=key,
        subject="",
        language="id",
        back="/",
        at=clock.now(),
    ).id


def test_two_clicks_at_once_start_one_job(site) -> None:
    app, cast = site

    def click() -> int:
        found = start_job(cast, "sekali")
        time.sleep(0.2)  # the other comes before the commit
        return found

    first, second = at_once(app, click, click)
    assert first == second
    with app.app_context(), transaction():
        db.session.execute(db.delete(Job))


def test_two_workers_at_once_take_a_job_once(site) -> None:
    app, cast = site
    with app.app_context(), transaction():
        job_id = start_job(cast, None)

    def claim() -> Ticket | None:
        found = jobs.claim(at=clock.now())
        time.sleep(0.2)
        return found

    taken = [one for one in at_once(app, claim, claim) if one]
    assert [(one.id, one.attempt) for one in taken] == [(job_id, 1)]
    with app.app_context(), transaction():
        db.session.execute(db.delete(Job))
