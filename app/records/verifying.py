"""Deciding on what people have entered; what is verified counts from then on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.queries import lock_people
from app.db import db
from app.kit.errors import Conflict
from app.records import crediting, entry_audit, notices
from app.records.closing import Cause
from app.records.models import Activity, Verification
from app.records.moving import move
from app.reference.models import ActivityForm

# Decision → the state it leads to; a supervisor's, where an officer decides after it, to none.
STATE = {"verified": "verified", "returned": "returned", "rejected": "rejected"}
# What ends it, unless it is reopened.
DECIDED = ("verified", "rejected")


@dataclass(frozen=True)
class Seen:
    """An entry as whoever decides has seen it."""

    activity_id: int
    revision: int


def decide(
    seen: Collection[Seen],
    decision: str,
    *,
    reason: str = "",
    by: Person,
    is_supervisor: bool,
    at: datetime,
) -> list[int]:
    """`decision`: a key of `STATE`. Ids of the entries on which it was taken; left out is what
    somebody else has decided, or its owner changed, meanwhile, and one's own.

    `is_supervisor`: decides as such; where both have to, theirs leads on to the officer.
    """
    people = _people(seen)
    lock_people(sorted({*people.values()}))
    taken = []
    for one in sorted(seen, key=lambda one: (people.get(one.activity_id, 0), one.activity_id)):
        activity = _take(one, decision, by=by, is_supervisor=is_supervisor)
        if activity is not None:
            _settle(activity, decision, reason=reason, by=by, at=at)
            taken.append(activity.id)
    return taken


def reopen(activity: Activity, *, reason: str, by: Person, at: datetime) -> None:
    """What was verified or rejected by mistake: it counts no more, and its owner may mend it.
    Raises Conflict where that has been done."""
    lock_people([activity.person_id])
    if not move(activity, DECIDED, Activity.person_id != by.id, state="returned"):
        raise Conflict("activity.changed")
    _settle(activity, "reopened", reason=reason, by=by, at=at)


def _people(seen: Collection[Seen]) -> dict[int, int]:
    """Activity id → person id."""
    rows = db.session.execute(
        select(Activity.id, Activity.person_id).where(
            Activity.id.in_([one.activity_id for one in seen])
        )
    )
    return {activity_id: person_id for activity_id, person_id in rows}  # noqa: C416


def _take(seen: Seen, decision: str, *, by: Person, is_supervisor: bool) -> Activity | None:
    """The entry, if this decision is the first on what was seen."""
    activity = db.session.get(Activity, seen.activity_id, populate_existing=True)
    if activity is None or (is_supervisor and activity.waits_for == "officer"):
        return None
    leads_on = is_supervisor and activity.waits_for == "supervisor" and decision == "verified"
    values: dict[str, object] = (
        {"waits_for": "officer"} if leads_on else {"state": STATE[decision], "waits_for": None}
    )
    is_as_seen = (Activity.revision == seen.revision, Activity.person_id != by.id)
    return activity if move(activity, ["proposed"], *is_as_seen, **values) else None


def _settle(activity: Activity, decision: str, *, reason: str, by: Person, at: datetime) -> None:
    is_endorsed = decision == "verified" and activity.state == "proposed"
    told = "endorsed" if is_endorsed else decision
    number = _next_number(activity.id)
    db.session.add(
        Verification(
            activity_id=activity.id, number=number, decision=told, reason=reason, by_id=by.id, at=at
        )
    )
    entry_audit.decided(activity, told, reason=reason, by=by)
    if told in ("verified", "reopened"):
        # Whoever changes the form's rule is waited for, so that no older rule is followed.
        db.session.scalars(
            select(ActivityForm.id)
            .where(ActivityForm.id == activity.form_id)
            .with_for_update(read=True, key_share=True)
        ).one()
        crediting.recompute([activity.person_id], cause=Cause(activity_id=activity.id), at=at)
    if told != "endorsed":
        notices.tell_decided(activity, told, number=number, reason=reason, at=at)


def _next_number(activity_id: int) -> int:
    held = select(func.max(Verification.number)).where(Verification.activity_id == activity_id)
    return (db.session.scalar(held) or 0) + 1
