"""On what terms a person may take a quiz: its own settings, and what an officer has changed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, and_, literal, or_, select

from app.accounts.models import Person
from app.content.model import QuizSettings
from app.db import db
from app.learning.models import QuizOverride
from app.library.models import ModuleVersion
from app.org import queries as org
from app.org.models import Membership, Unit
from app.org.queries import valid_on
from app.quizzes.models import AttemptTerms

# Nobody's tree is deeper; one that was tied into a ring by mistake must not run for ever.
DEEPEST = 30


def terms_for(
    person_id: int, quiz: ModuleVersion, settings: QuizSettings, *, at: datetime
) -> AttemptTerms:
    """What holds for an attempt begun at `at`; the attempt keeps it, whatever changes later."""
    person = db.session.get_one(Person, person_id)
    day = org.local_day(person, at=at)
    return merge(settings, _overrides_for(person_id, quiz.module_id, day))


def is_shut(terms: AttemptTerms, *, at: datetime) -> bool:
    """Whether nobody can begin under them any more: closed already, or before they open."""
    if terms.closes is None:
        return False
    return terms.closes <= max(at, terms.opens or at)


def merge(settings: QuizSettings, overrides: Sequence[QuizOverride]) -> AttemptTerms:
    """Field by field what the first says that says something; `overrides`: the nearest first."""

    def nearest(field: str) -> Any:
        said = (getattr(override, field) for override in overrides)
        return next((value for value in said if value is not None), None)

    attempts = nearest("attempts")
    return AttemptTerms(
        attempts=settings.attempts if attempts is None else attempts,
        opens=nearest("opens_at"),
        closes=nearest("closes_at"),
        extra_time=timedelta(minutes=nearest("extra_minutes") or 0),
    )


def _overrides_for(person_id: int, module_id: int, day: date) -> Sequence[QuizOverride]:
    """Those in force that concern the person: their own, of their units upwards, of everyone."""
    units = _units_above(person_id, day)
    rows = db.session.execute(
        select(QuizOverride, units.c.distance)
        .outerjoin(units, units.c.id == QuizOverride.unit_id)
        .where(
            QuizOverride.module_id == module_id,
            QuizOverride.withdrawn_at.is_(None),
            or_(
                QuizOverride.person_id == person_id,
                units.c.id.is_not(None),
                and_(QuizOverride.person_id.is_(None), QuizOverride.unit_id.is_(None)),
            ),
        )
    )
    return [override for override, _ in sorted(rows, key=_nearness)]


def _units_above(person_id: int, day: date) -> CTE:
    """The unit of the main post on `day` at distance 0, then those it belongs to."""
    own = (
        select(Unit.id, Unit.parent_id, literal(0).label("distance"))
        .join(Membership, Membership.unit_id == Unit.id)
        .where(Membership.person_id == person_id, Membership.is_main, valid_on(day))
        .cte("units", recursive=True)
    )
    above = (
        select(Unit.id, Unit.parent_id, own.c.distance + 1)
        .join(own, own.c.parent_id == Unit.id)
        .where(own.c.distance < DEEPEST)
    )
    return own.union_all(above)


def _nearness(row: Any) -> int:
    override, distance = row
    if override.person_id is not None:
        return -1
    return DEEPEST + 1 if distance is None else int(distance)
