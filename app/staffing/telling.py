"""A staged row in its reader's words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.staffing.messages import FIELD_NAMES, STATE_NAMES, VALUE_NAMES
from app.staffing.models import StaffImportRow
from app.web.errors import words_of
from app.web.filters import day as write_day


@dataclass(frozen=True)
class Told:
    """`column`: what it is called; of a fault `value` is what stands there, of a change old and
    new with an arrow between them."""

    column: str
    value: str
    words: str = ""


def faults_of(row: StaffImportRow) -> list[Told]:
    return [
        Told(
            str(FIELD_NAMES[fault["column"]]),
            fault["value"],
            words_of(fault["code"], {name: _text(v) for name, v in fault["params"].items()}),
        )
        for fault in row.faults
    ]


def changes_of(row: StaffImportRow) -> list[Told]:
    return [
        Told(str(FIELD_NAMES[field]), f"{_text(old)} → {_text(new)}")
        for field, (old, new) in row.changes.items()
    ]


def state_of(row: StaffImportRow) -> str:
    return str(STATE_NAMES[row.state])


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if not isinstance(value, str):
        return str(value)
    try:
        return write_day(date.fromisoformat(value)) if len(value) == 10 else _named(value)
    except ValueError:
        return _named(value)


def _named(value: str) -> str:
    return str(VALUE_NAMES.get(value, value))
