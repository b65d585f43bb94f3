"""The database under both engines: naming, types, and how a transaction begins."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    MetaData,
    Row,
    Select,
    and_,
    delete,
    event,
    or_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Set where a unit of work that writes begins (`web/transaction.py`). SQLite then takes its write
# lock at BEGIN and waits for it; taking it later, after a read, fails at once under contention.
writing: ContextVar[bool] = ContextVar("writing", default=False)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# What was loaded stays readable after a commit; requests are short and end with a new session.
db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False}
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite keeps it without a zone, so it is stored in UTC everywhere."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A named CHECK that a text column holds one of `values`."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def in_force(rows: Any, day: Any) -> ColumnElement[bool]:
    """What holds on `day`, of a table with `valid_from` and `valid_to`, the last day; both open.

    Where there always is a first day no other is asked for: it would hide the indexes.
    """
    begun = rows.valid_from <= day
    if rows.valid_from.expression.nullable:
        begun = or_(rows.valid_from.is_(None), begun)
    return and_(begun, or_(rows.valid_to.is_(None), rows.valid_to >= day))


def engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        import pysqlite3  # noqa: PLC0415  the interpreter's own SQLite corrupts WAL files

        return {"module": pysqlite3, "connect_args": {"timeout": 30, "check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}


def prepare_engine(engine: Engine) -> None:
    """Take over transaction begin on SQLite, where the driver's own handling is unsafe."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an answer shown as saved survives a power cut
        "foreign_keys=ON",
        "busy_timeout=30000",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def insert_once(model: type[Base], **values: Any) -> Row[Any] | None:
    """Insert a row unless a unique constraint says that it exists; the primary key of a new one.

    Where two requests race for the same fact, one is told the key and the other None.
    """
    table = model.__table__
    statement = _insert_unless_there(table).values(**values)
    # What comes back tells; the count of rows is not reliable on every driver.
    return db.session.execute(statement.returning(*table.primary_key)).first()


def insert_missing(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that no unique constraint says are there already, all in one go."""
    if rows:
        table = model.__table__
        # Nobody reads what comes back; asked for it, many rows go into one statement.
        statement = _insert_unless_there(table).returning(*table.primary_key)
        db.session.execute(statement, [dict(row) for row in rows])


def insert_missing_from(model: type[Base], columns: Sequence[str], found: Select[Any]) -> None:
    """The same of rows that a query finds; `columns`: what its own are called here."""
    db.session.execute(_insert_unless_there(model.__table__).from_select(columns, found))


def _insert_unless_there(table: Any) -> Any:
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


def change_rows(statement: Any) -> None:
    """Carry out an UPDATE or DELETE of many rows. Objects that are loaded keep what was read."""
    db.session.execute(statement.execution_options(synchronize_session=False))


def remover(key: Any) -> Callable[[list[Any]], None]:
    """Deletes the rows of these values of `key`, the mapped primary key of a table."""

    def remove(values: list[Any]) -> None:
        change_rows(delete(key.class_).where(key.in_(values)))

    return remove
