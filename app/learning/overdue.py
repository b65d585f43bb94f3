"""Attempts that ran out of time are closed when their owner comes by, whichever page it is.

One of the few writes of a safe request; it commits on its own, before the page is put together.
"""

from datetime import datetime

from app.quizzes import actions, queries
from app.web.transaction import transaction


def close_overdue(person_id: int, *, at: datetime) -> None:
    if queries.run_out_of(person_id, at=at):
        with transaction():
            actions.close_overdue(person_id, at=at)
