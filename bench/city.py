"""A made-up city in a database: units, people, and what they have in their records."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app import schema
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app

PER_UNIT = 31
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
ENTRIES = (
    "(WITH RECURSIVE m(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM m WHERE k < {entries} - 1) "
    "SELECT k FROM m) AS entries"
)
# Units in fours below each other. Of seven people one has nothing; the others' entries of the five
# years give three credits each, on days of their month.
ROWS = (
    "INSERT INTO agency (id, name, city, time_zone) VALUES (1, 'Kota', 'Kota', 'Asia/Jakarta')",
    "INSERT INTO position (id, agency_id, title) VALUES (1, 1, 'Analis')",
    NUMBERS.replace("{count}", "{units}")
    + "INSERT INTO unit (id, agency_id, parent_id, code, name) SELECT i, 1, "
    "CASE WHEN i > {tops} THEN i / 4 END, 'U' || i, 'Unit ' || i FROM n",
    NUMBERS + "INSERT INTO person (id, name, email, language, time_zone, created_at) "
    "SELECT i, 'Pegawai ' || i, 'p' || i || '@lentera.example', 'id', 'Asia/Jakarta', {at} FROM n",
    NUMBERS + "INSERT INTO membership (id, person_id, unit_id, position_id, employment_type, kind, "
    "valid_from) SELECT i, i, 1 + i % {units}, 1, 'pns', 'main', {since} FROM n",
    NUMBERS + "INSERT INTO activity (id, person_id, form_id, title, provider, starts_on, ends_on, "
    "jp_raw, created_at) SELECT i * {entries} + k, i, 16, 'Kursus', 'Kota', {since}, {since}, 2, "
    "{at} FROM n, " + ENTRIES,
    "INSERT INTO jp_credit (activity_id, day, raw, worth, credited) SELECT a.id, "
    "{day}, 1, 1, CASE WHEN a.person_id % 3 = 0 THEN 0.4 ELSE 0.8 END "
    "FROM activity a, (SELECT 1 AS d UNION SELECT 2 UNION SELECT 3) AS three "
    "WHERE a.person_id % 7 > 0",
    "INSERT INTO activity_day (activity_id, day, jp) SELECT activity_id, day, raw FROM jp_credit",
    "UPDATE activity SET "
    "starts_on = (SELECT min(day) FROM jp_credit WHERE activity_id = activity.id), "
    "ends_on = (SELECT max(day) FROM jp_credit WHERE activity_id = activity.id) "
    "WHERE person_id % 7 > 0",
    "INSERT INTO year_total (person_id, year, jp) SELECT a.person_id, {year}, "
    "round(sum(c.credited), 2) FROM jp_credit c JOIN activity a ON a.id = c.activity_id "
    "GROUP BY a.person_id, {year}",
)
# The text of a day is put together, since the two databases count days differently.
DATE = "(2022 + a.id % 5) || '-0' || (1 + a.id % 9) || '-1' || d"
DIALECTS = {
    "sqlite": {
        "at": "'2026-01-01 00:00:00'",
        "since": "'2022-01-01'",
        "day": DATE,
        "year": "CAST(strftime('%Y', c.day) AS INTEGER)",
    },
    "postgresql": {
        "at": "TIMESTAMPTZ '2026-01-01 00:00:00Z'",
        "since": "DATE '2022-01-01'",
        "day": f"({DATE})::date",
        "year": "EXTRACT(YEAR FROM c.day)",
    },
}


@dataclass(frozen=True)
class City:
    people: int = 25_000
    # Of each person, over five years.
    entries: int = 30

    @property
    def units(self) -> int:
        return max(self.people // PER_UNIT, 1)


def fill(engine: sa.Engine, city: City) -> None:
    """A database in which there is nothing yet."""
    words = DIALECTS[engine.dialect.name] | {
        "count": city.people,
        "entries": city.entries,
        "units": city.units,
        "tops": max(city.units // 20, 1),
    }
    with engine.begin() as connection:
        for statement in ROWS:
            connection.execute(sa.text(statement.format(**words)))
        # As autovacuum does; on SQLite nothing does it.
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE"))


@contextmanager
def built(city: City, address: str | None) -> Iterator[Flask]:
    """`address` of an empty database; None for SQLite in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        url = address or f"sqlite:///{Path(folder) / 'city.sqlite3'}"
        app = create_app(
            from_environment(
                {
                    "LENTERA_INSTANCE": folder,
                    "LENTERA_DATABASE_URL": url,
                    # Sessions are opened by hand.
                    "LENTERA_SECOND_FACTOR": "",
                }
            )
        )
        with app.app_context():
            token = writing.set(True)
            schema.upgrade(db.engine)
            fill(db.engine, city)
            writing.reset(token)
        yield app
