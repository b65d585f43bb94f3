"""What became of the mails to the people that an officer looks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import EmployeeNumber, Person
from app.accounts.reach import reaches
from app.db import db
from app.notifications import kinds
from app.notifications.models import Delivery, Notice

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed; "" for any. `q`: name, e-mail or NIP."""

    q: str = ""
    state: str = ""
    topic: str = ""


@dataclass(frozen=True)
class DeliveryView:
    """`topic`: "" of a kind that is known no more."""

    id: int
    name: str
    topic: str
    state: str
    reason: str
    answer: str
    attempts: int
    created_at: datetime
    due_at: datetime
    finished_at: datetime | None


def deliveries(
    actor: Person, wanted: Wanted, *, before: int | None = None
) -> Sequence[DeliveryView]:
    """The newest first, one more than a page; `before`: id of the last one shown."""
    statement = (
        _reached(actor)
        .add_columns(Notice.kind, Person.name)
        .join(Person, Person.id == Notice.person_id)
        .where(*_conditions(wanted))
        .order_by(Delivery.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if before:
        statement = statement.where(Delivery.id < before)
    return [_view(*row) for row in db.session.execute(statement)]


def find(actor: Person, delivery_id: int) -> Delivery | None:
    return db.session.scalar(_reached(actor).where(Delivery.id == delivery_id).with_for_update())


def person_of(delivery: Delivery) -> int:
    return db.session.get_one(Notice, delivery.notice_id).person_id


def _reached(actor: Person) -> Select[Delivery]:
    return (
        select(Delivery)
        .join(Notice, Notice.id == Delivery.notice_id)
        .where(reaches(actor, Notice.person_id))
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(Notice.person_id.in_(_people(wanted.q)))
    if wanted.state:
        found.append(Delivery.state == wanted.state)
    if wanted.topic:
        found.append(Notice.kind.in_(kinds.of_topic(wanted.topic)))
    return found


def _people(words: str) -> Select[int]:
    digits = "".join(words.split())
    numbered = select(EmployeeNumber.person_id).where(EmployeeNumber.number == digits)
    return select(Person.id).where(
        func.lower(Person.name).contains(words.lower(), autoescape=True)
        | (Person.email == words.lower())
        | Person.id.in_(numbered)
    )


def _view(delivery: Delivery, kind: str, name: str) -> DeliveryView:
    text = kinds.find(kind)
    return DeliveryView(
        id=delivery.id,
        name=name,
        topic=text.topic if text else "",
        state=delivery.state,
        reason=delivery.reason,
        answer=delivery.answer,
        attempts=delivery.attempts,
        created_at=delivery.created_at,
        due_at=delivery.due_at,
        finished_at=delivery.finished_at,
    )
