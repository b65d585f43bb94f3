"""How a database would go about a query."""

from typing import Any

from app.db import db


def is_sqlite() -> bool:
    return db.session.get_bind().dialect.name == "sqlite"


def plan_of(statement: Any, *, without: tuple[str, ...] = ("seqscan",)) -> str:
    """Its lines. `without`: what PostgreSQL is to avoid; in a test its tables hold so little that
    it would read them whole, whatever indexes there are."""
    connection = db.session.connection()
    if not is_sqlite():
        for way in without:
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    made = statement.compile(db.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
    return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {made}"))
