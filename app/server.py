"""Serving: what must be there first, and gunicorn around the application."""

import contextlib
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from sqlalchemy.exc import DatabaseError

from app import schema
from app.config import Config
from app.db import db, writing
from app.jobs.child import Child
from app.serving import ServerLog, Worker
from app.web import logs


class CannotStart(Exception):
    """The server cannot run; the message says in one sentence why and what to do."""


def prepare(config: Config) -> Flask:
    """Folders and schema; raises CannotStart."""
    # People's data: for the owner of the process alone, the database's own files included.
    os.umask(0o077)
    try:
        for folder in (config.instance, config.assets):
            folder.mkdir(parents=True, exist_ok=True)
        (config.instance / ".writable").touch()
        (config.instance / ".writable").unlink()
    except OSError as error:
        raise CannotStart(
            f"The instance folder {config.instance} cannot be written ({error.strerror}): "
            "change its owner, or name another with LENTERA_INSTANCE."
        ) from error
    app = _create_app(config)
    with app.app_context():
        upgrade()
    return app


def upgrade() -> bool:
    """Bring the schema up to date; raises CannotStart for a database we cannot use."""
    token = writing.set(True)
    try:
        return schema.upgrade(db.engine)
    except schema.NewerDatabase as error:
        raise CannotStart(
            f"The database was made by a newer release (schema {error}): "
            "install that release, or restore a backup from before it."
        ) from error
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise CannotStart(f"The database cannot be used: {reason}.") from error
    finally:
        writing.reset(token)


def _create_app(config: Config) -> Flask:
    # All views and what they stand on: commands that need no application must not wait for them.
    from app.factory import create_app  # noqa: PLC0415

    return create_app(config)


def check_port(host: str, port: int) -> None:
    """Raises CannotStart when something else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}): "
                "stop what listens there, or choose another with --port."
            ) from error


class _Arbiter(Arbiter):  # type: ignore[misc]
    """Minds one child beside the workers: the one that does the background work."""

    def __init__(self, app: "_Gunicorn", jobs: Child) -> None:
        self._jobs = jobs
        super().__init__(app)

    def manage_workers(self) -> None:
        super().manage_workers()
        self._jobs.keep()

    def stop(self, graceful: bool = True) -> None:
        self._jobs.ask_to_stop()
        super().stop(graceful)
        self._jobs.stop()


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    def __init__(
        self, load: Callable[[], Flask], options: dict[str, Any], jobs: Child | None
    ) -> None:
        self._load = load
        self._options = options
        self._jobs = jobs
        super().__init__()

    def run(self) -> None:
        if self._jobs:
            _Arbiter(self, self._jobs).run()
        else:
            super().run()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._load()


def serve(config: Config, *, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Run until stopped; each worker makes its own application, with its own connections."""
    logs.configure(config.log)
    _prepare_handbook(config)
    # A connection that crosses the fork takes SQLite's idea of its locks along: the workers would
    # hold none, and whoever comes next would clear the log away from under them.
    db.session.remove()
    db.engine.dispose()
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "bind": bind,
        "workers": config.workers,
        "threads": config.threads,
        "worker_class": Worker,
        "logger_class": ServerLog,
        # Of a worker that answers nothing at all any more; a slow request is no such thing.
        "timeout": 60,
        # The longest that it takes; the application's own limit is below (`web/limits.py`).
        "limit_request_line": 8190,
        "limit_request_fields": 60,
        "limit_request_field_size": 8190,
        "graceful_timeout": 10,
        "keepalive": 15,
        "loglevel": "warning",
        "control_socket_disable": True,
        # What proxies say is read in one place (`web/proxies.py`).
        "forwarded_allow_ips": "",
        "when_ready": lambda _server: on_ready(),
    }
    _Gunicorn(lambda: _create_app(config), options, _jobs(config) if config.jobs else None).run()


def _prepare_handbook(config: Config) -> None:
    # Opens pictures, which the processes that serve never do.
    from app.handbook import rendering  # noqa: PLC0415

    rendering.prepare(config.instance)


def _jobs(config: Config) -> Child:
    command = (sys.executable, "-P", "-m", "app.cli", "jobs", "--parent", str(os.getpid()))
    return Child(command, {**os.environ, "LENTERA_BASE_URL": config.base_url})


def run_jobs(app: Flask, *, parent: int | None) -> None:
    """The background work alone, until stopped; with `parent`, also when that process is gone."""
    # Slow to import, and of no use to the processes that serve.
    from app.jobs import consumer, queue, worker  # noqa: PLC0415
    from app.notifications import sending  # noqa: PLC0415
    from app.schedule import SCHEDULE  # noqa: PLC0415

    config: Config = app.config["LENTERA"]
    logs.configure(config.log)
    jobs = queue.make_queue(config.instance, secret=app.config["SECRET_KEY"])
    queue.register(jobs, SCHEDULE, app)
    tasks: dict[worker.DoNext, int] = {worker.run_next: worker.THREADS, sending.send_next: 1}
    consumer.consume(jobs, worker.Workers(app, tasks), parent=parent)
