"""One-time links: who holds one may choose the password of the person it was made for.

Whether it is printed, mailed or read out, is for whoever makes it.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select, update

from app.accounts import audited, policies
from app.accounts.models import OneTimeLink, Person
from app.accounts.queries import lock_person, roles_of
from app.db import db
from app.kit.errors import Forbidden

# Handed over by hand or on paper, which takes its way through an office.
LASTS_BY_HAND = timedelta(days=7)
LASTS_ON_PAPER = timedelta(days=30)
# Asked for by the person, who sits and waits for it.
LASTS_BY_MAIL = timedelta(hours=1)


def make_link(
    person: Person, *, by: Person | None, lasts: timedelta, at: datetime, token: str = ""
) -> tuple[OneTimeLink, str]:
    """A link that voids the ones before, and its token, which nobody can be told again. `by`: none
    where anybody may have asked in the person's name; then one that an officer gave stays.
    `token`: one that was derived; random where it is empty.

    Raises Forbidden where the person was given a role meanwhile that `by` may not help.
    """
    lock_person(person.id)
    roles = roles_of(person.id, day=at.date())
    if by and not policies.may_help_to_sign_in(by, person.id, roles=roles):
        raise Forbidden("person.help")
    void_links(person.id, at=at, only_own=by is None)
    token = token or secrets.token_urlsafe(32)
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


def derive_token(seed: str, *, key: str) -> str:
    """The same for the same seed and instance key: a mail that is sent again holds the same link,
    and no row need keep it."""
    digest = hmac.digest(key.encode(), f"one-time-link {seed}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def find_link(token: str) -> OneTimeLink | None:
    """Also one that is used or over."""
    return db.session.scalar(select(OneTimeLink).where(OneTimeLink.token_hash == hash_of(token)))


def void_links(person_id: int, *, at: datetime, only_own: bool = False) -> None:
    """`only_own`: those that the person has asked for."""
    voided = [
        OneTimeLink.person_id == person_id,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.voided_at.is_(None),
    ]
    if only_own:
        voided.append(OneTimeLink.created_by_id.is_(None))
    db.session.execute(update(OneTimeLink).where(*voided).values(voided_at=at))


def void_links_of(people: Select[int], *, at: datetime) -> None:
    """All of many at once. `people`: their ids."""
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.person_id.in_(people),
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
    """Of several the one that lasts longest."""
    return db.session.scalar(
        select(OneTimeLink)
        .where(
            OneTimeLink.person_id == person_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.voided_at.is_(None),
            OneTimeLink.expires_at > at,
        )
        .order_by(OneTimeLink.expires_at.desc(), OneTimeLink.id.desc())
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
