"""The queue of background work, and which of it comes round by itself."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from pathlib import Path

from flask import Flask
from huey import Huey, SqliteHuey
from huey.serializer import SignedSerializer

Task = Callable[[], None]
# Task → whether it is its turn in the minute given, which is UTC and naive (`huey.crontab`). A turn
# may be missed around a restart, or come twice: a task looks in the database for what is due, and
# doing it again changes nothing.
Schedule = Mapping[Task, Callable[[datetime], bool]]


def make_queue(instance: Path, *, secret: str) -> Huey:
    """The embedded default: a file of its own in the instance folder."""
    return SqliteHuey(
        "lentera",
        filename=str(instance / "jobs.sqlite3"),
        # It is opened with the interpreter's own SQLite, which may corrupt WAL files.
        journal_mode="delete",
        results=False,
        # What lies there is unpickled: only what we have written ourselves may be.
        serializer=SignedSerializer(secret, salt="jobs"),
    )


def register(queue: Huey, schedule: Schedule, app: Flask) -> None:
    for task, is_due in schedule.items():
        queue.periodic_task(is_due)(_within(app, task))


def _within(app: Flask, task: Task) -> Task:
    """Each run in an application context, and so a session, of its own."""

    @wraps(task)
    def run() -> None:
        with app.app_context():
            task()

    return run
