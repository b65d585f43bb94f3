"""What an officer can do with one attempt: give it more time, open it again."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.kit.errors import Conflict, Invalid
from app.library import quiz_settings
from app.quizzes import actions, grades, notices, queries
from app.quizzes.models import Attempt, AttemptQuestion


def extend(attempt_id: int, *, minutes: int, reason: str, by_id: int, at: datetime) -> None:
    """More minutes on the deadline of an attempt that has not ended, overdue or not.

    The event's details: {"from": ISO moment, "to": ISO moment}.
    """
    attempt = queries.get_locked(attempt_id)
    if not attempt.is_open:
        raise Conflict("attempt.state")
    before = attempt.deadline
    if before is None:
        raise Conflict("attempt.untimed")
    after = before + timedelta(minutes=minutes)
    if after <= at:
        raise Conflict("attempt.still-over")
    if attempt.state == "overdue":
        attempt.reopen(deadline=after)
    else:
        attempt.deadline = after
    details = {"from": before.isoformat(), "to": after.isoformat()}
    actions.note(attempt, "extended", at=at, by_id=by_id, reason=reason, details=details)
    notices.tell_extended(attempt, reason=reason, at=at)


def reopen(attempt_id: int, *, minutes: int | None, reason: str, by_id: int, at: datetime) -> None:
    """Its answers stay, and those that took their last try stay closed; its points go. `minutes`
    from now, where it had a deadline.

    It goes on with the questions as they were at its start, under the key of then.
    """
    attempt = queries.get_locked(attempt_id)
    if code := why_not_reopen(attempt):
        raise Conflict(code)
    if minutes is None and attempt.deadline is not None:
        raise Invalid("attempt.deadline-wanted")
    old_score = attempt.score
    _reopen(attempt, deadline=at + timedelta(minutes=minutes) if minutes else None)
    db.session.execute(
        update(AttemptQuestion)
        .where(AttemptQuestion.attempt_id == attempt.id)
        .values(fraction=None, marker=None, key_version_id=None)
    )
    actions.note(attempt, "reopened", at=at, by_id=by_id, reason=reason, old_score=old_score)
    notices.tell_reopened(attempt, reason=reason, at=at)


def _reopen(attempt: Attempt, *, deadline: datetime | None) -> None:
    """The learner may begin another attempt in this very moment: the database decides."""
    try:
        with db.session.begin_nested():
            attempt.reopen(deadline=deadline)
    except IntegrityError as error:
        raise Conflict("reopening.not-last") from error


def why_not_reopen(attempt: Attempt) -> str | None:
    """The code of what stands against it."""
    attempts = queries.attempts_of(attempt.person_id, attempt.module_id)
    if attempt.is_open:
        return "reopening.running"
    if attempts[-1].id != attempt.id:
        return "reopening.not-last"
    settings = quiz_settings.from_json(queries.settings_of(attempt.module_version_id))
    grade = grades.final(attempts, settings.grade)
    if grade and grade.is_passed:
        return "reopening.passed"
    return "reopening.marked" if queries.grades_of(attempt.id) else None
