"""Slowing down who guesses passwords, per account and per address.

An attempt is counted before the password is checked, so that a hundred at once are a hundred.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.accounts.models import SignInThrottle
from app.db import db, insert_once

FORGETS_AFTER = timedelta(hours=1)
LONGEST_WAIT = timedelta(minutes=15)
# Colleagues in one office often share an address, so it may fail more often.
FREE_FAILURES = {"account": 5, "address": 40}


def account_key(login: str) -> str:
    return f"account:{''.join(login.split()).lower()[:250]}"


def address_key(address: str) -> str:
    return f"address:{address[:250]}"


def register_attempt(keys: list[str], *, at: datetime) -> datetime | None:
    """Count an attempt under each key; when one of them is blocked, until when (nothing counted).

    Needs a transaction of its own that is committed before the password is checked.
    """
    for key in sorted(keys):
        insert_once(SignInThrottle, key=key, failures=0, last_failed_at=at)
    rows = db.session.scalars(
        select(SignInThrottle)
        .where(SignInThrottle.key.in_(keys))
        .order_by(SignInThrottle.key)
        .with_for_update()
    ).all()
    blocked = [row.blocked_until for row in rows if row.blocked_until and row.blocked_until > at]
    if blocked:
        return max(blocked)
    for row in rows:
        _count(row, at)
    return None


def _count(row: SignInThrottle, at: datetime) -> None:
    if at - row.last_failed_at > FORGETS_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_failed_at = at
    excess = row.failures - FREE_FAILURES[row.key.partition(":")[0]]
    if excess >= 0:
        row.blocked_until = at + min(timedelta(minutes=2**excess), LONGEST_WAIT)


def forgive(keys: list[str]) -> None:
    """The password was right: the counts were not a guesser's."""
    db.session.execute(delete(SignInThrottle).where(SignInThrottle.key.in_(keys)))
