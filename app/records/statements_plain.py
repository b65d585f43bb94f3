"""Amounts and reasons as JSON holds them; pure."""

from decimal import Decimal
from typing import Any

from app.records.queries import Reason


def plain(amount: Decimal) -> str:
    """Without zeros behind it and without an exponent."""
    return f"{amount.normalize():f}"


def plain_or_none(amount: Decimal | None) -> str | None:
    return None if amount is None else plain(amount)


def plain_reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "jp_counted": plain(reason.counted),
        "jp_of": plain(reason.of),
        "limit": plain_or_none(reason.limit),
        "rule_since": reason.since.isoformat() if reason.since else None,
        "days": [credit.day.isoformat() for credit in reason.credits],
    }
