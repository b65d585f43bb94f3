"""What of a quiz a learner may see at which moment, and who may give points."""

from collections.abc import Sequence

from app.accounts.models import Person
from app.accounts.policies import is_author, is_officer, is_officer_everywhere
from app.content.model import QuizSettings
from app.quizzes import grades
from app.quizzes.models import Attempt, AttemptQuestion

BETWEEN_TRIES = frozenset({"correctness", "feedback"})
NOTHING: frozenset[str] = frozenset()


def may_mark(person: Person) -> bool:
    """Whether a person gives points for answers of others; nobody does for the own ones."""
    return is_author(person) or is_officer(person)


def may_see_results(person: Person) -> bool:
    """What was answered, by whom, and how well a quiz measures."""
    return is_author(person) or is_officer(person)


def may_correct(person: Person) -> bool:
    """Keys, for everybody who was asked, and how well questions measure, which only all tell."""
    return is_author(person) or is_officer_everywhere(person)


def may_take_numbers(person: Person) -> bool:
    """NIPs, of those whom an officer looks after; an author's results are of others too."""
    return is_officer_everywhere(person) or (is_officer(person) and not is_author(person))


def may_manage_attempts(person: Person) -> bool:
    """Other terms, reopening, and what is listed as odd: the officer's alone."""
    return is_officer(person)


def shown(attempt: Attempt, attempts: Sequence[Attempt], settings: QuizSettings) -> frozenset[str]:
    """The parts of the review that are due, of answer, correctness, points, feedback,
    explanation, key; `attempts` are all of the person's attempts at the quiz.

    Several moments may have come (submitted, passed, last attempt used): what any of them shows
    is due.
    """
    reached = moments(attempt, attempts, settings)
    return frozenset().union(*(settings.review[moment] for moment in reached))


def moments(attempt: Attempt, attempts: Sequence[Attempt], settings: QuizSettings) -> list[str]:
    if attempt.is_open:
        return ["during"]
    reached = ["after-submit"]
    grade = grades.final(attempts, settings.grade)
    if grade and grade.is_passed:
        reached.append("after-pass")
    if is_last(attempts):
        reached.append("after-last")
    # While another attempt runs, nothing that a later moment shows may help in it.
    return reached[:1] if any(one.is_open for one in attempts) else reached


def shown_of(
    slot: AttemptQuestion,
    attempt: Attempt,
    due: frozenset[str],
    *,
    during: frozenset[str],
    is_checked: bool,
) -> frozenset[str]:
    """Of one question, where `due` of the attempt and `during` on the way: nothing before its
    answer was checked, and between two tries only whether it was right, and the feedback to it.
    What was shown on the way is not taken back."""
    if slot.settled_at is not None:
        return due | during
    if not attempt.is_open:
        return due
    return due & BETWEEN_TRIES if is_checked else NOTHING


def is_last(attempts: Sequence[Attempt]) -> bool:
    allowed = attempts[-1].attempts_allowed if attempts else None
    return allowed is not None and len(attempts) >= allowed
