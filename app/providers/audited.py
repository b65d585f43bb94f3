"""What of the register is recorded, and its words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.providers.kinds import KINDS
from app.providers.terms import FACTS
from app.reference.models import Provider

catalogue.register(
    actions={
        "provider.entered": lazy_gettext("Provider entered"),
        "provider.changed": lazy_gettext("Provider changed"),
        "provider.retired": lazy_gettext("Provider retired"),
        "provider.brought-back": lazy_gettext("Provider brought back"),
        "provider.linked": lazy_gettext("Entries of a provider linked"),
        "providers.exported": lazy_gettext("Providers taken along as a file"),
    },
    fields={
        "name": lazy_gettext("Name"),
        "kind": lazy_gettext("Kind"),
        "contact_name": lazy_gettext("Contact person"),
        "contact_email": lazy_gettext("E-mail"),
        "contact_phone": lazy_gettext("Phone"),
        "website": lazy_gettext("Website"),
        "agreement_number": lazy_gettext("Number of the agreement"),
        "agreement_from": lazy_gettext("Agreement from"),
        "agreement_until": lazy_gettext("Agreement until"),
        "note": lazy_gettext("Note"),
        "entries": lazy_gettext("Entries"),
    },
    objects={"provider": lazy_gettext("Provider")},
    values={f"kind={kind}": words for kind, words in KINDS.items()},
)


def entered(provider: Provider, *, by: Person) -> None:
    changes = {name: (None, getattr(provider, name)) for name in FACTS}
    _record("provider.entered", provider, by, changes)


def changed(provider: Provider, before: Mapping[str, object], *, by: Person) -> None:
    changes = {name: (before[name], getattr(provider, name)) for name in FACTS}
    _record("provider.changed", provider, by, changes)


def retired(provider: Provider, *, by: Person) -> None:
    _record("provider.retired", provider, by)


def brought_back(provider: Provider, *, by: Person) -> None:
    _record("provider.brought-back", provider, by)


def linked(provider: Provider, count: int, *, by: Person) -> None:
    _record("provider.linked", provider, by, {"entries": (None, count)})


def exported(*, by: Person) -> None:
    record("providers.exported", actor_id=by.id)


def _record(action: str, provider: Provider, by: Person, changes: Changes | None = None) -> None:
    record(action, actor_id=by.id, about=("provider", provider.id), changes=changes)
