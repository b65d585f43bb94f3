"""Requests for correction: asked by the person, answered by an officer within reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from app.accounts.models import Person
from app.accounts.reach import reaches
from app.db import db, insert_once
from app.privacy import audited, notices
from app.privacy.models import ANSWERED_WITHIN, CorrectionRequest

PAGE_SIZE = 50


@dataclass(frozen=True)
class View:
    request: CorrectionRequest
    person: Person


def ask(
    person_id: int, *, about: str, wrong: str, right: str, at: datetime
) -> CorrectionRequest | None:
    """None where the person waits for an answer about the same thing already."""
    new = insert_once(
        CorrectionRequest,
        person_id=person_id,
        about=about,
        wrong=wrong,
        right=right,
        asked_at=at,
        due_at=at + ANSWERED_WITHIN,
    )
    if new is None:
        return None
    request = db.session.get_one(CorrectionRequest, new.id)
    audited.asked(request)
    return request


def answer(
    request: CorrectionRequest, decision: str, *, reason: str = "", by_id: int, at: datetime
) -> None:
    """`request` is locked. Raises Conflict where somebody was faster."""
    request.decide(decision, reason=reason, by_id=by_id, at=at)
    audited.answered(request)
    notices.tell_answered(request, at=at)


def own(person_id: int) -> Sequence[CorrectionRequest]:
    return db.session.scalars(
        select(CorrectionRequest)
        .where(CorrectionRequest.person_id == person_id)
        .order_by(CorrectionRequest.id.desc())
        .limit(PAGE_SIZE)
    ).all()


def waiting(actor: Person, *, after: CorrectionRequest | None = None) -> Sequence[View]:
    """The most urgent first, one more than a page."""
    statement = _reached(actor).where(CorrectionRequest.decided_at.is_(None))
    if after:
        statement = statement.where(
            (CorrectionRequest.due_at > after.due_at)
            | ((CorrectionRequest.due_at == after.due_at) & (CorrectionRequest.id > after.id))
        )
    return _views(statement.order_by(CorrectionRequest.due_at, CorrectionRequest.id))


def answered(actor: Person, *, before: int | None = None) -> Sequence[View]:
    """The newest requests first, one more than a page."""
    statement = _reached(actor).where(CorrectionRequest.decided_at.is_not(None))
    if before:
        statement = statement.where(CorrectionRequest.id < before)
    return _views(statement.order_by(CorrectionRequest.id.desc()))


def count_waiting(actor: Person) -> int:
    counted = select(func.count(CorrectionRequest.id)).where(
        CorrectionRequest.decided_at.is_(None), _is_reached(actor)
    )
    return db.session.scalars(counted).one()


def find(actor: Person, request_id: int, *, is_locked: bool = False) -> View | None:
    statement = _reached(actor).where(CorrectionRequest.id == request_id)
    if is_locked:
        statement = statement.with_for_update(of=CorrectionRequest)
    row = db.session.execute(statement).first()
    return View(*row) if row else None


def _reached(actor: Person) -> Select[CorrectionRequest, Person]:
    return (
        select(CorrectionRequest, Person)
        .join(Person, Person.id == CorrectionRequest.person_id)
        .where(_is_reached(actor))
    )


def _is_reached(actor: Person) -> ColumnElement[bool]:
    """Nobody answers themselves."""
    person_id = CorrectionRequest.person_id
    return reaches(actor, person_id) & (person_id != actor.id)


def _views(statement: Select[CorrectionRequest, Person]) -> Sequence[View]:
    return [View(*row) for row in db.session.execute(statement.limit(PAGE_SIZE + 1))]
