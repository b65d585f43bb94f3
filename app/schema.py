"""The schema's version: what the code expects, what the database has, and the way up.

Alembic takes a second to import, so the check on every start reads two names without it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from app.config import ROOT

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

MIGRATIONS = ROOT / "migrations"


class NewerDatabase(Exception):
    """The database was made by a later release than this code."""


class ForeignKeysBroken(Exception):
    """A migration would leave rows that point nowhere."""


def known_revisions() -> list[str]:
    """Revision names, oldest first: a file is called `<yyyymmdd>_<nn>_<slug>.py`."""
    return sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(revision) if revision else None


def upgrade(engine: Engine) -> bool:
    """Bring the database to this code's schema; False when it was there already.

    Raises NewerDatabase for a revision that this code does not know.
    """
    current = current_revision(engine)
    known = known_revisions()
    if current is not None and current not in known:
        raise NewerDatabase(current)
    if current == known[-1]:
        return False
    from alembic import command  # noqa: PLC0415  slow to import

    with migrating(engine) as config:
        command.upgrade(config, "head")
    return True


@contextmanager
def migrating(engine: Engine) -> Iterator["AlembicConfig"]:
    """One transaction for all steps; raises ForeignKeysBroken rather than committing orphans.

    SQLite changes a table by copying it, for which its foreign keys have to be off, and they can
    only be turned off outside a transaction.
    """
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            _switch_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                config = alembic_config(MIGRATIONS)
                config.attributes["connection"] = connection
                yield config
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise ForeignKeysBroken
        finally:
            if is_sqlite:
                _switch_foreign_keys(connection, "ON")


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    # Beneath SQLAlchemy, which would begin a transaction first.
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={state}")


def alembic_config(folder: Path) -> "AlembicConfig":
    from alembic.config import Config  # noqa: PLC0415  slow to import

    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    return config
