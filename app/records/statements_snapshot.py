"""What a statement says, frozen on the day of issue: JSON of every printed field; pure."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.org.queries import Placement
from app.records.queries import Entry
from app.records.statements_plain import plain, plain_or_none, plain_reason
from app.records.statements_rows import Holder, Record

# What stays known of a paper whose holder is not any more.
IMPERSONAL = ("agency", "place", "issued_on")


def snapshot(holder: Holder, placement: Placement, record: Record) -> dict[str, Any]:
    """Days are ISO, JP decimal text."""
    return {
        "name": holder.person.name,
        "nip": holder.nip,
        "position": placement.position,
        "unit": placement.unit,
        "agency": placement.agency.name,
        "place": placement.agency.city,
        "issued_on": holder.day.isoformat(),
        "entries": [printed_entry(entry) for entry in record.entries],
        "years": totals(record),
    }


def totals(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "year": one.year,
            "jp": plain(one.hours),
            "minimum": plain_or_none(one.target),
            "is_of_contract": one.is_of_contract,
        }
        for one in record.years
    ]


def printed_entry(entry: Entry) -> dict[str, Any]:
    activity = entry.activity
    return {
        "year": entry.year,
        "title": activity.title,
        "form": entry.form.name,
        "provider": activity.provider,
        "starts_on": activity.starts_on.isoformat(),
        "ends_on": activity.ends_on.isoformat(),
        "jp": plain(entry.jp_raw),
        "credited": plain(entry.jp_credited),
        "reasons": [plain_reason(reason) for reason in entry.reasons],
    }


def digest_of(facts: Mapping[str, Any]) -> str:
    """Of all but the day of issue, which says nothing about the record."""
    lasting = {name: value for name, value in facts.items() if name != "issued_on"}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def totals_of(facts: Mapping[str, Any]) -> dict[int, Decimal]:
    """Year → JP, as printed; years without any are left out."""
    totals = {one["year"]: Decimal(one["jp"]) for one in facts["years"]}
    return {year: jp for year, jp in totals.items() if jp}


def blanked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without the holder: also what they learnt tells who it was."""
    return {name: facts[name] for name in IMPERSONAL}


def is_blank(facts: Mapping[str, Any]) -> bool:
    return "name" not in facts
