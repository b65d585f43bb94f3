"""What is kept about one person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.kit.personal import Kind
from app.privacy import registry

Row = Mapping[str, Any]
# Rows that are held in memory at a time.
LOT = 1000


@dataclass(frozen=True)
class Counted:
    kind: Kind
    count: int


def counts_of(person_id: int) -> list[Counted]:
    """Of every kind, in one query."""
    kinds = registry.kinds()
    counts = [
        select(func.count())
        .select_from(_about(kind, person_id).order_by(None).subquery())
        .scalar_subquery()
        for kind in kinds
    ]
    return [
        Counted(kind, count)
        for kind, count in zip(kinds, db.session.execute(select(*counts)).one(), strict=True)
    ]


def rows_of(kind: Kind, person_id: int, *, limit: int) -> Sequence[Row]:
    """By their labels, the newest first, one more than `limit` where there are."""
    found = db.session.execute(_told(kind, person_id).limit(limit + 1))
    return [dict(row) for row in found.mappings()]


def all_rows_of(kind: Kind, person_id: int) -> Iterator[Row]:
    """By their labels, the newest first."""
    told = _told(kind, person_id).execution_options(yield_per=LOT)
    for row in db.session.execute(told).mappings():
        yield dict(row)


def _told(kind: Kind, person_id: int) -> Any:
    rows = _about(kind, person_id)
    return rows.params(**kind.due(person_id)) if kind.due else rows


def _about(kind: Kind, person_id: int) -> Any:
    return kind.rows.where(kind.owner == person_id)
