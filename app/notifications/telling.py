"""Telling many people, each in a savepoint of their own."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from app.db import db

logger = logging.getLogger(__name__)


def tell_each(rows: Sequence[Any], tell: Callable[[Any], None]) -> list[int]:
    """Ids, the first column, of the rows that were told; one that cannot be holds up no other, and
    is tried again with the next round."""
    told = []
    for row in rows:
        try:
            with db.session.begin_nested():
                tell(row)
        except Exception:
            logger.exception("Somebody could not be told: row %s.", row[0])
        else:
            told.append(row[0])
    return told
