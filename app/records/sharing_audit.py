"""What of links to a record is recorded, and its words."""

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import Changes, record
from app.records.models import RecordShare

catalogue.register(
    actions={
        "record-share.made": lazy_gettext("Link to the own record made"),
        "record-share.revoked": lazy_gettext("Link to the own record taken back"),
    },
    fields={
        "label": lazy_gettext("For whom"),
        "year": lazy_gettext("Year"),
        "valid_to": lazy_gettext("Valid until"),
    },
    objects={"record-share": lazy_gettext("Link to a record")},
)


def made(share: RecordShare) -> None:
    facts = {"label": share.label, "year": share.year, "valid_to": share.expires_at}
    _record("made", share, {name: (None, value) for name, value in facts.items()})


def revoked(share: RecordShare) -> None:
    _record("revoked", share, {"label": (None, share.label)})


def _record(what: str, share: RecordShare, changes: Changes) -> None:
    """By its owner alone."""
    record(
        f"record-share.{what}",
        actor_id=share.person_id,
        subject_id=share.person_id,
        about=("record-share", share.id),
        changes=changes,
    )
