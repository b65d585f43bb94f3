"""Slowing down who guesses passwords, per account and per address.

An attempt is counted before the password is checked, so that a hundred at once are a hundred.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from app.accounts import audited
from app.accounts.models import Person, SignInThrottle
from app.accounts.queries import find_active_person
from app.db import db, insert_once

FORGETS_AFTER = timedelta(hours=1)
LONGEST_WAIT = timedelta(minutes=15)
# Colleagues in one office often share an address, so it may fail more often.
FREE_FAILURES = {"account": 5, "person": 5, "code": 5, "address": 40}


def login_key(login: str, person: Person | None) -> str:
    """Of what was typed; NIP and e-mail of one `person` count together. A name that nobody has is
    slowed down in the same way, so the waiting does not tell."""
    return person_key(person.id) if person else account_key(login)


def account_key(login: str) -> str:
    return f"account:{''.join(login.split()).lower()[:250]}"


def person_key(person_id: int) -> str:
    return f"person:{person_id}"


def code_key(person_id: int) -> str:
    """Of the second factor; a right password forgives nothing here."""
    return f"code:{person_id}"


def address_key(address: str) -> str:
    return f"address:{address[:250]}"


def register_attempt(keys: list[str], *, at: datetime) -> datetime | None:
    """Count an attempt under each key; when one of them is blocked, until when (nothing counted).

    Needs a transaction of its own that is committed before the password is checked.
    """
    blocked_until = db.session.scalar(
        select(func.max(SignInThrottle.blocked_until)).where(
            SignInThrottle.key.in_(keys), SignInThrottle.blocked_until > at
        )
    )
    if blocked_until:
        return blocked_until
    db.session.execute(
        delete(SignInThrottle).where(SignInThrottle.last_failed_at < at - FORGETS_AFTER)
    )
    for key in sorted(keys):
        insert_once(SignInThrottle, key=key, failures=0, last_failed_at=at)
    for row in _locked(keys):
        _count(row, at)
    return None


def _locked(keys: list[str]) -> Sequence[SignInThrottle]:
    """In one order, so that two sign-ins cannot wait for each other."""
    return db.session.scalars(
        select(SignInThrottle)
        .where(SignInThrottle.key.in_(keys))
        .order_by(SignInThrottle.key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _count(row: SignInThrottle, at: datetime) -> None:
    row.failures += 1
    row.last_failed_at = at
    kind, _, whose = row.key.partition(":")
    excess = row.failures - FREE_FAILURES[kind]
    if excess >= 0:
        row.blocked_until = at + min(timedelta(minutes=2 ** min(excess, 4)), LONGEST_WAIT)
        owner = find_active_person(int(whose)) if kind in ("person", "code") else None
        audited.blocked("account" if kind == "person" else kind, owner)


def forgive(account: str, address: str) -> None:
    """The password was right: the account's count was not a guesser's.

    The address only gets this attempt back, or one's own account would cover for guessing others.
    """
    for row in _locked([account, address]):
        if row.key == account:
            db.session.delete(row)
        else:
            _give_back(row)


def forgive_address(address: str) -> None:
    """Where no account is named: likewise only this attempt."""
    for row in _locked([address]):
        _give_back(row)


def _give_back(row: SignInThrottle) -> None:
    """With the waiting that it began: the right word must not close the door on a whole office."""
    row.failures = max(0, row.failures - 1)
    if row.failures < FREE_FAILURES[row.key.partition(":")[0]]:
        row.blocked_until = None
