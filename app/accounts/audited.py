"""What of accounts is recorded, and its words."""

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import record

catalogue.register(
    actions={
        "password.changed": lazy_gettext("Password changed"),
        "role.granted": lazy_gettext("Role granted"),
        "session.ended": lazy_gettext("Signed out on another device"),
        "session.opened": lazy_gettext("Signed in"),
        "sign-in.blocked-account": lazy_gettext("Sign-in blocked for a while, by account"),
        "sign-in.blocked-address": lazy_gettext("Sign-in blocked for a while, by network address"),
        "sign-in.blocked-code": lazy_gettext("Sign-in blocked for a while, by second factor"),
        "second-factor.set-up": lazy_gettext("Second factor set up"),
        "second-factor.removed": lazy_gettext("Second factor removed"),
        "sign-in-link.made": lazy_gettext("One-time link made"),
    },
    fields={"role": lazy_gettext("Role"), "unit": lazy_gettext("Unit")},
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


def granted(person: Person, role: str, *, unit_id: int | None, by_id: int | None) -> None:
    record(
        "role.granted",
        actor_id=by_id,
        subject_id=person.id,
        changes={"role": (None, role), "unit": (None, unit_id)},
    )


def opened_session(person: Person) -> None:
    record("session.opened", actor_id=person.id, subject_id=person.id)


def ended_session(person: Person) -> None:
    record("session.ended", actor_id=person.id, subject_id=person.id)


def blocked(kind: str, person: Person | None) -> None:
    """`kind`: "account", "code" or "address". What was typed as a name is not kept: it may be
    anything, a password among it."""
    record(f"sign-in.blocked-{kind}", actor_id=None, subject_id=person.id if person else None)


def made_link(person: Person, *, by: Person | None) -> None:
    record("sign-in-link.made", actor_id=by.id if by else None, subject_id=person.id)


def set_up_factor(person_id: int) -> None:
    record("second-factor.set-up", actor_id=person_id, subject_id=person_id)


def removed_factor(person_id: int, *, by_id: int) -> None:
    record("second-factor.removed", actor_id=by_id, subject_id=person_id)
