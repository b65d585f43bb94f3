"""Mails in every state."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.db import db
from app.notifications.models import Delivery, Notice

ENDS = (
    ("sent", "", ""),
    ("failed", "refused", "550 5.1.1 The mailbox does not exist"),
    ("queued", "no-answer", "451 4.7.1 Try again later"),
    ("skipped", "read", ""),
    ("queued", "", ""),
)


def put_in(*, at: datetime) -> None:
    """Of the first notices there are."""
    notices = db.session.scalars(select(Notice).order_by(Notice.id).limit(len(ENDS)))
    for notice, (state, reason, answer) in zip(notices, ENDS, strict=False):
        db.session.add(
            Delivery(
                notice_id=notice.id,
                channel="mail",
                state=state,
                reason=reason,
                answer=answer,
                attempts=1,
                created_at=at - timedelta(hours=1),
                due_at=at + timedelta(minutes=5),
                finished_at=None if state == "queued" else at,
            )
        )
