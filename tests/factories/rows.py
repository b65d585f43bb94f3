"""The rows that some actions write, to be written again without the actions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.exc import IntegrityError

from app.db import db


@dataclass(frozen=True)
class Rows:
    """Table → its rows, tables that are pointed at first."""

    rows: Mapping[Table, Sequence[dict[str, Any]]]

    def write(self) -> bool:
        """False, with nothing written, where another row has one of their keys."""
        try:
            with db.session.begin_nested():
                for table, rows in self.rows.items():
                    db.session.execute(table.insert(), rows)
        except IntegrityError:
            return False
        db.session.commit()
        return True


def added_rows(act: Callable[[], object]) -> Rows:
    """Those that `act` adds. Take it back before they are written: on PostgreSQL their ids stay
    used up, so that nothing else takes them."""
    before = _all_rows()
    act()
    return Rows(
        {
            table: [row._asdict() for row in rows if row not in before[table]]
            for table, rows in _all_rows().items()
            if len(rows) > len(before[table])
        }
    )


def _all_rows() -> dict[Table, Sequence[Row[Any]]]:
    return {table: db.session.execute(select(table)).all() for table in db.metadata.sorted_tables}
