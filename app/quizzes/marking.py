"""Giving points for answers that a person has to judge."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from app.db import db
from app.kit.errors import Conflict, NotFound
from app.quizzes import actions, audited, notices, queries
from app.quizzes.models import AttemptQuestion, ManualGrade


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
    The learner is told once the attempt has its grade, and of points corrected afterwards.
    """
    attempt = queries.get_locked(attempt_id)
    was_graded = attempt.state == "graded"
    newest = _newest(attempt_id, slot_id)
    if _is_given(newest, seen=seen, points=points, comment=comment, by_id=by_id):
        return
    slot, before = _earned(attempt_id, slot_id)
    _give(slot_id, points=points, comment=comment, number=seen + 1, by_id=by_id, at=at)
    audited.marked(attempt, slot, before=before, points=points, by_id=by_id)
    actions.grade(attempt, at=at)
    if was_graded and (newest is None or newest.points != points):
        notices.tell_corrected(attempt, slot_id, seen + 1, at=at)
    elif not was_graded and attempt.state == "graded":
        notices.tell_marked(attempt, at=at)


def override(
    attempt_id: int,
    slot_id: int,
    *,
    seen: int,
    points: Decimal,
    reason: str,
    by_id: int,
    at: datetime,
) -> None:
    """Points for any answer that was handed in, whatever its key says; `seen` as in `mark`.

    The event's details: {"slot": number, "points": [before or None, now]}.
    Raises Conflict when the attempt is not handed in, or somebody else was quicker.
    """
    attempt = queries.get_locked(attempt_id)
    if attempt.submitted_at is None:
        raise Conflict("attempt.not-handed-in")
    newest = _newest(attempt_id, slot_id)
    if _is_given(newest, seen=seen, points=points, comment=reason, by_id=by_id):
        return
    was_graded, old_score = attempt.state == "graded", attempt.score
    slot, before = _earned(attempt_id, slot_id)
    _give(slot_id, points=points, comment=reason, number=seen + 1, by_id=by_id, at=at)
    actions.grade(attempt, at=at)
    actions.note(
        attempt,
        "overridden",
        at=at,
        by_id=by_id,
        reason=reason,
        old_score=old_score,
        details={"slot": slot, "points": [before, str(points)]},
    )
    notices.tell_corrected(attempt, slot_id, seen + 1, at=at)
    if not was_graded and attempt.state == "graded":
        notices.tell_marked(attempt, at=at)


def _earned(attempt_id: int, slot_id: int) -> tuple[int, str | None]:
    """The question's number in the attempt, and its points so far; None while it waits."""
    for slot, version in queries.slots_of(attempt_id):
        if slot.id == slot_id:
            earned = None if slot.fraction is None else slot.fraction * version.points
            return slot.slot, None if earned is None else str(round(earned, 2))
    raise NotFound("attempt.unknown")


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
        actions.grade(attempt, at=at)


def is_own_to_mark(slot: AttemptQuestion) -> bool:
    return slot.is_waiting and slot.marker == "self"


def _newest(attempt_id: int, slot_id: int) -> ManualGrade | None:
    earlier = queries.grades_of(attempt_id).get(slot_id, [])
    return earlier[-1] if earlier else None


def _is_given(
    newest: ManualGrade | None, *, seen: int, points: Decimal, comment: str, by_id: int
) -> bool:
    """Whether this is a second click; raises Conflict where the newest was never seen."""
    if newest is None or newest.number == seen:
        return False
    if (newest.given_by_id, newest.points, newest.comment) == (by_id, points, comment):
        return True
    raise Conflict("grade.newer")


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
