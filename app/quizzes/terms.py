"""What keeps a person from beginning an attempt: told before it is tried, kept at the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.content.model import QuizSettings
from app.quizzes.models import Attempt, AttemptTerms


@dataclass(frozen=True)
class Hindrance:
    """`code` and `params` of the Conflict that a start would meet."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def hindrance(
    *, terms: AttemptTerms, settings: QuizSettings, previous: Sequence[Attempt], at: datetime
) -> Hindrance | None:
    """`previous`: the person's attempts at the quiz, the oldest first, none of them running.

    What lasts comes before what passes: who has used up all attempts is not told to wait.
    """
    if terms.attempts is not None and len(previous) >= terms.attempts:
        return Hindrance("attempt.limit", {"attempts": terms.attempts})
    if terms.closes and at >= terms.closes:
        return Hindrance("attempt.late", {"closes": terms.closes})
    if terms.opens and at < terms.opens:
        return Hindrance("attempt.early", {"opens": terms.opens})
    until = _end_of_delay(settings, previous)
    if until is None or at >= until:
        return None
    if terms.closes and until >= terms.closes:
        return Hindrance("attempt.delay-past-close", {"until": until, "closes": terms.closes})
    return Hindrance("attempt.delay", {"until": until})


def _end_of_delay(settings: QuizSettings, previous: Sequence[Attempt]) -> datetime | None:
    """Counted from handing in; an abandoned attempt has no such moment, its start is the last."""
    if not settings.delay or not previous:
        return None
    last = previous[-1]
    return (last.submitted_at or last.started_at) + timedelta(seconds=settings.delay)
