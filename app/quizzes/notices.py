"""What a learner is told about an attempt when somebody else has dealt with it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.notifications.actions import notify
from app.quizzes import queries
from app.quizzes.models import Attempt

MARKED = "quizzes.marked"
CORRECTED = "quizzes.points-corrected"
REOPENED = "quizzes.reopened"
REOPENED_UNTIL = "quizzes.reopened-until"
EXTENDED = "quizzes.extended"
REGRADED = "quizzes.regraded"


def tell_marked(attempt: Attempt, *, at: datetime) -> None:
    """Once for each handing in: a reopened attempt is told again."""
    key = f"{attempt.id}:{attempt.submitted_at}"
    notify(attempt.person_id, kind=MARKED, key=key, params=_params(attempt), at=at)


def tell_corrected(attempt: Attempt, slot_id: int, number: int, *, at: datetime) -> None:
    """`number`: of the grade, so that each correction is told."""
    key = f"{slot_id}:{number}"
    notify(attempt.person_id, kind=CORRECTED, key=key, params=_params(attempt), at=at)


def tell_extended(attempt: Attempt, *, reason: str, at: datetime) -> None:
    params = {**_params(attempt), **_until(attempt), "reason": reason}
    notify(attempt.person_id, kind=EXTENDED, key=_moment(attempt, at), params=params, at=at)


def tell_reopened(attempt: Attempt, *, reason: str, at: datetime) -> None:
    kind = REOPENED_UNTIL if attempt.deadline else REOPENED
    params = {**_params(attempt), **_until(attempt), "reason": reason}
    notify(attempt.person_id, kind=kind, key=_moment(attempt, at), params=params, at=at)


def _moment(attempt: Attempt, at: datetime) -> str:
    return f"{attempt.id}:{at:%Y%m%d%H%M%S}"


def _until(attempt: Attempt) -> dict[str, Any]:
    return {"until": {"moment": attempt.deadline.isoformat()}} if attempt.deadline else {}


def tell_regraded(
    attempt: Attempt,
    regrading_id: int,
    *,
    before: Decimal,
    after: Decimal,
    reason: str,
    at: datetime,
) -> None:
    """`before` and `after`: the attempt's grades, 0 to 1."""
    params = {
        **_params(attempt),
        "before": {"fraction": str(before)},
        "after": {"fraction": str(after)},
        "reason": reason,
    }
    key = f"{regrading_id}:{attempt.id}"
    notify(attempt.person_id, kind=REGRADED, key=key, params=params, at=at)


def _params(attempt: Attempt) -> dict[str, Any]:
    """The quiz by the title that the learner saw, whatever it is called later."""
    context = queries.find_attempt(attempt.id, person_id=attempt.person_id)
    if context is None:
        raise LookupError(attempt.id)
    quiz = {"title": context.title, "lang": context.lang}
    return {"attempt_id": attempt.id, "quiz": quiz}
