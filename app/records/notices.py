"""What people are told about entries of the training record."""

from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.db import db
from app.notifications.actions import notify
from app.records.models import Activity

PROPOSED = "records.proposed"
VERIFIED = "records.verified"
RETURNED = "records.returned"
REJECTED = "records.rejected"
REOPENED = "records.reopened"
# Of what two have confirmed, and nobody can mend.
CONFIRMED_RETURNED = "records.confirmed-returned"
CONFIRMED_REOPENED = "records.confirmed-reopened"
OF_DECISION = {
    "verified": VERIFIED,
    "returned": RETURNED,
    "rejected": REJECTED,
    "reopened": REOPENED,
}
OF_CONFIRMED = {**OF_DECISION, "returned": CONFIRMED_RETURNED, "reopened": CONFIRMED_REOPENED}


def tell_proposed(activity: Activity, supervisor: Person, *, at: datetime) -> None:
    """Each time that it is sent anew."""
    owner = db.session.get_one(Person, activity.person_id)
    key = f"{activity.id}-{activity.revision}"
    params = {**_params(activity), "person": owner.name}
    notify(supervisor.id, kind=PROPOSED, key=key, params=params, at=at)


def tell_decided(
    activity: Activity, decision: str, *, number: int, reason: str, at: datetime
) -> None:
    """`number`: of the decision, each of which is told once."""
    key = f"{activity.id}-{number}"
    params = {**_params(activity), **({"reason": reason} if reason else {})}
    kinds = OF_CONFIRMED if activity.confirmed_at else OF_DECISION
    notify(activity.person_id, kind=kinds[decision], key=key, params=params, at=at)


def _params(activity: Activity) -> dict[str, Any]:
    return {"activity_id": activity.id, "training": activity.title}
