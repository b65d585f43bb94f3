"""What of a quiz a learner may see at which moment."""

from collections.abc import Sequence

from app.content.model import QuizSettings
from app.quizzes.models import Attempt

EVERYTHING = frozenset({"answer", "correctness", "points", "feedback", "explanation", "key"})


def shown(attempt: Attempt, attempts: Sequence[Attempt], settings: QuizSettings) -> frozenset[str]:
    """The parts of the review that are due, of answer, correctness, points, feedback,
    explanation, key; `attempts` are all of the person's attempts at the quiz.

    Several moments may have come (submitted, passed, last attempt used): what any of them shows
    is due.
    """
    return frozenset().union(*(settings.review[moment] for moment in moments(attempt, attempts)))


def moments(attempt: Attempt, attempts: Sequence[Attempt]) -> list[str]:
    if attempt.is_open:
        return ["during"]
    reached = ["after-submit"]
    if any(one.is_passed for one in attempts):
        reached.append("after-pass")
    if is_last(attempts):
        reached.append("after-last")
    # While another attempt runs, nothing that a later moment shows may help in it.
    return reached[:1] if any(one.is_open for one in attempts) else reached


def is_last(attempts: Sequence[Attempt]) -> bool:
    allowed = attempts[-1].attempts_allowed if attempts else None
    return allowed is not None and len(attempts) >= allowed
