"""Background work for quizzes."""

import logging
from datetime import datetime

from app.kit import clock
from app.quizzes import actions, queries
from app.web.transaction import transaction

logger = logging.getLogger(__name__)


def close_due_attempts() -> None:
    """Nobody has to come by for an attempt to end; its owner's next request may be first."""
    at = clock.now()
    for attempt_id in queries.due_for_closing(at=at):
        _close(attempt_id, at=at)


def _close(attempt_id: int, *, at: datetime) -> None:
    """In a transaction of its own: one that cannot be closed must not hold up the others."""
    try:
        with transaction():
            actions.close_due(attempt_id, at=at)
    except Exception:
        logger.exception("Attempt %s could not be closed.", attempt_id)
