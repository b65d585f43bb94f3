"""The own record; for officers the rules of JP and the years that are closed; the queue of
whoever verifies."""

from app.records.views import (
    deciding,
    entries,
    files,
    people,
    previews,
    record,
    rules,
    sharing,
    statements,
    targets,
    verifications,
    years,
)
from app.records.views.base import bp, ledger_bp, verifications_bp

__all__ = [
    "bp",
    "deciding",
    "entries",
    "files",
    "ledger_bp",
    "people",
    "previews",
    "record",
    "rules",
    "sharing",
    "statements",
    "targets",
    "verifications",
    "verifications_bp",
    "years",
]
