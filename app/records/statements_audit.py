"""What of statements is recorded, and its words."""

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record
from app.records.models import RecordStatement

catalogue.register(
    actions={
        "record-statement.issued": lazy_gettext("Record statement made"),
        "record-statement.withdrawn": lazy_gettext("Record statement withdrawn"),
    },
    fields={"code": lazy_gettext("Code")},
    objects={"record-statement": lazy_gettext("Record statement")},
)


def issued(statement: RecordStatement) -> None:
    _record("issued", statement)


def withdrawn(statement: RecordStatement) -> None:
    _record("withdrawn", statement)


def _record(what: str, statement: RecordStatement) -> None:
    """By its owner alone."""
    record(
        f"record-statement.{what}",
        actor_id=statement.person_id,
        subject_id=statement.person_id,
        about=("record-statement", statement.id),
        changes={"code": (None, statement.code)},
    )
