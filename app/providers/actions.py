"""Changing the register of providers."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.db import db, insert_once
from app.kit.errors import Conflict
from app.providers import audited, linking
from app.providers.terms import FACTS, Facts
from app.reference.models import Provider
from app.reference.provider_names import name_key
from app.reference.queries import find_provider_named


def enter(facts: Facts, *, by: Person, at: datetime) -> tuple[Provider, int]:
    """With how many entries it is linked now. Raises Conflict where it is registered already."""
    key = name_key(facts.name)
    new = insert_once(Provider, key=key, created_at=at, **facts.values)
    if new is None:
        raise Conflict("provider.known")
    provider = db.session.get_one(Provider, new.id)
    audited.entered(provider, by=by)
    return provider, linking.link(provider)


def change(provider: Provider, facts: Facts, *, by: Person) -> int:
    """With how many entries it is linked besides. Raises Conflict where another has the name."""
    other = find_provider_named(facts.name)
    if other and other.id != provider.id:
        raise Conflict("provider.known")
    before = {name: getattr(provider, name) for name in FACTS}
    try:
        with db.session.begin_nested():
            for name, value in facts.values.items():
                setattr(provider, name, value)
            provider.key = name_key(facts.name)
    except IntegrityError as error:  # entered at the same moment
        raise Conflict("provider.known") from error
    audited.changed(provider, before, by=by)
    return linking.link(provider)


def retire(provider: Provider, *, by: Person, at: datetime) -> None:
    """Once; its entries and figures stay."""
    if provider.retired_at is None:
        provider.retired_at = at
        audited.retired(provider, by=by)


def bring_back(provider: Provider, *, by: Person) -> None:
    if provider.retired_at is not None:
        provider.retired_at = None
        audited.brought_back(provider, by=by)


def link(provider: Provider, *, by: Person) -> int:
    """Entries that name it and are not linked, as they came meanwhile or were too many at once."""
    count = linking.link(provider)
    if count:
        audited.linked(provider, count, by=by)
    return count
