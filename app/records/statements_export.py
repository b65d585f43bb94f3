"""A record to take along: as a table for people, and as data for other programs."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from app.kit.tables import Cell, Sheet, to_workbook
from app.records.queries import Entry
from app.records.statements_plain import plain, plain_or_none, plain_reason
from app.records.statements_rows import Holder, Record
from app.records.statements_words import STATES, reason_text

FORMAT, VERSION = "lentera.record", 1


def as_xlsx(record: Record, *, lang: str) -> bytes:
    """Two sheets, in the reader's language: the entries, and the years."""
    return to_workbook([_entries(record, lang), _years(record)])


def _entries(record: Record, lang: str) -> Sheet:
    columns = [
        gettext("Year"),
        gettext("Number of the form"),
        gettext("Form of training"),
        gettext("Activity"),
        gettext("Provider"),
        gettext("Place"),
        gettext("Where it took place"),
        gettext("From"),
        gettext("Until"),
        gettext("Raw JP"),
        gettext("Credited JP"),
        gettext("Why"),
        gettext("Status"),
        gettext("Certificate number"),
    ]
    return Sheet(gettext("Entries"), columns, [_row(entry, lang) for entry in record.entries])


def _row(entry: Entry, lang: str) -> Sequence[Cell]:
    activity, form = entry.activity, entry.form.named(lang)
    return (
        entry.year,
        entry.form.id,
        form,
        activity.title,
        activity.provider,
        activity.place,
        gettext("Abroad") if activity.is_international else gettext("In Indonesia"),
        activity.starts_on,
        activity.ends_on,
        entry.jp_raw,
        _credited(entry),
        " ".join(reason_text(plain_reason(reason), form) for reason in entry.reasons),
        str(STATES[activity.state]),
        number_of(entry),
    )


def _years(record: Record) -> Sheet:
    columns = [gettext("Year"), gettext("Credited JP"), gettext("Minimum"), gettext("Missing JP")]
    rows = [
        (one.year, one.hours, one.target, None if one.target is None else one.left)
        for one in record.years
    ]
    return Sheet(gettext("Totals by year"), columns, rows)


def as_json(holder: Holder, record: Record, *, at: datetime) -> bytes:
    """The shape stands in docs/record-export.md; a change that breaks readers raises VERSION."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at.isoformat(timespec="seconds"),
        "person": _person(holder),
        "years": [
            {"year": one.year, "jp": plain(one.hours), "minimum": plain_or_none(one.target)}
            for one in record.years
        ],
        "entries": {state: list(_of_state(record, state)) for state in reversed(STATES)},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _person(holder: Holder) -> dict[str, str | None]:
    post = holder.placement
    return {
        "name": holder.person.name,
        "nip": holder.nip,
        "position": post.position if post else None,
        "unit": post.unit if post else None,
        "agency": post.agency.name if post else None,
    }


def _of_state(record: Record, state: str) -> Iterator[dict[str, Any]]:
    for entry in record.entries:
        activity = entry.activity
        if activity.state == state:
            yield {
                "year": entry.year,
                "form": entry.form.id,
                "form_name": entry.form.name,
                "title": activity.title,
                "organiser": activity.provider,
                "place": activity.place,
                "is_international": activity.is_international,
                "starts_on": activity.starts_on.isoformat(),
                "ends_on": activity.ends_on.isoformat(),
                "jp_raw": plain(entry.jp_raw),
                "jp_credited": plain_or_none(_credited(entry)),
                "reasons": [plain_reason(reason) for reason in entry.reasons],
                "certificate_number": number_of(entry),
            }


def _credited(entry: Entry) -> Decimal | None:
    """Nothing is credited, not even 0, before it is verified."""
    return entry.jp_credited if entry.activity.state == "verified" else None


def number_of(entry: Entry) -> str | None:
    return entry.certificate_number or entry.activity.number
