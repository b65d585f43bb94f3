"""Logging a session, and answering to it: what both have confirmed enters the record."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from app.accounts.models import Person
from app.accounts.queries import lock_people
from app.coaching import audited, notices
from app.coaching.models import NOT_COUNTING, CoachingSession
from app.db import db, insert_once
from app.kit.errors import Conflict
from app.org import queries as org
from app.records import attesting, entering
from app.records.models import Activity

DAY = timedelta(days=1)
# Of one writer; a team's whole round of talks.
MOST_A_DAY = 40
# Of the same two.
SAME = ("form_id", "held_on", "topic")


@dataclass(frozen=True)
class Facts:
    """As `models.CoachingSession`."""

    form_id: int
    held_on: date
    minutes: int
    topic: str
    agreed: str
    follow_up_on: date | None


def log(
    facts: Facts, *, coach: Person, coachee: Person, form_key: str, by: Person, at: datetime
) -> tuple[CoachingSession, bool]:
    """`by`: one of the two. A session, and whether it is new: the same form sent again leads to
    what it made before. Raises Conflict for a form that was somebody else's, or where too much of
    theirs is new."""
    new = insert_once(
        CoachingSession,
        coach_id=coach.id,
        coachee_id=coachee.id,
        written_by_id=by.id,
        form_key=form_key,
        state="waiting",
        reason="",
        revision=1,
        created_at=at,
        **asdict(facts),
    )
    session = db.session.scalars(
        select(CoachingSession).where(
            CoachingSession.form_key == form_key, CoachingSession.written_by_id == by.id
        )
    ).one_or_none()
    if session is None:
        raise Conflict("coaching.changed")
    if new:
        lock_people([by.id, coachee.id])
        _check_pace(by, at)
        _check_is_new(session, facts)
        audited.logged(session, by=by)
        notices.tell_asked(session, by=by, at=at)
    return session, new is not None


def _check_pace(by: Person, at: datetime) -> None:
    """Each asks somebody, who may be anybody in the agency."""
    lately = select(func.count()).where(
        CoachingSession.written_by_id == by.id, CoachingSession.created_at > at - DAY
    )
    if (db.session.scalar(lately) or 0) > MOST_A_DAY:
        raise Conflict("coaching.too-many", most=MOST_A_DAY)


def _check_is_new(session: CoachingSession, facts: Facts) -> None:
    """`facts`: as the session is to have them. It is no new one where the same talk was logged from
    a form that was opened anew, and may still count. The coachee is held."""
    other = (
        select(CoachingSession.id)
        .outerjoin(Activity, Activity.id == CoachingSession.activity_id)
        .where(
            CoachingSession.coach_id == session.coach_id,
            CoachingSession.coachee_id == session.coachee_id,
            *(getattr(CoachingSession, name) == getattr(facts, name) for name in SAME),
            CoachingSession.state.in_(("waiting", "confirmed")),
            or_(Activity.id.is_(None), Activity.state.not_in(NOT_COUNTING)),
            CoachingSession.id != session.id,
        )
    )
    if db.session.scalar(other.limit(1)):
        raise Conflict("coaching.there-already")


def change(
    session: CoachingSession, facts: Facts, *, revision: int, by: Person, at: datetime
) -> None:
    """By its writer, while it waits; the other side is asked anew. `revision`: as it was shown.
    Raises Conflict where somebody was faster, or where it is another session then."""
    lock_people([session.coachee_id])
    _check_is_new(session, facts)
    before = {name: getattr(session, name) for name in asdict(facts)}
    is_writer = CoachingSession.written_by_id == by.id
    _move(session, is_writer, revision=revision, **asdict(facts))
    audited.changed(session, before, by=by)
    notices.tell_asked(session, by=by, at=at)


def withdraw(session: CoachingSession, *, revision: int, by: Person, at: datetime) -> None:
    """By its writer; raises Conflict as `change`."""
    is_writer = CoachingSession.written_by_id == by.id
    _move(session, is_writer, revision=revision, state="withdrawn", decided_at=at)
    audited.decided(session, by=by)


def decline(
    session: CoachingSession, *, reason: str, revision: int, by: Person, at: datetime
) -> None:
    """By the other side; raises Conflict as `change`."""
    is_other = CoachingSession.written_by_id != by.id
    values = {"state": "declined", "reason": reason, "decided_at": at}
    _move(session, is_other, revision=revision, **values)
    audited.decided(session, by=by)
    notices.tell_decided(session, by=by, at=at)


def confirm(session: CoachingSession, *, revision: int, by: Person, at: datetime) -> Activity:
    """By the other side; the coachee's record then has the session. Raises Conflict as `change`:
    with it goes the entry, too."""
    # In the order of `change`, or the two would wait for each other.
    lock_people([session.coachee_id])
    coach = db.session.get_one(Person, session.coach_id)
    activity = attesting.enter(_entry_of(session, coach), owner_id=session.coachee_id, by=by, at=at)
    is_other = CoachingSession.written_by_id != by.id
    values = {"state": "confirmed", "decided_at": at, "activity_id": activity.id}
    _move(session, is_other, revision=revision, **values)
    audited.decided(session, by=by)
    notices.tell_decided(session, by=by, at=at)
    attesting.send(activity, witness=coach, by=by, at=at)
    return activity


def _entry_of(session: CoachingSession, coach: Person) -> entering.Facts:
    """Held by the coach's unit of that day, else by the coachee's: never by the coach's name, which
    would stand on papers of somebody else for good."""
    of_coach = org.find_placement(coach.id, day=session.held_on)
    placement = of_coach or org.find_placement(session.coachee_id, day=session.held_on)
    return entering.Facts(
        form_id=session.form_id,
        title=session.topic,
        provider=placement.unit if placement else "–",
        place=None,
        is_international=False,
        starts_on=session.held_on,
        ends_on=session.held_on,
        days=None,
        jp_raw=None,
        number=None,
        competency=None,
        cost=None,
    )


def _move(
    session: CoachingSession, *conditions: ColumnElement[bool], revision: int, **values: Any
) -> None:
    """One UPDATE that the first one wins, of a session that waits and is as it was seen."""
    moved = db.session.execute(
        update(CoachingSession)
        .where(
            CoachingSession.id == session.id,
            CoachingSession.state == "waiting",
            CoachingSession.revision == revision,
            *conditions,
        )
        .values(revision=CoachingSession.revision + 1, **values)
        .returning(CoachingSession.id)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        raise Conflict("coaching.changed")
    db.session.refresh(session)
