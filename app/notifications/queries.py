"""A person's own notices, the newest first."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from app.db import db
from app.notifications.models import Notice

PAGE_SIZE = 30
FEW = 3


def notices_of(
    person_id: int, *, before: int | None = None, only_unread: bool = False
) -> Sequence[Notice]:
    """One more than a page; `before`: id of the last one shown."""
    statement = (
        select(Notice)
        .where(Notice.person_id == person_id)
        .order_by(Notice.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before is not None:
        statement = statement.where(Notice.id < before)
    if only_unread:
        statement = statement.where(Notice.read_at.is_(None))
    return db.session.scalars(statement).all()


def newest_unread(person_id: int) -> Sequence[Notice]:
    return db.session.scalars(
        select(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None))
        .order_by(Notice.id.desc())
        .limit(FEW)
    ).all()


def has_unread(person_id: int) -> bool:
    unread = exists().where(Notice.person_id == person_id, Notice.read_at.is_(None))
    return db.session.scalar(select(unread)) or False


def find_notice(notice_id: int, *, person_id: int) -> Notice | None:
    return db.session.scalar(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == person_id)
    )
