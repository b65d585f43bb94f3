"""What stood in the ledger before its rules were rows is carried over."""

import pytest
from alembic import command
from sqlalchemy import NullPool, create_engine, text

from app import schema
from app.config import from_environment
from app.db import engine_options, prepare_engine, writing
from tests.conftest import DATABASES, database_url

BEFORE = (
    "INSERT INTO person (id, name, email, language, time_zone, created_at) "
    "VALUES (1, 'Ana', 'ana@lentera.example', 'id', 'Asia/Jakarta', '2026-01-01 00:00:00+00')",
    "UPDATE daily_cap SET valid_to = '2026-06-30'",
    "INSERT INTO daily_cap (form_id, jp, valid_from) VALUES (16, 5, '2026-07-01')",
    "INSERT INTO activity (id, person_id, form_id, title, provider, starts_on, ends_on, jp_raw, "
    "created_at) VALUES (1, 1, 16, 'Kursus', 'Kota', '2026-06-30', '2026-07-01', 8, "
    "'2026-07-01 00:00:00+00')",
    "INSERT INTO jp_credit (activity_id, day, raw, credited, daily_cap) "
    "VALUES (1, '2026-06-30', 4, 3, 3), (1, '2026-07-01', 4, 4, 5)",
)


@pytest.mark.parametrize("kind", DATABASES)
def test_caps_become_rules_and_credits_keep_their_hours(kind, tmp_path) -> None:
    url = from_environment({"LENTERA_DATABASE_URL": database_url(kind, tmp_path, "ledger")})
    options = engine_options(url.database_url)
    module = {"module": options["module"]} if kind == "sqlite" else {}
    engine = create_engine(url.database_url, poolclass=NullPool, **module)
    prepare_engine(engine)
    token = writing.set(True)
    try:
        with schema.migrating(engine) as config:
            command.upgrade(config, "20261122_21_privacy")
        with engine.begin() as connection:
            for statement in BEFORE:
                connection.execute(text(statement))
        with schema.migrating(engine) as config:
            command.upgrade(config, "20261122_22_ledger")
        with engine.connect() as connection:
            found = [tuple(map(str, row)) for row in connection.execute(text(AFTER))]
            days = connection.execute(text("SELECT sum(jp) FROM activity_day")).scalar()
    finally:
        writing.reset(token)
    assert [tuple(value.removesuffix(".00") for value in row) for row in found] == [
        # The cap of the law brings its own for abroad; another one holds there, too.
        ("2026-06-30", "4", "4", "3", "day", "3", "3", "4", "2018-01-01"),
        ("2026-07-01", "4", "4", "4", "None", "None", "5", "5", "2026-07-01"),
    ]
    assert days == 8


AFTER = (
    "SELECT c.day, c.raw, c.worth, c.credited, c.cut, c.cut_limit, r.daily_cap, "
    "r.international_daily_cap, r.valid_from FROM jp_credit c JOIN jp_rule r ON r.id = c.rule_id "
    "ORDER BY c.day"
)
