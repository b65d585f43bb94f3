"""Doing the jobs: threads beside the clock's, so that no long work keeps its minute waiting.

The table is the queue: whoever starts a job need tell nobody, and nothing is lost with a process.
"""

import json
import logging
import shutil
import time
from collections.abc import Callable, Mapping
from threading import Event, Thread

from flask import Flask, current_app
from flask_babel import force_locale

from app.jobs import actions, kinds, queries
from app.jobs.actions import Overtaken, Ticket
from app.jobs.files import folder_of
from app.kit import clock
from app.kit.errors import DomainError, Forbidden
from app.web.logs import about_job
from app.web.transaction import transaction

logger = logging.getLogger(__name__)

# Two, so that a long export keeps no author waiting who publishes.
THREADS = 2
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_REPORTS = 0.5

# Whether there was something to do; it is told when to stop.
DoNext = Callable[[Event], bool]


class Stopped(Exception):
    """The process is to end; the job goes back into the queue."""


class Report:
    """How a job tells its progress: in a short transaction of its own, at most twice a second."""

    def __init__(self, ticket: Ticket, stopping: Event) -> None:
        self._ticket = ticket
        self._stopping = stopping
        self._step = ""
        self._next_at = 0.0

    def __call__(self, done: int, total: int | None = None, step: str = "") -> None:
        """Raises Stopped and Overtaken, which a job lets pass."""
        if self._stopping.is_set():
            raise Stopped
        if step == self._step and time.monotonic() < self._next_at:
            return
        self._step = step
        self._next_at = time.monotonic() + SECONDS_BETWEEN_REPORTS
        # A context and so a session of its own: what the job has read stays as it was.
        with current_app.app_context(), transaction():
            actions.note_progress(self._ticket, done=done, total=total, step=step, at=clock.now())


def run_next(stopping: Event) -> bool:
    """Whether there was a job to do."""
    at = clock.now()
    if not queries.is_anything_to_do(at=at):
        return False
    with transaction():
        actions.give_up(at=at)
        ticket = actions.claim(at=at)
    if ticket is None:
        return False
    with about_job(ticket.id):
        _run(ticket, stopping)
    return True


def _run(ticket: Ticket, stopping: Event) -> None:
    try:
        _work(ticket, stopping)
    except Overtaken:
        logger.warning("Job %s was taken over by another worker.", ticket.id)
    except Stopped:
        with transaction():
            actions.put_back(ticket)
    except DomainError as error:
        _fail(ticket, error)
    except Exception:
        logger.exception("Job %s (%s) failed.", ticket.id, ticket.kind)
        _fail(ticket, DomainError("job.failed"))


def _work(ticket: Ticket, stopping: Event) -> None:
    kind = kinds.kind_of(ticket.kind)
    if kind is None:
        raise LookupError(ticket.kind)
    if not kind.is_owed and not kinds.may_do(kind, ticket.person_id, at=clock.now()):
        raise Forbidden("job.forbidden")
    # What this attempt left half-written, if it was put back.
    shutil.rmtree(folder_of(ticket.id, ticket.attempt), ignore_errors=True)
    with force_locale(ticket.language):
        finish = kind.work(ticket, Report(ticket, stopping))
        with transaction():
            job = actions.hold(ticket)
            job.succeed(finish(), at=clock.now())


def _fail(ticket: Ticket, error: DomainError) -> None:
    params = json.loads(json.dumps(error.params, default=str))
    try:
        with transaction():
            actions.hold(ticket).fail(error.code, params, at=clock.now())
    except Overtaken:
        logger.warning("Job %s was taken over by another worker.", ticket.id)


class Workers:
    """`tasks`: what does the next thing there is, and in how many threads. `stop` asks the jobs to
    end at their next report, and waits a little for it."""

    def __init__(self, app: Flask, tasks: Mapping[DoNext, int]) -> None:
        self._app = app
        self._stopping = Event()
        self._threads = [
            Thread(target=self._loop, args=(do_next,), daemon=True)
            for do_next, count in tasks.items()
            for _ in range(count)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, *, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._stopping.set()
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _loop(self, do_next: DoNext) -> None:
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            try:
                while self._run(do_next):
                    pass
            except Exception:
                # The database may be gone for a while: the next look tries again.
                logger.exception("The background work could not be looked at.")

    def _run(self, do_next: DoNext) -> bool:
        """Each in a context, and so a session, of its own."""
        with self._app.app_context():
            return not self._stopping.is_set() and do_next(self._stopping)
