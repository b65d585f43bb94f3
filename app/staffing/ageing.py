"""Rows of staff lists that were applied are removed after a time; that there was a list stays."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import remover
from app.kit.personal import Rule
from app.staffing.models import StaffImport, StaffImportRow


def _rows(before: datetime) -> Any:
    """Of lists that nobody applied `remove_old` takes all away, sooner."""
    old = select(StaffImport.id).where(StaffImport.applied_at < before)
    return select(StaffImportRow.id).where(StaffImportRow.import_id.in_(old))


RULES = (
    Rule("staff_rows", lazy_gettext("Rows of staff lists"), _rows, remover(StaffImportRow.id)),
)
