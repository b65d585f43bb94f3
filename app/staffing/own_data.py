"""What staff lists said about a person."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.org.merit_words import EDUCATIONS, PERFORMANCES
from app.staffing.models import StaffImport, StaffImportRow

KINDS = (
    Kind(
        "staffing.rows",
        lazy_gettext("What staff lists said about you"),
        lazy_gettext("To find out where a mistake in your data came from."),
        select(
            StaffImport.created_at.label("at"),
            StaffImport.file_name.label("file"),
            StaffImportRow.nip.label("nip"),
            StaffImportRow.name.label("name"),
            StaffImportRow.email.label("email"),
            StaffImportRow.birth_place.label("birth_place"),
            StaffImportRow.birth_date.label("birth_date"),
            StaffImportRow.education.label("education"),
            StaffImportRow.performance.label("performance"),
            StaffImportRow.unit_code.label("unit"),
            StaffImportRow.position.label("position"),
            StaffImportRow.rank.label("rank"),
        )
        .join(StaffImport, StaffImport.id == StaffImportRow.import_id)
        .order_by(StaffImportRow.id.desc()),
        StaffImportRow.person_id,
        {
            "at": lazy_gettext("When"),
            "file": lazy_gettext("File"),
            "nip": lazy_gettext("NIP"),
            "name": lazy_gettext("Name"),
            "email": lazy_gettext("E-mail"),
            "birth_place": lazy_gettext("Birth place"),
            "birth_date": lazy_gettext("Birth date"),
            "education": lazy_gettext("Education"),
            "performance": lazy_gettext("Performance of last year"),
            "unit": lazy_gettext("Unit code"),
            "position": lazy_gettext("Position"),
            "rank": lazy_gettext("Rank"),
        },
        codes={"education": EDUCATIONS, "performance": PERFORMANCES},
        rule="staff_rows",
    ),
)
