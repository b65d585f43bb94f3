"""The year's JP of a whole city, counted by unit: how long the database takes for it."""

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from app import schema
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.org.tree import read_tree
from app.records.queries import minimums
from app.reports import hours, queries
from app.reports.period import Period
from bench import surroundings
from tests.factories.cast import anybody_everywhere

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = AT.date()
PERIOD = Period(year=2026, day=DAY, is_current=True, earlier=None, later=None)
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
# Units in fours below each other; ten activities a person, three days each; the text of a day is
# put together, since the two databases count days differently.
ROWS = (
    "INSERT INTO agency (id, name, city, time_zone) VALUES (1, 'Kota', 'Kota', 'Asia/Jakarta')",
    "INSERT INTO position (id, agency_id, title) VALUES (1, 1, 'Analis')",
    NUMBERS.format(count=800)
    + "INSERT INTO unit (id, agency_id, parent_id, code, name) SELECT i, 1, "
    "CASE WHEN i > 40 THEN i / 4 END, 'U' || i, 'Unit ' || i FROM n",
    NUMBERS + "INSERT INTO person (id, name, email, language, time_zone, created_at) "
    "SELECT i, 'Pegawai ' || i, 'p' || i || '@lentera.example', 'id', 'Asia/Jakarta', {at} FROM n",
    NUMBERS + "INSERT INTO membership (id, person_id, unit_id, position_id, employment_type, kind, "
    "valid_from) SELECT i, i, 1 + i % 800, 1, 'pns', 'main', {since} FROM n",
    NUMBERS
    + "INSERT INTO activity (id, person_id, form_id, title, provider, starts_on, ends_on, jp_raw, "
    "created_at) SELECT i * 10 + k, i, 16, 'Kursus', 'Kota', {since}, {since}, 2, {at} "
    "FROM n, (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION "
    "SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) AS ten",
    "INSERT INTO jp_credit (activity_id, day, raw, credited) SELECT a.id, "
    "{day}, 1, CASE WHEN a.person_id % 3 = 0 THEN 0.4 ELSE 0.8 END "
    "FROM activity a, (SELECT 1 AS d UNION SELECT 2 UNION SELECT 3) AS three "
    "WHERE a.person_id % 7 > 0",
)
DIALECTS = {
    "sqlite": {
        "at": "'2026-01-01 00:00:00'",
        "since": "'2024-01-01'",
        "day": "'2026-0' || (1 + a.id % 9) || '-1' || d",
    },
    "postgresql": {
        "at": "TIMESTAMPTZ '2026-01-01 00:00:00Z'",
        "since": "DATE '2024-01-01'",
        "day": "('2026-0' || (1 + a.id % 9) || '-1' || d)::date",
    },
}


def fill(engine: sa.Engine, people: int) -> None:
    words = {**DIALECTS[engine.dialect.name], "count": people}
    with engine.begin() as connection:
        for statement in ROWS:
            connection.execute(sa.text(statement.format(**words)))
        # As autovacuum does; on SQLite nothing does it.
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE"))


def measured(times: int) -> list[tuple[float, float]]:
    """Milliseconds of the page's questions and of adding up the tree: by the clock, and of CPU in
    this process, where SQLite works."""
    found = []
    for _ in range(times):
        began, spent = time.perf_counter(), time.process_time()
        least = minimums(DAY)
        own = queries.counts_by_unit(PERIOD, actor=anybody_everywhere(), at=AT, minimums=least)
        queries.count_without_unit(day=DAY, at=AT)
        hours.picture_of(own, read_tree(), unit=None)
        found.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - spent)))
        db.session.remove()
    return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=25_000)
    words.add_argument("--times", type=int, default=7)
    words.add_argument("--database", help="address of an empty database; else SQLite")
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.database or f"sqlite:///{Path(folder) / 'hours.sqlite3'}"
        app = create_app(
            from_environment({"LENTERA_INSTANCE": folder, "LENTERA_DATABASE_URL": address})
        )
        with app.app_context():
            token = writing.set(True)
            schema.upgrade(db.engine)
            fill(db.engine, options.people)
            writing.reset(token)
            taken = measured(options.times)
            kind = db.engine.dialect.name
    clock, cpu = zip(*taken, strict=True)
    surroundings.keep(
        f"{options.people} people, 30 credits each, {kind}: median {median(clock):.0f} ms "
        f"({min(clock):.0f} to {max(clock):.0f}), CPU {median(cpu):.0f} ms"
        f"\n\n{surroundings.described()}",
        f"hours-{kind}",
    )


if __name__ == "__main__":
    main()
