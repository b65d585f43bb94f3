"""Other terms for a quiz as an officer reads them: for whom, what, why, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.reach import reaches, reaches_all, reaches_unit
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
    module_id: int, *, actor: Person, in_force: bool, before: int | None = None
) -> Sequence[OverrideView]:
    """Those in force or those withdrawn, the newest first; one more than a page. Those for everyone
    hold for the people of a unit too, so its officer reads them.

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
            or_(_is_for_everyone(), _reached(actor)),
        )
        .order_by(QuizOverride.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before:
        statement = statement.where(QuizOverride.id < before)
    return [OverrideView(*row) for row in db.session.execute(statement)]


def _is_for_everyone() -> ColumnElement[bool]:
    return and_(QuizOverride.person_id.is_(None), QuizOverride.unit_id.is_(None))


def _reached(actor: Person) -> ColumnElement[bool]:
    if reaches_all(actor):
        return true()
    person, unit = QuizOverride.person_id, QuizOverride.unit_id
    return or_(reaches(actor, person), reaches_unit(actor, unit))


def find(override_id: int, *, actor: Person, module_id: int) -> QuizOverride | None:
    """One that the actor may change: what is for everyone, an officer for everywhere."""
    return db.session.scalar(
        select(QuizOverride).where(
            QuizOverride.id == override_id, QuizOverride.module_id == module_id, _reached(actor)
        )
    )


def newest_in(module_id: int) -> int:
    """The highest id among the overrides of a quiz; 0 where there is none."""
    newest = select(func.max(QuizOverride.id)).where(QuizOverride.module_id == module_id)
    return db.session.scalar(newest) or 0
