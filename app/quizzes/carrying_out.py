"""A regrading in many short transactions: saving an answer never waits for all of it."""

import time

from app.quizzes import regrading
from app.quizzes.regrading import Order
from app.web.transaction import outside_transaction, transaction


def carry_out(order: Order, *, seconds: float | None = None) -> bool:
    """Whether all is done; with `seconds`, it stops after that time, and what it was about to do
    is done by the next one."""
    with outside_transaction():
        todo = list(regrading.units(order))
    end = None if seconds is None else time.monotonic() + seconds
    for unit in todo:
        if end is not None and time.monotonic() > end:
            return False
        with transaction():
            regrading.correct(unit, order)
    return True
