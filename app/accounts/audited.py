"""What of accounts is recorded, and its words."""

from datetime import date

from flask_babel import lazy_gettext

from app.accounts.models import Person, RoleGrant
from app.accounts.reach import unit_name
from app.audit import catalogue
from app.audit.actions import record

catalogue.register(
    actions={
        "identity.linked": lazy_gettext("Linked with single sign-on"),
        "identity.unlinked": lazy_gettext("Link with single sign-on removed"),
        "password.changed": lazy_gettext("Password changed"),
        "role.granted": lazy_gettext("Role granted"),
        "role.ended": lazy_gettext("Role ended"),
        "session.ended": lazy_gettext("Signed out on another device"),
        "session.opened": lazy_gettext("Signed in"),
        "device.token-reused": lazy_gettext("Old copy of a kept sign-in shown; device signed out"),
        "sign-in.blocked-account": lazy_gettext("Sign-in blocked for a while, by account"),
        "sign-in.blocked-address": lazy_gettext("Sign-in blocked for a while, by network address"),
        "sign-in.blocked-code": lazy_gettext("Sign-in blocked for a while, by second factor"),
        "second-factor.set-up": lazy_gettext("Second factor set up"),
        "second-factor.removed": lazy_gettext("Second factor removed"),
        "sign-in-link.made": lazy_gettext("One-time link made"),
        "sign-in-link.mailed": lazy_gettext("One-time link sent by mail"),
    },
    fields={
        "provider": lazy_gettext("Provider of single sign-on"),
        "role": lazy_gettext("Role"),
        "unit": lazy_gettext("Unit"),
        "only-own": lazy_gettext("Only the own courses"),
        "last-day": lazy_gettext("Last day"),
    },
    views={"person.sign-in": lazy_gettext("Help with signing in")},
    values={
        "role=employee": lazy_gettext("Employee"),
        "role=author": lazy_gettext("Author"),
        "role=supervisor": lazy_gettext("Supervisor"),
        "role=officer": lazy_gettext("Training officer"),
        "role=admin": lazy_gettext("Administrator"),
    },
)


def changed_password(person: Person, *, by_id: int | None) -> None:
    record("password.changed", actor_id=by_id, subject_id=person.id)


def granted(person: Person, grant: RoleGrant, *, by_id: int | None) -> None:
    record(
        "role.granted",
        actor_id=by_id,
        subject_id=person.id,
        changes={
            "role": (None, grant.role),
            "unit": (None, unit_name(grant.unit_id)),
            "only-own": (None, grant.only_own or None),
            "last-day": (None, grant.valid_to),
        },
    )


def ended_role(person: Person, grant: RoleGrant, *, last_day: date, by_id: int) -> None:
    record(
        "role.ended",
        actor_id=by_id,
        subject_id=person.id,
        changes={
            "role": (grant.role, None),
            "unit": (unit_name(grant.unit_id), None),
            "last-day": (grant.valid_to, last_day),
        },
    )


def opened_session(person: Person) -> None:
    record("session.opened", actor_id=person.id, subject_id=person.id)


def ended_session(person: Person) -> None:
    record("session.ended", actor_id=person.id, subject_id=person.id)


def reused_device_token(person_id: int) -> None:
    """By whom, nobody knows: the copy may be the thief's or the owner's."""
    record("device.token-reused", actor_id=None, subject_id=person_id)


def blocked(kind: str, person: Person | None) -> None:
    """`kind`: "account", "code" or "address". What was typed as a name is not kept: it may be
    anything, a password among it."""
    record(f"sign-in.blocked-{kind}", actor_id=None, subject_id=person.id if person else None)


def made_link(person: Person, *, by: Person | None) -> None:
    record("sign-in-link.made", actor_id=by.id if by else None, subject_id=person.id)


def mailed_link(person: Person, *, by: Person) -> None:
    """It is made when its mail leaves, and recorded once more then."""
    record("sign-in-link.mailed", actor_id=by.id, subject_id=person.id)


def set_up_factor(person_id: int) -> None:
    record("second-factor.set-up", actor_id=person_id, subject_id=person_id)


def removed_factor(person_id: int, *, by_id: int) -> None:
    record("second-factor.removed", actor_id=by_id, subject_id=person_id)


def linked_identity(person_id: int, *, issuer: str) -> None:
    record(
        "identity.linked",
        actor_id=person_id,
        subject_id=person_id,
        changes={"provider": (None, issuer)},
    )


def unlinked_identity(person_id: int, *, issuer: str, by_id: int | None) -> None:
    record(
        "identity.unlinked",
        actor_id=by_id,
        subject_id=person_id,
        changes={"provider": (issuer, None)},
    )
