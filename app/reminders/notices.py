"""What those are told who lack hours."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.notifications.actions import notify

BEHIND = "reminders.behind"
# With a sentence of the giver's own.
BEHIND_NOTED = "reminders.behind-noted"
KINDS = (BEHIND, BEHIND_NOTED)


def kind_of(note: str) -> str:
    return BEHIND_NOTED if note else BEHIND


def params_of(
    *, hours: Decimal, target: Decimal, year: int, giver: str, note: str
) -> dict[str, Any]:
    return {
        "hours": {"number": str(hours)},
        "target": {"number": str(target)},
        "year": str(year),
        "giver": giver,
        **({"note": note} if note else {}),
    }


def tell(person_id: int, *, round_id: int, params: dict[str, Any], at: datetime) -> None:
    """Once a round."""
    kind = kind_of(params.get("note", ""))
    notify(person_id, kind=kind, key=str(round_id), params=params, at=at)
