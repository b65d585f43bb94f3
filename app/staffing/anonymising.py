"""What staff lists said about somebody; before their numbers are gone, by which rows without an
account are found."""

from sqlalchemy import ColumnElement, delete, exists, or_, select

from app.accounts.models import EmployeeNumber
from app.db import change_rows, db
from app.jobs.queries import arguments_of_unfinished
from app.kit.errors import Conflict
from app.staffing.models import StaffImport, StaffImportRow


def anonymise(person_id: int) -> None:
    """Raises Conflict while a list that may still be applied names them: they may come back by
    it."""
    # What a check has not reached yet may name them, too.
    if arguments_of_unfinished("staffing.check") or _is_in_open_list(person_id):
        raise Conflict("staffing.names-leaver")
    change_rows(delete(StaffImportRow).where(_is_theirs(person_id)))


def _is_in_open_list(person_id: int) -> bool:
    is_open = exists().where(
        StaffImport.id == StaffImportRow.import_id, StaffImport.applied_at.is_(None)
    )
    named = select(StaffImportRow.id).where(_is_theirs(person_id), is_open)
    return db.session.scalar(named.limit(1)) is not None


def _is_theirs(person_id: int) -> ColumnElement[bool]:
    numbers = select(EmployeeNumber.number).where(EmployeeNumber.person_id == person_id)
    return or_(StaffImportRow.person_id == person_id, StaffImportRow.nip.in_(numbers))
