"""What was said in a session goes with whoever was coached; that it was held stays, as its hours
do."""

from datetime import datetime

from sqlalchemy import case, or_, update

from app.coaching.models import CoachingSession
from app.db import change_rows
from app.kit import clock


def anonymise(person_id: int) -> None:
    coached = update(CoachingSession).where(CoachingSession.coachee_id == person_id)
    # A reason is never empty where it had to be given.
    reason = case((CoachingSession.reason != "", "-"), else_="")
    change_rows(coached.values(agreed="", reason=reason))
    _withdraw(person_id, at=clock.now())


def _withdraw(person_id: int, *, at: datetime) -> None:
    """Nobody can confirm it any more."""
    is_theirs = or_(CoachingSession.coach_id == person_id, CoachingSession.coachee_id == person_id)
    waiting = update(CoachingSession).where(is_theirs, CoachingSession.state == "waiting")
    change_rows(waiting.values(state="withdrawn", decided_at=at))
