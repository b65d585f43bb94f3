"""Whose account it is that somebody has at the provider.

By the link that was made before, else by NIP, else by e-mail; it is linked once they are in. Nobody
is ever created: who is not known here has no business here yet.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from app.accounts import audited
from app.accounts.events import IdentityLinked
from app.accounts.models import EmployeeNumber, Identity, Person
from app.accounts.queries import find_number, find_person_by_email
from app.config import Config
from app.db import db, insert_once
from app.kit.errors import Invalid
from app.kit.events import tell


def find_person(claims: Mapping[str, Any], *, config: Config) -> Person:
    """`claims`: of an ID token that is believed.

    Raises Invalid for who is unknown, has left, or is linked to another account there.
    """
    linked = _find(config.oidc_issuer, claims["sub"])
    person = db.session.get(Person, linked.person_id) if linked else _by_claims(claims, config)
    if person is None:
        raise Invalid("sso.unknown")
    if not person.is_active:
        raise Invalid("sso.closed")
    if linked is None and _has_other(person, config.oidc_issuer):
        raise Invalid("sso.other-account")
    return person


def _find(issuer: str, subject: str) -> Identity | None:
    return db.session.scalar(
        select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    )


def _has_other(person: Person, issuer: str) -> bool:
    """Then this one is not linked too: the address may be a successor's."""
    return any(one.issuer == issuer for one in identities_of(person.id))


def _by_claims(claims: Mapping[str, Any], config: Config) -> Person | None:
    number = "".join(str(claims.get(config.oidc_nip_claim) or "").split())
    person = _by_number(number) if number else None
    if person:
        return person
    email = claims.get(config.oidc_email_claim)
    if not isinstance(email, str) or not email or not _is_verified(claims, config):
        return None
    # Some other letters become Latin ones when they are made small: another mailbox, the same text.
    if not email.isascii():
        return None
    found = find_person_by_email(email)
    # An address is given to somebody else sooner than a NIP is.
    if found and number and find_number(found.id) not in (None, number):
        return None
    return found


def _is_verified(claims: Mapping[str, Any], config: Config) -> bool:
    """`email_verified` speaks of the claim `email`, and of no other that was set."""
    if not config.oidc_verified_email:
        return True
    return config.oidc_email_claim == "email" and claims.get("email_verified") in (True, "true")


def _by_number(number: str) -> Person | None:
    return db.session.scalar(
        select(Person)
        .join(EmployeeNumber, EmployeeNumber.person_id == Person.id)
        .where(EmployeeNumber.number == number, EmployeeNumber.valid_to.is_(None))
    )


def note_sign_in(person_id: int, subject: str, *, issuer: str, at: datetime) -> None:
    """Whoever has shown all that is asked for is linked now, if they are not yet.

    Raises Invalid where somebody else was linked meanwhile.
    """
    values = {"issuer": issuer, "subject": subject, "created_at": at, "last_used_at": at}
    if insert_once(Identity, person_id=person_id, **values):
        audited.linked_identity(person_id, issuer=issuer)
        tell(IdentityLinked(person_id, at))
        return
    linked = _find(issuer, subject)
    if linked is None or linked.person_id != person_id:
        raise Invalid("sso.other-account")
    linked.last_used_at = at


def identities_of(person_id: int) -> Sequence[Identity]:
    return db.session.scalars(
        select(Identity).where(Identity.person_id == person_id).order_by(Identity.id)
    ).all()


def find_identity_of(person_id: int, identity_id: int) -> Identity | None:
    return db.session.scalar(
        select(Identity).where(Identity.id == identity_id, Identity.person_id == person_id)
    )


def unlink(identity: Identity, *, by_id: int | None) -> None:
    """`by_id`: None at the command line."""
    audited.unlinked_identity(identity.person_id, issuer=identity.issuer, by_id=by_id)
    db.session.execute(delete(Identity).where(Identity.id == identity.id))
