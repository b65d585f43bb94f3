"""Giving other terms for a quiz, and taking them back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from app.db import db, insert_once
from app.kit.errors import Conflict
from app.learning import audited
from app.learning.models import QuizOverride


@dataclass(frozen=True)
class Target:
    """For whom: one person, a unit and those below it, or, where both are None, everyone."""

    person_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True)
class OtherTerms:
    """What is changed; None leaves what holds otherwise. At least one is said."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    extra_minutes: int | None = None
    attempts: int | None = None


def give(
    module_id: int,
    target: Target,
    terms: OtherTerms,
    *,
    reason: str,
    seen: int,
    by_id: int,
    at: datetime,
) -> None:
    """In place of those that held for the same target; running attempts keep theirs.

    `seen`: the newest override of the quiz that the officer knew (`override_lists.newest_in`).
    Raises Conflict where somebody else has given the same target other terms since.
    """
    held = _held_by(module_id, target)
    newer = select(QuizOverride.id).where(*held, QuizOverride.id > seen)
    if db.session.scalar(newer) is not None:
        raise Conflict("override.newer")
    _withdraw(*held, by_id=by_id, at=at)
    is_new = insert_once(
        QuizOverride,
        module_id=module_id,
        person_id=target.person_id,
        unit_id=target.unit_id,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        extra_minutes=terms.extra_minutes,
        attempts=terms.attempts,
        reason=reason,
        given_by_id=by_id,
        given_at=at,
    )
    if not is_new:
        raise Conflict("override.newer")
    given = db.session.scalars(select(QuizOverride).where(*_held_by(module_id, target))).one()
    audited.given(given)


def withdraw(override_id: int, *, by_id: int, at: datetime) -> bool:
    """Whether it was in force; who comes second changes nothing."""
    return _withdraw(QuizOverride.id == override_id, by_id=by_id, at=at)


def _held_by(module_id: int, target: Target) -> list[ColumnElement[bool]]:
    return [
        QuizOverride.module_id == module_id,
        QuizOverride.withdrawn_at.is_(None),
        QuizOverride.person_id.is_not_distinct_from(target.person_id),
        QuizOverride.unit_id.is_not_distinct_from(target.unit_id),
    ]


def _withdraw(*where: ColumnElement[bool], by_id: int, at: datetime) -> bool:
    withdrawn = db.session.scalars(
        update(QuizOverride)
        .where(*where, QuizOverride.withdrawn_at.is_(None))
        .values(withdrawn_by_id=by_id, withdrawn_at=at)
        .returning(QuizOverride)
        .execution_options(synchronize_session=False)
    ).all()
    for override in withdrawn:
        audited.withdrawn(override, by_id=by_id)
    return bool(withdrawn)
