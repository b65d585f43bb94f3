"""Other terms for a quiz as an officer reads them: for whom, what, why, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.db import db
from app.learning.models import QuizOverride
from app.org.models import Unit

PAGE_SIZE = 50


@dataclass(frozen=True)
class OverrideView:
    """`person` and `unit` are both None where it is for everyone."""

    override: QuizOverride
    person: str | None
    unit: str | None
    given_by: str
    withdrawn_by: str | None


def overrides_of(
    module_id: int, *, in_force: bool, before: int | None = None
) -> Sequence[OverrideView]:
    """Those in force or those withdrawn, the newest first; one more than a page.

    `before`: the id of the last one shown.
    """
    giver, withdrawer = aliased(Person), aliased(Person)
    withdrawn = QuizOverride.withdrawn_at
    statement = (
        select(QuizOverride, Person.name, Unit.name, giver.name, withdrawer.name)
        .outerjoin(Person, Person.id == QuizOverride.person_id)
        .outerjoin(Unit, Unit.id == QuizOverride.unit_id)
        .join(giver, giver.id == QuizOverride.given_by_id)
        .outerjoin(withdrawer, withdrawer.id == QuizOverride.withdrawn_by_id)
        .where(
            QuizOverride.module_id == module_id,
            withdrawn.is_(None) if in_force else withdrawn.is_not(None),
        )
        .order_by(QuizOverride.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before:
        statement = statement.where(QuizOverride.id < before)
    return [OverrideView(*row) for row in db.session.execute(statement)]


def find(override_id: int, *, module_id: int) -> QuizOverride | None:
    return db.session.scalar(
        select(QuizOverride).where(
            QuizOverride.id == override_id, QuizOverride.module_id == module_id
        )
    )


def newest_in(module_id: int) -> int:
    """The highest id among the overrides of a quiz; 0 where there is none."""
    newest = select(func.max(QuizOverride.id)).where(QuizOverride.module_id == module_id)
    return db.session.scalar(newest) or 0
