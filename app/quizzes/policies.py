"""What of a quiz a learner may see at which moment, and who may give points."""

from collections.abc import Sequence

from app.accounts.models import Person
from app.accounts.policies import is_author, is_officer
from app.content.model import QuizSettings
from app.quizzes.models import Attempt


def may_mark(person: Person) -> bool:
    """Whether a person gives points for answers of others; nobody does for the own ones."""
    return is_author(person) or is_officer(person)


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
