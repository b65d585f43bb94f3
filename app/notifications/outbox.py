"""Deliveries: put in, claimed by one sender, settled.

A delivery that a sender died over is claimed again when its time is over, so a mail may come twice,
with the same Message-ID, but none is lost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, literal, or_, select, true, update

from app.db import UtcDateTime, db, insert_once
from app.notifications import kinds, preferences
from app.notifications.hours import due_at
from app.notifications.models import Delivery, Notice

# Longer than all the answers of a slow mail server together (`smtp.SECONDS`).
LEASE = timedelta(minutes=10)
# After each attempt that failed; a day and a half together, as servers that are down come back.
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 720, 1440))
MOST_ATTEMPTS = len(PAUSES) + 1
# Until it is looked whether a server that was away is back.
PAUSE_WHEN_AWAY = timedelta(minutes=1)
# In one mail; what is more comes in the next.
MOST_IN_A_MAIL = 50

_sends_mail = False


def connect(*, sends_mail: bool) -> None:
    # Set once per process by the factory: nothing is put in that nobody would ever send.
    global _sends_mail  # noqa: PLW0603
    _sends_mail = sends_mail


def sends_mail() -> bool:
    return _sends_mail


@dataclass(frozen=True)
class Claim:
    """A mail as its sender knows it; `attempt` tells it from senders before and after."""

    mail_id: int
    attempt: int


def deliver(notice_id: int, *, person_id: int, kind: str, at: datetime) -> None:
    """A notice that is new, by mail too where its reader wants that."""
    text = kinds.find(kind)
    if not _sends_mail or text is None:
        return
    due = at if text.is_urgent else _due(person_id, text.topic, at)
    if due is None:
        return
    insert_once(
        Delivery,
        notice_id=notice_id,
        channel="mail",
        is_urgent=text.is_urgent,
        created_at=at,
        due_at=due,
    )


def deliver_all(*, kind: str, key: str, at: datetime) -> None:
    """All notices of an urgent kind that are new at this moment."""
    if not _sends_mail:
        return
    moment = literal(at, UtcDateTime())
    values = {
        "notice_id": Notice.id,
        "channel": literal("mail"),
        "is_urgent": true(),
        "created_at": moment,
        "due_at": moment,
    }
    new = select(*values.values()).where(
        Notice.created_at == at,
        Notice.kind == kind,
        Notice.key == key,
        ~exists().where(Delivery.notice_id == Notice.id),
    )
    db.session.execute(insert(Delivery).from_select(list(values), new))


def _due(person_id: int, topic: str, at: datetime) -> datetime | None:
    wanted = preferences.of(person_id, at=at)
    frequency = wanted.frequencies[topic]
    if frequency == kinds.NEVER:
        return None
    return due_at(frequency, wanted.hours, zone=wanted.zone, at=at)


def _waits(at: datetime) -> ColumnElement[bool]:
    """What may be claimed: alone, or as the first of its mail."""
    return and_(
        Delivery.state.in_(("queued", "sending")),
        Delivery.due_at <= at,
        or_(Delivery.mail_id.is_(None), Delivery.mail_id == Delivery.id),
    )


def is_anything_due(*, at: datetime) -> bool:
    return db.session.scalar(select(exists().where(_waits(at)))) or False


def give_up(*, at: datetime) -> None:
    """What several senders died over would bring down the next one, too."""
    first = select(Delivery.id).where(
        _waits(at), Delivery.state == "sending", Delivery.attempts >= MOST_ATTEMPTS
    )
    db.session.execute(
        update(Delivery)
        .where(Delivery.mail_id.in_(first), Delivery.state == "sending")
        .values(state="failed", reason="interrupted", finished_at=at)
        .execution_options(synchronize_session=False)
    )


def claim(*, at: datetime) -> Claim | None:
    """The most urgent, then the oldest. Whoever comes second finds its UPDATE without a row."""
    first = (
        select(Delivery.id)
        .where(_waits(at))
        .order_by(Delivery.is_urgent.desc(), Delivery.due_at, Delivery.id)
        .limit(1)
        .scalar_subquery()
    )
    values = {"state": "sending", "due_at": at + LEASE}
    row = db.session.execute(
        update(Delivery)
        .where(Delivery.id == first, _waits(at))
        .values(**values, attempts=Delivery.attempts + 1, mail_id=Delivery.id)
        .returning(Delivery.id, Delivery.attempts, Delivery.is_urgent)
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    mail_id, attempt, is_urgent = row
    if attempt == 1 and not is_urgent:
        _take_along(mail_id, at)
    db.session.execute(
        update(Delivery)
        .where(Delivery.mail_id == mail_id, Delivery.state.in_(("queued", "sending")))
        .values(**values, attempts=attempt)
        .execution_options(synchronize_session=False)
    )
    return Claim(mail_id, attempt)


def _take_along(mail_id: int, at: datetime) -> None:
    """Whatever else is due to the person; never later, or one Message-ID would name two mails."""
    person = select(Notice.person_id).join(Delivery).where(Delivery.id == mail_id)
    others = (
        select(Delivery.id)
        .join(Notice)
        .where(
            Notice.person_id == person.scalar_subquery(),
            Delivery.state == "queued",
            Delivery.due_at <= at,
            Delivery.is_urgent.is_(False),
            Delivery.mail_id.is_(None),
        )
        .order_by(Delivery.id)
        .limit(MOST_IN_A_MAIL - 1)
    )
    db.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(others), Delivery.state == "queued", Delivery.mail_id.is_(None))
        .values(mail_id=mail_id)
        .execution_options(synchronize_session=False)
    )


def skip(delivery: Delivery, *, reason: str, at: datetime) -> None:
    delivery.state, delivery.reason, delivery.finished_at = "skipped", reason, at


def settle_sent(claim: Claim, *, at: datetime) -> None:
    _settle(claim, state="sent", finished_at=at, reason="", answer="")


def settle_refused(claim: Claim, *, answer: str, at: datetime) -> None:
    _settle(claim, state="failed", finished_at=at, reason="refused", answer=answer[:300])


def settle_unsent(claim: Claim, *, reason: str, answer: str, at: datetime) -> None:
    """To be tried again after a pause, unless it was tried often enough."""
    values = {"reason": reason, "answer": answer[:300]}
    if claim.attempt >= MOST_ATTEMPTS:
        _settle(claim, state="failed", finished_at=at, **values)
    else:
        due = _outside_quiet_hours(claim, at + PAUSES[claim.attempt - 1])
        _settle(claim, state="queued", due_at=due, **values)


def settle_untried(claim: Claim, *, answer: str, at: datetime) -> None:
    """The server was away, which is no fault of the mail."""
    due = _outside_quiet_hours(claim, at + PAUSE_WHEN_AWAY)
    put_back(claim, due=due, reason="no-answer", answer=answer[:300])


def put_back(claim: Claim, *, due: datetime, **values: Any) -> None:
    """As if it had not been claimed: of a mail that nobody was shown, the content is open again."""
    if claim.attempt == 1:
        values["mail_id"] = None
    _settle(claim, state="queued", attempts=claim.attempt - 1, due_at=due, **values)


def _outside_quiet_hours(claim: Claim, due: datetime) -> datetime:
    row = db.session.execute(
        select(Notice.person_id, Delivery.is_urgent)
        .join(Delivery, Delivery.notice_id == Notice.id)
        .where(Delivery.id == claim.mail_id)
    ).one()
    if row.is_urgent:
        return due
    wanted = preferences.of(row.person_id, at=due)
    return due_at(kinds.AT_ONCE, wanted.hours, zone=wanted.zone, at=due)


def _settle(claim: Claim, **values: Any) -> None:
    """A sender that was taken for dead, and was only slow, writes no more."""
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.mail_id == claim.mail_id,
            Delivery.state == "sending",
            Delivery.attempts == claim.attempt,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def try_again(delivery: Delivery, *, at: datetime) -> None:
    """The whole mail of one that failed, with what it held: its Message-ID names no other. So it
    counts as tried once."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.mail_id == delivery.mail_id, Delivery.state == "failed")
        .values(state="queued", due_at=at, attempts=1, finished_at=None, reason="", answer="")
    )
