"""The files of an entry: added and taken away by its owner, seen by whoever may."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import delete, or_, select

from app.accounts.models import Person
from app.db import db
from app.kit.errors import Conflict, Invalid
from app.records import entering, entry_audit
from app.records.evidence_intake import Kept
from app.records.models import Activity, Evidence
from app.records.queue import Reader

MOST_FILES = 5
LONGEST_NAME = 200


def add_file(activity: Activity, kept: Kept, *, name: str, at: datetime) -> Evidence:
    """The same file sent again is the one that is there. Raises Invalid for one too many, Conflict
    as `entering.touch`."""
    entering.touch(activity)
    held = files_of(activity.id)
    if same := next((file for file in held if file.digest == kept.digest), None):
        return same
    if len(held) >= MOST_FILES:
        raise too_many()
    file = Evidence(
        activity_id=activity.id, name=name[-LONGEST_NAME:], created_at=at, **asdict(kept)
    )
    db.session.add(file)
    db.session.flush()
    entry_audit.added_file(activity, file)
    return file


def too_many() -> Invalid:
    return Invalid("evidence.too-many", most=MOST_FILES)


def remove_file(activity: Activity, file: Evidence) -> None:
    """The night takes the file itself. Raises Conflict as `entering.touch`, and where it is gone
    already."""
    entering.touch(activity)
    gone = delete(Evidence).where(Evidence.id == file.id).returning(Evidence.id)
    if db.session.execute(gone.execution_options(synchronize_session=False)).first() is None:
        raise Conflict("activity.changed")
    entry_audit.removed_file(activity, file)


def files_of(activity_id: int) -> Sequence[Evidence]:
    """In the order in which they came."""
    statement = select(Evidence).where(Evidence.activity_id == activity_id)
    return db.session.scalars(statement.order_by(Evidence.id)).all()


def find_own(person_id: int, activity_id: int, file_id: int) -> tuple[Activity, Evidence] | None:
    row = db.session.execute(
        select(Activity, Evidence)
        .join(Evidence, Evidence.activity_id == Activity.id)
        .where(Activity.id == activity_id, Activity.person_id == person_id, Evidence.id == file_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def find_seen(actor: Person, file_id: int, *, day: date) -> tuple[Activity, Evidence] | None:
    """One's own, and of entries that were sent to whom one decides on."""
    row = db.session.execute(
        select(Activity, Evidence)
        .join(Evidence, Evidence.activity_id == Activity.id)
        .where(
            Evidence.id == file_id,
            or_(Activity.person_id == actor.id, Reader(actor, day).sees),
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


def names_with_row(start: str) -> Collection[str]:
    """Names of files that begin so; of hexadecimal signs none comes after `g`."""
    return set(
        db.session.scalars(select(Evidence.file).where(Evidence.file.between(start, f"{start}g")))
    )
