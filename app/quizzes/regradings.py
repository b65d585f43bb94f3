"""The history of a quiz's corrections."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import Person
from app.db import db
from app.quizzes.models import AttemptEvent, Regrading

PAGE_SIZE = 20


@dataclass(frozen=True)
class RegradingView:
    """`changed`: attempts whose points it changed."""

    regrading: Regrading
    by: str
    changed: int


def regradings_of(module_id: int, *, before: int | None = None) -> list[RegradingView]:
    """The newest first, one more than a page; `before`: id of the last one shown."""
    changed = (
        select(func.count())
        .where(AttemptEvent.regrading_id == Regrading.id)
        .correlate(Regrading)
        .scalar_subquery()
    )
    statement = (
        select(Regrading, Person.name, changed)
        .join(Person, Person.id == Regrading.by_id)
        .where(Regrading.module_id == module_id)
        .order_by(Regrading.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before is not None:
        statement = statement.where(Regrading.id < before)
    return [RegradingView(*row) for row in db.session.execute(statement)]
