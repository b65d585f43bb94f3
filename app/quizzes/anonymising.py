"""Points and answers stay, for item analysis; words about the person, and their browser, go."""

from sqlalchemy import select, update

from app.db import change_rows
from app.quizzes.models import Attempt, AttemptEvent, AttemptQuestion, ManualGrade


def anonymise(person_id: int) -> None:
    attempts = select(Attempt.id).where(Attempt.person_id == person_id)
    answers = select(AttemptQuestion.id).where(AttemptQuestion.attempt_id.in_(attempts))
    graded = update(ManualGrade).where(ManualGrade.attempt_question_id.in_(answers))
    for statement in (
        update(Attempt).where(Attempt.person_id == person_id).values(device=None),
        update(AttemptEvent).where(AttemptEvent.attempt_id.in_(attempts)).values(reason=""),
        graded.values(comment=""),
    ):
        change_rows(statement)
