"""What two have confirmed to each other, as a session of coaching: it is entered for the one who
learnt by it, who then neither changes nor proves it."""

from datetime import date, datetime

from app.accounts.models import Person
from app.db import db
from app.org import queries as org
from app.records import entry_audit, notices, verifying
from app.records.entering import Facts, first_decider, values_of
from app.records.models import Activity
from app.records.moving import move
from app.records.verifying import Seen


def enter(facts: Facts, *, owner_id: int, by: Person, at: datetime) -> Activity:
    """Nobody decides on it until it is sent; `by`: whose confirmation was the last."""
    activity = Activity(
        person_id=owner_id, state="draft", confirmed_at=at, created_at=at, **values_of(facts)
    )
    db.session.add(activity)
    db.session.flush()
    entry_audit.entered(activity, by=by)
    return activity


def send(activity: Activity, *, witness: Person, by: Person, at: datetime) -> None:
    """`witness` has confirmed it: that is the supervisor's decision too, where the witness was that
    on its day, and supervisors verify."""
    supervisor = _supervisor_of(activity, activity.ends_on)
    has_agreed = supervisor == witness and not org.without_role(
        [witness.id], "supervisor", day=activity.ends_on
    )
    if not has_agreed:
        supervisor = _supervisor_of(activity, org.local_day_of(activity.person_id, at=at))
    decider = first_decider() if supervisor else "officer"
    move(activity, ["draft"], state="proposed", proposed_at=at, waits_for=decider)
    entry_audit.proposed(activity, by=by)
    if supervisor is None or decider == "officer":
        return
    if has_agreed:
        seen = [Seen(activity.id, activity.revision)]
        verifying.decide(seen, "verified", by=witness, is_supervisor=True, at=at)
    elif supervisor != witness:
        notices.tell_proposed(activity, supervisor, at=at)


def _supervisor_of(activity: Activity, day: date) -> Person | None:
    found = org.supervisor_of(activity.person_id, day=day)
    return found.person if found else None
