"""What somebody has entered of trainings elsewhere, as its owner reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.records import duplicate_search, proposals
from app.records.duplicate_search import Duplicate
from app.records.models import Activity, JpCredit, Verification
from app.records.queries import Entry
from app.reference.models import ActivityForm, Competency, JpRule

# Nobody mends more at a time.
MOST_OPEN = 50


@dataclass(frozen=True)
class Decision:
    verification: Verification
    by: str


def find_own(person_id: int, activity_id: int) -> Activity | None:
    """Not a course done here, which nobody enters."""
    return db.session.scalar(
        select(Activity).where(
            Activity.id == activity_id,
            Activity.person_id == person_id,
            Activity.completion_id.is_(None),
        )
    )


def open_entries_of(
    person_id: int, *, states: Sequence[str] = ("draft", "returned")
) -> Sequence[Activity]:
    """What needs its owner, returned ones first."""
    return db.session.scalars(
        select(Activity)
        .where(
            Activity.person_id == person_id,
            # What was done here is never in these; asked for it by its completion, SQLite reads
            # everybody's entries that have none.
            Activity.confirmed_at.is_(None),
            Activity.state.in_(states),
        )
        .order_by(Activity.state.desc(), Activity.ends_on.desc(), Activity.id.desc())
        .limit(MOST_OPEN)
    ).all()


def entry_of(activity: Activity) -> Entry:
    """With all that counts of it, or would if it were verified now."""
    form, competency = db.session.execute(
        select(ActivityForm, Competency)
        .outerjoin(Competency, Competency.id == activity.competency)
        .where(ActivityForm.id == activity.form_id)
    ).one()
    if activity.state == "verified":
        entry = _counted(activity, form)
    else:
        entry = proposals.entries_of([(activity, form)])[activity.id]
    return replace(entry, competency=competency)


def _counted(activity: Activity, form: ActivityForm) -> Entry:
    rows = db.session.execute(
        select(JpCredit, JpRule.valid_from)
        .outerjoin(JpRule, JpRule.id == JpCredit.rule_id)
        .where(JpCredit.activity_id == activity.id)
        .order_by(JpCredit.day)
    ).all()
    since = {credit.rule_id: day for credit, day in rows}
    credits = [credit for credit, _ in rows]
    return Entry(activity, form, None, activity.ends_on.year, credits, since)


def own_duplicates_of(activity: Activity) -> Sequence[Duplicate]:
    """What its owner has entered, or completed here, that may be the same."""
    found = duplicate_search.find([activity], is_owner=True).get(activity.id, ())
    return [one for one in found if one.is_same_person]


def decisions_on(activity_id: int) -> Sequence[Decision]:
    """The latest first."""
    rows = db.session.execute(
        select(Verification, Person.name)
        .join(Person, Person.id == Verification.by_id)
        .where(Verification.activity_id == activity_id)
        .order_by(Verification.number.desc())
    )
    return [Decision(verification, name) for verification, name in rows]
