"""What of staff lists is recorded, and its words.

An import is one entry: 25,000 would hold the write lock too long. Whom it changed, and how, stays
in its rows.
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record
from app.staffing.models import StaffImport

COUNTED = ("new", "changed", "leaving", "missing", "error", "outdated")

catalogue.register(
    actions={
        "staff-import.uploaded": lazy_gettext("Staff list uploaded"),
        "staff-import.applied": lazy_gettext("Staff list imported"),
        "staff-import.discarded": lazy_gettext("Staff list discarded"),
        "staff-report.made": lazy_gettext("Report of a staff import taken along as a file"),
        "staff-export.made": lazy_gettext("Staff list taken along as a file"),
    },
    fields={
        "agency": lazy_gettext("Agency"),
        "file": lazy_gettext("File"),
        "is_whole": lazy_gettext("Whole staff"),
        "rows_new": lazy_gettext("New"),
        "rows_changed": lazy_gettext("Changed"),
        "rows_leaving": lazy_gettext("Leaving"),
        "rows_missing": lazy_gettext("Missing in the file"),
        "rows_error": lazy_gettext("With faults"),
        "rows_outdated": lazy_gettext("Changed meanwhile"),
    },
    objects={"staff-import": lazy_gettext("Staff import")},
    values={"is_whole=True": lazy_gettext("yes"), "is_whole=False": lazy_gettext("no")},
)


def uploaded(found: StaffImport) -> None:
    record(
        "staff-import.uploaded",
        actor_id=found.created_by_id,
        about=("staff-import", found.id),
        changes={"file": (None, found.file_name)},
    )


def applied(found: StaffImport, told: Mapping[str, int], *, by_id: int) -> None:
    counts = {f"rows_{state}": (None, told.get(state, 0)) for state in COUNTED}
    record(
        "staff-import.applied",
        actor_id=by_id,
        about=("staff-import", found.id),
        changes={
            "file": (None, found.file_name),
            "is_whole": (None, found.is_whole),
            **counts,
        },
    )


def discarded(found: StaffImport, *, by_id: int | None) -> None:
    """`by_id`: None where it grew old."""
    record(
        "staff-import.discarded",
        actor_id=by_id,
        about=("staff-import", found.id),
        changes={"file": (found.file_name, None)},
    )


def reported(found: StaffImport, *, by_id: int) -> None:
    record("staff-report.made", actor_id=by_id, about=("staff-import", found.id))


def exported(agency: str, *, by_id: int) -> None:
    record("staff-export.made", actor_id=by_id, changes={"agency": (None, agency)})
