"""One-time links: who holds one may choose the password of the person it was made for.

Whether it is printed, mailed or read out, is for whoever makes it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from app.accounts import audited
from app.accounts.models import OneTimeLink, Person
from app.db import db

# Handed over by hand or on paper, which takes its way through an office.
LASTS_BY_HAND = timedelta(days=7)
LASTS_ON_PAPER = timedelta(days=30)
# Asked for by the person, who sits and waits for it.
LASTS_BY_MAIL = timedelta(hours=1)


def make_link(
    person: Person, *, by: Person | None, lasts: timedelta, at: datetime
) -> tuple[OneTimeLink, str]:
    """A link that voids the ones before, and its token, which nobody can be told again."""
    void_links(person.id, at=at)
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(
        person_id=person.id,
        purpose="reset" if person.password_hash else "first",
        token_hash=hash_of(token),
        created_at=at,
        created_by_id=by.id if by else None,
        expires_at=at + lasts,
    )
    db.session.add(link)
    db.session.flush()
    audited.made_link(person, by=by)
    return link, token


def void_links(person_id: int, *, at: datetime) -> None:
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.person_id == person_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.voided_at.is_(None),
        )
        .values(voided_at=at)
    )


def find_link_owner(token: str, *, at: datetime) -> Person | None:
    """Whose password an open link may set."""
    return db.session.scalar(
        select(Person)
        .join(OneTimeLink, OneTimeLink.person_id == Person.id)
        .where(*_is_open(token, at), Person.deactivated_at.is_(None))
    )


def use_link(token: str, *, at: datetime) -> bool:
    """Of two clicks at once one wins; the other is told False."""
    used = db.session.execute(
        update(OneTimeLink)
        .where(*_is_open(token, at))
        .values(used_at=at)
        .returning(OneTimeLink.id)
        .execution_options(synchronize_session=False)
    ).first()
    return used is not None


def find_open_link(person_id: int, *, at: datetime) -> OneTimeLink | None:
    return db.session.scalar(
        select(OneTimeLink)
        .where(
            OneTimeLink.person_id == person_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.voided_at.is_(None),
            OneTimeLink.expires_at > at,
        )
        .order_by(OneTimeLink.id.desc())
        .limit(1)
    )


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _is_open(token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeLink.token_hash == hash_of(token),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.voided_at.is_(None),
        OneTimeLink.expires_at > at,
    )
