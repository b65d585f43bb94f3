"""From one state of an entry to the next."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, update

from app.db import db
from app.records.models import Activity


def move(
    activity: Activity, states: Collection[str], *conditions: ColumnElement[bool], **values: Any
) -> bool:
    """One UPDATE that a change or a decision wins, of an entry in one of `states` that was not
    done here; False for who comes second."""
    moved = db.session.execute(
        update(Activity)
        .where(
            Activity.id == activity.id,
            Activity.state.in_(states),
            Activity.completion_id.is_(None),
            *conditions,
        )
        .values(revision=Activity.revision + 1, **values)
        .returning(Activity.id)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is not None:
        db.session.refresh(activity)
    return moved is not None
