"""Giving points for answers that a person has to judge."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from app.db import db
from app.kit.errors import Conflict
from app.quizzes import actions, queries
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade


def mark(
    attempt_id: int,
    slot_id: int,
    *,
    seen: int,
    points: Decimal,
    comment: str,
    by_id: int,
    at: datetime,
) -> None:
    """A trainer's points; `seen` is the number of the newest grade that the trainer knew, 0 for
    none.

    The same once more changes nothing. Raises Conflict when somebody else was quicker.
    """
    attempt = queries.get_locked(attempt_id)
    earlier = queries.grades_of(attempt_id).get(slot_id, [])
    newest = earlier[-1] if earlier else None
    if newest and newest.number != seen:
        if (newest.given_by_id, newest.points, newest.comment) == (by_id, points, comment):
            return
        raise Conflict("grade.newer")
    _give(slot_id, points=points, comment=comment, number=seen + 1, by_id=by_id, at=at)
    _grade(attempt, at=at)


def mark_own(attempt_id: int, points: Mapping[int, Decimal], *, at: datetime) -> None:
    """The learner's points for own answers, by slot; what has its points already keeps them."""
    attempt = queries.get_locked(attempt_id)
    for slot, _ in queries.slots_of(attempt_id, only=list(points)):
        if is_own_to_mark(slot):
            _give(
                slot.id,
                points=points[slot.slot],
                comment="",
                number=1,
                by_id=attempt.person_id,
                at=at,
            )
    if attempt.is_waiting:
        _grade(attempt, at=at)


def is_own_to_mark(slot: AttemptQuestion) -> bool:
    return slot.is_waiting and slot.marker == "self"


def _give(
    slot_id: int, *, points: Decimal, comment: str, number: int, by_id: int, at: datetime
) -> None:
    db.session.add(
        ManualGrade(
            attempt_question_id=slot_id,
            number=number,
            points=points,
            comment=comment,
            given_by_id=by_id,
            given_at=at,
        )
    )
    db.session.flush()


def _grade(attempt: Attempt, *, at: datetime) -> None:
    grades = queries.grades_of(attempt.id)
    given = {slot_id: listed[-1].points for slot_id, listed in grades.items()}
    actions.grade(attempt, given=given, at=at)
