"""The database: does it answer, is its schema this release's, is it set up as it has to be?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from app import schema
from app.config import Config
from app.db import engine_options
from app.doctor import settings
from app.doctor.findings import Finding, fail, ok, warn
from app.doctor.machine import SECONDS_OF_DOUBT


def examine(config: Config) -> Iterator[Finding]:
    """Nothing is written, nor made: an empty database file would look like an installation."""
    try:
        url = make_url(config.database_url)
        engine = create_engine(url, **engine_options(config.database_url))
    except (ArgumentError, ValueError, ImportError) as error:
        told = f"its address cannot be read ({type(error).__name__})"
        yield fail("database", told, "Mend LENTERA_DATABASE_URL.")
        return
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        yield warn("database", f"{url.database} does not exist yet", "Start the server once.")
        return
    try:
        with engine.connect() as connection:
            yield ok("database", url.render_as_string(hide_password=True))
            yield schema_of(connection)
            yield from _settings(connection)
            yield from settings.stored(connection)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()[0]
        yield fail("database", reason, "Mend LENTERA_DATABASE_URL, or start the database.")
    finally:
        engine.dispose()


def schema_of(connection: Connection) -> Finding:
    found, known = schema.revision_of(connection), schema.known_revisions()
    if found == known[-1]:
        return ok("schema", found)
    if found and found not in known:
        return fail(
            "schema",
            f"{found} is of a newer release",
            "Install it, or restore a backup from before.",
        )
    told = f"{found} is of an older release" if found else "no tables yet"
    return warn("schema", told, "Run lentera db upgrade; the next start does so, too.")


def _settings(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        yield _journal(connection)
    else:
        yield _encoding(connection)
        yield _clock(connection)


def _journal(connection: Connection) -> Finding:
    mode = connection.scalar(text("PRAGMA journal_mode"))
    if mode == "wal":
        return ok("journal", "WAL")
    return warn("journal", f"{mode}; readers wait for writers", "Start the server: it sets WAL.")


def _encoding(connection: Connection) -> Finding:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding == "UTF8":
        return ok("encoding", "UTF8")
    return fail(
        "encoding",
        f"{encoding} cannot hold every name",
        "Make the database anew with --encoding=UTF8.",
    )


def _clock(connection: Connection) -> Finding:
    there = connection.scalar(text("SELECT clock_timestamp()"))
    apart = abs((datetime.now(UTC) - there).total_seconds()) if there else 0.0
    if apart < SECONDS_OF_DOUBT:
        return ok("clocks", "the database's agrees")
    return warn("clocks", f"the database's is {apart:.0f} s apart", "Set both with chrony.")
