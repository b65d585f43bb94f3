"""What people enter of trainings elsewhere: a draft of their own until they propose it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, func, select

from app.accounts.models import Person
from app.db import change_rows, db, insert_once
from app.kit.errors import Conflict, Invalid
from app.org import queries as org
from app.records import entry_audit, notices
from app.records.duplicates import number_key
from app.records.models import Activity, Evidence, Verification
from app.records.moving import move
from app.records.settings import FEWEST_FILES, VERIFIERS
from app.reference import queries as reference
from app.settings.values import value_of


@dataclass(frozen=True)
class Facts:
    """As `models.Activity`; `number`: of the certificate, `cost`: rupiah."""

    form_id: int
    title: str
    provider: str
    place: str | None
    is_international: bool
    starts_on: date
    ends_on: date
    days: int | None
    jp_raw: Decimal | None
    number: str | None
    competency: str | None
    cost: Decimal | None


def enter(facts: Facts, *, form_key: str, owner: Person, at: datetime) -> tuple[Activity, bool]:
    """A draft, and whether it is new: the same form sent again leads to what it made before."""
    new = insert_once(
        Activity,
        person_id=owner.id,
        state="draft",
        form_key=form_key,
        created_at=at,
        **values_of(facts),
    )
    activity = db.session.scalars(
        select(Activity).where(Activity.form_key == form_key, Activity.person_id == owner.id)
    ).one_or_none()
    if activity is None:
        raise Conflict("activity.changed")
    if new:
        entry_audit.entered(activity)
    return activity, new is not None


def change(activity: Activity, facts: Facts, *, revision: int) -> None:
    """`revision`: as it was shown to its owner. Raises Conflict where another tab was faster, or it
    is being decided on."""
    values = values_of(facts)
    if facts.provider == activity.provider:
        # The register may have given it another name since.
        values["provider_id"] = activity.provider_id or values["provider_id"]
    before = {name: getattr(activity, name) for name in asdict(facts)}
    _move(activity, ("draft", "returned"), revision=revision, values=values)
    entry_audit.changed(activity, before)


def propose(activity: Activity, *, revision: int, at: datetime) -> None:
    """Raises Invalid without the files that it needs, Conflict as `change`."""
    missing = value_of(FEWEST_FILES) - count_files(activity.id)
    if missing > 0:
        raise Invalid("activity.files-missing", missing=missing)
    supervisor = org.supervisor_of(
        activity.person_id, day=org.local_day_of(activity.person_id, at=at)
    )
    values = {
        "state": "proposed",
        "proposed_at": at,
        "waits_for": first_decider() if supervisor else "officer",
    }
    _move(activity, ("draft", "returned"), revision=revision, values=values)
    entry_audit.proposed(activity)
    if supervisor and activity.waits_for != "officer":
        notices.tell_proposed(activity, supervisor.person, at=at)


def first_decider() -> str:
    """Who decides first, of somebody who has a supervisor."""
    return {"officer": "officer", "either": "either", "both": "supervisor"}[value_of(VERIFIERS)]


def take_back(activity: Activity, *, revision: int) -> None:
    """To be changed; raises Conflict as `change`."""
    values = {"state": "draft", "proposed_at": None, "waits_for": None}
    _move(activity, ("proposed",), revision=revision, values=values)
    entry_audit.taken_back(activity)


def discard(activity: Activity, *, revision: int) -> None:
    """With its files and what was said of it; raises Conflict as `change`, and for what counted
    once: a closed year may tell of it."""
    if has_counted(activity.id):
        raise Conflict("activity.has-counted")
    _move(activity, ("draft", "returned"), revision=revision, values={})
    entry_audit.discarded(activity)
    for model in (Evidence, Verification):
        change_rows(delete(model).where(model.activity_id == activity.id))
    db.session.delete(activity)
    db.session.flush()


def has_counted(activity_id: int) -> bool:
    statement = select(Verification.id).where(
        Verification.activity_id == activity_id, Verification.decision == "verified"
    )
    return db.session.scalar(statement.limit(1)) is not None


def count_files(activity_id: int) -> int:
    statement = select(func.count()).where(Evidence.activity_id == activity_id)
    return db.session.scalar(statement) or 0


def touch(activity: Activity) -> None:
    """Its owner has changed its files: whoever looks at it has to look again. Raises Conflict where
    it is no longer theirs to change; holds its row."""
    _move(activity, ("draft", "returned"), revision=None, values={})


def values_of(facts: Facts) -> dict[str, object]:
    provider = reference.find_provider_named(facts.provider)
    return {
        **asdict(facts),
        "provider_id": provider.id if provider else None,
        "number_key": number_key(facts.number) if facts.number else None,
    }


def _move(
    activity: Activity,
    states: tuple[str, ...],
    *,
    revision: int | None,
    values: Mapping[str, object],
) -> None:
    """By its owner; raises Conflict for who comes second, and for what two have confirmed."""
    is_as_seen = () if revision is None else (Activity.revision == revision,)
    is_theirs = Activity.confirmed_at.is_(None)
    if not move(activity, states, is_theirs, *is_as_seen, **values):
        raise Conflict("activity.changed")
