"""Doing the jobs that wait, through the function that the worker calls."""

from threading import Event
from typing import Any

from flask import current_app

from app.db import db
from app.jobs.worker import run_next


def work_off() -> None:
    """All of them, one after another, each in a context of its own as the worker's."""
    db.session.commit()
    while work_once():
        pass
    db.session.expire_all()


def work_once(stopping: Event | None = None) -> bool:
    with current_app.app_context():
        return run_next(stopping or Event())


def follow(client: Any, answer: Any) -> Any:
    """The answer itself, or, where it leads to a job, what the job's page says once it is done."""
    if "/jobs/" not in (answer.location or ""):
        return answer
    work_off()
    return client.get(answer.location)
