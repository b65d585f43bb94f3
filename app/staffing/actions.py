"""Taking in a staff list, saying what its columns hold, and discarding it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from app.accounts.models import Person
from app.db import db, insert_missing
from app.kit.errors import Conflict, Invalid, NotFound
from app.org.models import Agency
from app.staffing import audited
from app.staffing.columns import keys_of
from app.staffing.models import StaffColumn, StaffImport, StaffImportRow
from app.staffing.reading import suffix_of
from app.staffing.settings import most_bytes

KEPT = timedelta(days=30)


def take_in(
    agency: Agency, *, name: str, data: bytes, by: Person, day: date, at: datetime
) -> StaffImport:
    """Raises Invalid for a file that is neither XLSX nor CSV, or too large."""
    suffix_of(name, data)
    if len(data) > most_bytes():
        raise Invalid("staffing.file-large")
    found = StaffImport(
        agency_id=agency.id,
        file_name=name[-200:],
        file=data,
        created_by_id=by.id,
        created_at=at,
        day=day,
    )
    db.session.add(found)
    db.session.flush()
    audited.uploaded(found)
    return found


def remember_columns(found: StaffImport, fields: Mapping[int, str]) -> None:
    """`fields`: place of a column → what it holds, "" for nothing; for this and later files.

    Raises NotFound for an import that is discarded, Conflict for one that is applied.
    """
    _lock_open(found)
    keys = keys_of(found.headings or [])
    headings = {keys[place]: field for place, field in fields.items() if keys[place]}
    db.session.execute(
        delete(StaffColumn).where(
            StaffColumn.agency_id == found.agency_id, StaffColumn.heading.in_(headings)
        )
    )
    rows = [{"heading": heading, "field": field} for heading, field in headings.items()]
    insert_missing(StaffColumn, [{"agency_id": found.agency_id, **row} for row in rows])
    found.checked_at = None


def discard(found: StaffImport, *, by: Person) -> None:
    """With its rows. Raises Conflict for an import that is applied: it says what was changed;
    NotFound for one that is discarded."""
    _lock_open(found)
    _delete(found, by_id=by.id)


def remove_old(*, at: datetime) -> None:
    """Lists that nobody applied: they hold personal data, and grow old."""
    old = select(StaffImport).where(
        StaffImport.applied_at.is_(None), StaffImport.created_at < at - KEPT
    )
    for found in db.session.scalars(old.with_for_update()).all():
        _delete(found, by_id=None)


def _lock_open(found: StaffImport) -> None:
    """It may just be applied, or discarded."""
    statement = select(StaffImport).where(StaffImport.id == found.id).with_for_update()
    if db.session.scalar(statement.execution_options(populate_existing=True)) is None:
        raise NotFound("staffing.gone")
    if found.applied_at:
        raise Conflict("staffing.applied")


def _delete(found: StaffImport, *, by_id: int | None) -> None:
    audited.discarded(found, by_id=by_id)
    db.session.execute(delete(StaffImportRow).where(StaffImportRow.import_id == found.id))
    db.session.delete(found)
    db.session.flush()
