"""Why somebody had other terms often tells of their health."""

from sqlalchemy import update

from app.db import change_rows
from app.learning.models import QuizOverride


def anonymise(person_id: int) -> None:
    given = update(QuizOverride).where(QuizOverride.person_id == person_id).values(reason="")
    change_rows(given)
