"""What the register holds of a provider, and how its agreement stands; pure."""

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

ENDS_SOON = timedelta(days=60)


@dataclass(frozen=True)
class Facts:
    """As the columns of `provider`."""

    name: str
    kind: str
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    website: str | None = None
    agreement_number: str | None = None
    agreement_from: date | None = None
    agreement_until: date | None = None
    note: str | None = None

    @property
    def values(self) -> dict[str, object]:
        return asdict(self)


FACTS = tuple(field.name for field in fields(Facts))


def agreement_state(until: date | None, *, today: date) -> str:
    """ "over", "ending" within 60 days, or "" where there is nothing to do."""
    if until is None or until > today + ENDS_SOON:
        return ""
    return "over" if until < today else "ending"
