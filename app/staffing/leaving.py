"""Many people leave at once, set by set; for one person `org.leaving.deactivate` does the same."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from app.accounts.actions import end_sign_ins_of
from app.accounts.models import Person
from app.db import db
from app.staffing.models import StaffImportRow
from app.staffing.queries import OWNED

Row = StaffImportRow
KEEP = {"synchronize_session": False}


def has_begun_later(today: date) -> ColumnElement[bool]:
    """Of a row: something of the person began after its `day`, which would be their last."""
    return or_(
        *(
            exists().where(
                owner == Row.person_id, model.valid_from > Row.day, model.valid_from <= today
            )
            for model, owner in OWNED
        )
    )


def deactivate_all(chosen: ColumnElement[bool], *, at: datetime, today: date) -> None:
    """Of the import's rows that are `chosen`; a row's `day` is the last one of posts and tasks."""
    for model, owner in OWNED:
        _end_all(model, owner, chosen, today)
    leavers = select(Person.id).join(Row, Row.person_id == Person.id).where(chosen)
    db.session.execute(
        update(Person)
        .where(Person.id.in_(leavers), Person.deactivated_at.is_(None))
        .values(deactivated_at=at)
        .execution_options(**KEEP)
    )
    end_sign_ins_of(leavers, at=at)


def _end_all(model: Any, owner: Any, chosen: ColumnElement[bool], today: date) -> None:
    """What goes on ends with the last day; what is planned for after `today` never begins, and
    what had ended stays as it was."""
    is_theirs = owner.in_(select(Row.person_id).where(chosen))
    db.session.execute(
        delete(model).where(is_theirs, model.valid_from > today).execution_options(**KEEP)
    )
    last = select(Row.day).where(chosen, Row.person_id == owner).scalar_subquery()
    goes_on = or_(model.valid_to.is_(None), model.valid_to >= today)
    is_longer = or_(model.valid_to.is_(None), model.valid_to > last)
    db.session.execute(
        update(model)
        .where(is_theirs, goes_on, is_longer)
        .values(valid_to=last)
        .execution_options(**KEEP)
    )
