"""What the browser carries from the password to the second step: signed, and for ten minutes.

It travels in a hidden field, so that nothing waits on the server; a password that is changed
meanwhile makes it worthless.
"""

import hashlib
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.accounts import queries
from app.accounts.models import Person
from app.accounts.views.entering import ProviderWord

LASTS_SECONDS = 600


@dataclass(frozen=True)
class Ticket:
    person: Person
    remember: bool
    word: ProviderWord | None


def seal_ticket(person: Person, *, remember: bool, word: ProviderWord | None) -> str:
    told = [word.asked_at, word.has_factor, word.subject] if word else None
    return _seal().dumps([person.id, bool(remember), _mark_of(person), told])


def open_ticket(text: str | None) -> Ticket | None:
    """None for one that is too old, not ours, or of a password that is no more."""
    try:
        person_id, remember, mark, told = _seal().loads(text or "", max_age=LASTS_SECONDS)
    except BadData:
        return None
    person = queries.find_active_person(person_id)
    if person is None or _mark_of(person) != mark:
        return None
    return Ticket(person, remember, ProviderWord(*told) if told else None)


def _mark_of(person: Person) -> str:
    return hashlib.sha256((person.password_hash or "").encode()).hexdigest()[:16]


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="second-step-2")
