"""How an agency numbers and signs, and changing it."""

from collections.abc import Mapping

from app.accounts.models import Person
from app.certificates import audited
from app.certificates.actions import get_or_create_series
from app.org.models import Agency


def change(agency: Agency, values: Mapping[str, str], *, by: Person) -> None:
    """`values`: column → what it holds for certificates that are issued from now on."""
    series = get_or_create_series(agency)
    before = {name: getattr(series, name) for name in values}
    if before == values:
        return
    for name, value in values.items():
        setattr(series, name, value)
    audited.changed_series(series, before, values, by)
