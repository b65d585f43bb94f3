"""Sessions as the two of them, and whoever verifies, read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.coaching.models import NOT_COUNTING, CoachingSession
from app.db import db
from app.org import lines
from app.records.models import Activity
from app.records.queue import Reader

PAGE_SIZE = 25
COACH, COACHEE = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Row:
    """`activity`: of a session that both have confirmed."""

    session: CoachingSession
    coach: str
    coachee: str
    activity: Activity | None


def sessions_of(
    person_id: int, *, is_coach: bool, state: str = "", before: int | None = None
) -> Sequence[Row]:
    """The newest first, one more than a page; `state`: "" for any; `before`: id of the last one
    shown."""
    side = CoachingSession.coach_id if is_coach else CoachingSession.coachee_id
    statement = _rows().where(side == person_id)
    if state:
        statement = statement.where(CoachingSession.state == state)
    if before:
        statement = statement.where(CoachingSession.id < before)
    statement = statement.order_by(CoachingSession.id.desc()).limit(PAGE_SIZE + 1)
    return [Row(*row) for row in db.session.execute(statement)]


def waiting_for(person_id: int) -> dict[bool, int]:
    """Whether as the coach → how many sessions wait for this person's answer."""
    is_coach = CoachingSession.coach_id == person_id
    rows = db.session.execute(
        select(is_coach, func.count())
        .where(
            _is_of(person_id),
            CoachingSession.state == "waiting",
            CoachingSession.written_by_id != person_id,
        )
        .group_by(is_coach)
    )
    return {bool(side): count for side, count in rows}


def find(session_id: int, *, reader: Reader) -> Row | None:
    """One's own, and what became an entry that the reader verifies."""
    row = db.session.execute(
        _rows().where(
            CoachingSession.id == session_id,
            or_(_is_of(reader.person.id), (Activity.id.is_not(None)) & reader.sees),
        )
    ).one_or_none()
    return Row(*row) if row else None


def find_own(session_id: int, *, person_id: int) -> CoachingSession | None:
    """Of one of the two."""
    return db.session.scalar(
        select(CoachingSession).where(CoachingSession.id == session_id, _is_of(person_id))
    )


def find_former(session_id: int, *, person_id: int) -> CoachingSession | None:
    """One that this person may log anew: the other side declined what they wrote, or what both
    confirmed does not count."""
    is_declined = and_(
        CoachingSession.state == "declined", CoachingSession.written_by_id == person_id
    )
    return db.session.scalar(
        select(CoachingSession)
        .outerjoin(Activity, Activity.id == CoachingSession.activity_id)
        .where(
            CoachingSession.id == session_id,
            _is_of(person_id),
            or_(is_declined, Activity.state.in_(NOT_COUNTING)),
        )
    )


def find_of_activity(activity_id: int) -> Row | None:
    row = db.session.execute(
        _rows().where(CoachingSession.activity_id == activity_id)
    ).one_or_none()
    return Row(*row) if row else None


def find_led(supervisor_id: int, person_id: int, *, day: date) -> Person | None:
    """Of the supervisor's team, and still there."""
    team = lines.team_ids(supervisor_id, day)
    return db.session.scalar(
        select(Person).where(
            Person.id == person_id,
            Person.id.in_(select(team.c.person_id)),
            Person.deactivated_at.is_(None),
        )
    )


def _is_of(person_id: int) -> Any:
    return or_(CoachingSession.coach_id == person_id, CoachingSession.coachee_id == person_id)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(CoachingSession, COACH.name, COACHEE.name, Activity)
        .join(COACH, COACH.id == CoachingSession.coach_id)
        .join(COACHEE, COACHEE.id == CoachingSession.coachee_id)
        .outerjoin(Activity, Activity.id == CoachingSession.activity_id)
    )
