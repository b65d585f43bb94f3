"""Notices and the log of mails are removed after a time."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import delete, exists, select, update

from app.db import change_rows, db
from app.kit.personal import Rule
from app.notifications.models import Delivery, Notice


def _notices(before: datetime) -> Any:
    """But those whose mail is still on its way."""
    is_on_its_way = exists().where(Delivery.notice_id == Notice.id, Delivery.finished_at.is_(None))
    return select(Notice.id).where(Notice.created_at < before, ~is_on_its_way)


def _deliveries(before: datetime) -> Any:
    return select(Delivery.id).where(Delivery.finished_at < before)


def remove_notices(ids: list[Any]) -> None:
    mails = select(Delivery.id).where(Delivery.notice_id.in_(ids))
    remove_deliveries(list(db.session.scalars(mails)))
    change_rows(delete(Notice).where(Notice.id.in_(ids)))


def remove_deliveries(ids: list[Any]) -> None:
    """Others may have gone in the same mail, and point to its first."""
    change_rows(update(Delivery).where(Delivery.mail_id.in_(ids)).values(mail_id=None))
    change_rows(delete(Delivery).where(Delivery.id.in_(ids)))


RULES = (
    Rule("notices", lazy_gettext("Notices"), _notices, remove_notices),
    Rule("deliveries", lazy_gettext("Log of mails"), _deliveries, remove_deliveries),
)
