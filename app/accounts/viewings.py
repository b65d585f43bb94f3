"""Who looked at a person's record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Person
from app.audit.catalogue import CATALOGUE
from app.audit.models import ViewLog
from app.db import db

PAGE_SIZE = 50


@dataclass(frozen=True)
class Viewing:
    """`at`: when it was first opened within the hour."""

    id: int
    at: datetime
    viewer: str
    what: str


def viewings_of(person_id: int, *, before: int | None) -> list[Viewing]:
    """The newest first, one more than a page; `before`: id of the last one shown."""
    statement = (
        select(ViewLog.id, ViewLog.at, Person.name, ViewLog.what)
        .join(Person, Person.id == ViewLog.viewer_id)
        .where(ViewLog.subject_id == person_id)
        .order_by(ViewLog.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before:
        statement = statement.where(ViewLog.id < before)
    rows = db.session.execute(statement)
    return [
        Viewing(row_id, at, name, str(CATALOGUE.views.get(what, what)))
        for row_id, at, name, what in rows
    ]
