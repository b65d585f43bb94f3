"""Migrations lead from nothing to exactly what the models say, and back."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, inspect

from app import schema
from app.config import from_environment
from app.db import Base, db, engine_options, prepare_engine, writing
from tests.conftest import DATABASES, database_url


def test_the_newest_file_is_the_head() -> None:
    script = ScriptDirectory.from_config(schema.alembic_config(schema.MIGRATIONS))
    assert script.get_current_head() == schema.known_revisions()[-1]
    assert sorted(revision.revision for revision in script.walk_revisions()) == (
        schema.known_revisions()
    )


def test_the_migrated_schema_is_what_the_models_say(app) -> None:
    connection = db.session.connection()
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("kind", DATABASES)
def test_the_way_up_and_back_leaves_nothing(kind, tmp_path) -> None:
    url = from_environment({"LENTERA_DATABASE_URL": database_url(kind, tmp_path, "back")})
    options = engine_options(url.database_url)
    module = {"module": options["module"]} if kind == "sqlite" else {}
    engine = create_engine(url.database_url, poolclass=NullPool, **module)
    prepare_engine(engine)
    token = writing.set(True)
    try:
        assert schema.upgrade(engine)
        assert not schema.upgrade(engine)
        with schema.migrating(engine) as config:
            command.downgrade(config, "base")
    finally:
        writing.reset(token)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_names_of_constraints_are_ours() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []
