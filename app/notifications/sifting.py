"""What a claimed mail holds, and what has become idle since it was put in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.db import db
from app.notifications import kinds, outbox, preferences
from app.notifications.hours import due_at
from app.notifications.models import Delivery, Notice
from app.notifications.outbox import Claim
from app.notifications.preferences import Preferences

Row = tuple[Delivery, Notice]

# After that it is old news; mails with a link have their own time.
TOO_LATE = timedelta(days=7)


def rows_of(claim: Claim) -> Sequence[Row]:
    found = db.session.execute(
        select(Delivery, Notice)
        .join(Notice, Notice.id == Delivery.notice_id)
        .where(Delivery.mail_id == claim.mail_id, Delivery.state == "sending")
        .order_by(Delivery.id)
        .execution_options(populate_existing=True)
    )
    return [(delivery, notice) for delivery, notice in found]


def sift(claim: Claim, *, at: datetime) -> Claim | None:
    """What is left, if anything is to leave now: without what its reader has seen in the inbox,
    wants no longer, or would hear of too late. In the transaction of the claim, and only at its
    first attempt: what one Message-ID names stays what it is.
    """
    rows = rows_of(claim)
    wanted = preferences.of(rows[0][1].person_id, at=at)
    due = _due(wanted, at)
    if due > at and not rows[0][0].is_urgent:
        outbox.put_back(claim, due=due)
        return None
    if claim.attempt > 1:
        return claim
    left = [delivery for delivery, notice in rows if not _skip(delivery, notice, wanted, at)]
    for delivery in left:
        # The first of a mail stands for all of it.
        delivery.mail_id = left[0].id
    db.session.flush()
    return Claim(left[0].id, claim.attempt) if left else None


def _due(wanted: Preferences, at: datetime) -> datetime:
    """Not in quiet hours, when a backlog is sent; but who put the daily mail there wants it so."""
    if wanted.hours.is_quiet(wanted.hours.digest):
        return at
    return due_at(kinds.AT_ONCE, wanted.hours, zone=wanted.zone, at=at)


def _skip(delivery: Delivery, notice: Notice, wanted: Preferences, at: datetime) -> bool:
    reason = _reason_to_skip(delivery, notice, wanted, at)
    if reason:
        outbox.skip(delivery, reason=reason, at=at)
    return reason is not None


def _reason_to_skip(
    delivery: Delivery, notice: Notice, wanted: Preferences, at: datetime
) -> str | None:
    text = kinds.find(notice.kind)
    if at - notice.created_at > TOO_LATE and not (text and text.link):
        return "late"
    if delivery.is_urgent or text is None:
        return None
    if notice.read_at:
        return "read"
    return "unwanted" if wanted.frequencies.get(text.topic) == kinds.NEVER else None
