"""For whoever watches the site: does the process live, and can it do its work?"""

import os
import shutil
import time
from collections.abc import Callable
from threading import Lock

from flask import Flask, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from app import schema
from app.config import Config
from app.db import db
from app.web.access import anyone, requires

LEAST_FREE = 200 * 1024 * 1024  # bytes
# The background work shows itself every minute; a long task may keep it from that.
MOST_SILENCE = 5 * 60.0
# However often somebody asks, the database is asked no more often than this.
SECONDS_BETWEEN_LOOKS = 2.0

Checks = dict[str, bool]


def check(config: Config, *, since: float) -> Checks:
    """`since`: when this process began, in seconds of the epoch; within an application context."""
    return {
        **_database(),
        "folder": os.access(config.instance, os.W_OK | os.X_OK),
        "space": has_space(config),
        "jobs": not config.jobs or time.time() - max(since, last_sign(config)) < MOST_SILENCE,
    }


def has_space(config: Config) -> bool:
    try:
        return shutil.disk_usage(config.instance).free >= LEAST_FREE
    except OSError:
        return False


def last_sign(config: Config) -> float:
    """Of the background work, in seconds of the epoch; 0 for none yet."""
    try:
        return config.heartbeat.stat().st_mtime
    except OSError:
        return 0.0


def _database() -> Checks:
    try:
        current = schema.revision_of(db.session.connection())
    except SQLAlchemyError:
        return {"database": False, "schema": False}
    return {"database": True, "schema": current == schema.known_revisions()[-1]}


class _Remembered:
    """The last finding, for so long that asking again and again costs nothing."""

    def __init__(self, look: Callable[[], Checks]) -> None:
        self._look = look
        self._lock = Lock()
        self._until = 0.0
        self._found: Checks = {}

    def __call__(self) -> Checks:
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = self._look()
                self._until = time.monotonic() + SECONDS_BETWEEN_LOOKS
            return self._found


def install(app: Flask) -> None:
    config: Config = app.config["LENTERA"]
    since = time.time()
    look = _Remembered(lambda: check(config, since=since))

    @requires(anyone)
    def health() -> Response:
        """Without database and session: a process that hangs on either is still no dead one."""
        return jsonify(status="ok")

    @requires(anyone)
    def ready() -> tuple[Response, int]:
        found = look()
        told = {name: "ok" if is_good else "fail" for name, is_good in found.items()}
        is_ready = all(found.values())
        answer = jsonify(status="ok" if is_ready else "fail", checks=told)
        return answer, 200 if is_ready else 503

    app.add_url_rule("/health", "health", health)
    app.add_url_rule("/ready", "ready", ready)
