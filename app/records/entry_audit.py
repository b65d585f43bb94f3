"""What of trainings from outside is recorded, and its words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.records.models import Activity, Evidence

catalogue.register(
    actions={
        "activity.entered": lazy_gettext("Outside training entered"),
        "activity.changed": lazy_gettext("Outside training changed"),
        "activity.file-added": lazy_gettext("File added to a training"),
        "activity.file-removed": lazy_gettext("File of a training removed"),
        "activity.proposed": lazy_gettext("Training sent for verification"),
        "activity.taken-back": lazy_gettext("Training taken back before it was decided"),
        "activity.discarded": lazy_gettext("Outside training deleted"),
        "activity.endorsed": lazy_gettext("Training agreed to by the supervisor"),
        "activity.verified": lazy_gettext("Training verified"),
        "activity.returned": lazy_gettext("Training returned"),
        "activity.rejected": lazy_gettext("Training rejected"),
        "activity.reopened": lazy_gettext("Verification of a training taken back"),
    },
    fields={
        "title": lazy_gettext("Name of the training"),
        "provider": lazy_gettext("Provider"),
        "place": lazy_gettext("Place"),
        "form_id": lazy_gettext("Form of training"),
        "is_international": lazy_gettext("Abroad"),
        "starts_on": lazy_gettext("First day"),
        "ends_on": lazy_gettext("Last day"),
        "days": lazy_gettext("Days"),
        "jp_raw": lazy_gettext("JP"),
        "number": lazy_gettext("Certificate number"),
        "competency": lazy_gettext("Competency"),
        "cost": lazy_gettext("Cost"),
        "file": lazy_gettext("File"),
    },
    objects={"activity": lazy_gettext("Training")},
    views={"record.entry": lazy_gettext("An outside training in the record")},
)
FACTS = (
    "title",
    "provider",
    "place",
    "form_id",
    "is_international",
    "starts_on",
    "ends_on",
    "days",
    "jp_raw",
    "number",
    "competency",
    "cost",
)


def entered(activity: Activity, *, by: Person | None = None) -> None:
    facts = {name: (None, getattr(activity, name)) for name in FACTS}
    _record("entered", activity, facts, by=by)


def changed(activity: Activity, before: Mapping[str, object]) -> None:
    _record("changed", activity, {name: (before[name], getattr(activity, name)) for name in FACTS})


def added_file(activity: Activity, file: Evidence) -> None:
    _record("file-added", activity, {"file": (None, file.digest)})


def removed_file(activity: Activity, file: Evidence) -> None:
    _record("file-removed", activity, {"file": (file.digest, None)})


def proposed(activity: Activity, *, by: Person | None = None) -> None:
    _record("proposed", activity, by=by)


def taken_back(activity: Activity) -> None:
    _record("taken-back", activity)


def discarded(activity: Activity) -> None:
    _record("discarded", activity, {name: (getattr(activity, name), None) for name in FACTS})


def decided(activity: Activity, decision: str, *, reason: str, by: Person) -> None:
    """By whoever verifies; all else is done by its owner, or `by` who confirmed it last."""
    _record(decision, activity, {"reason": (None, reason)}, by=by)


def _record(
    action: str, activity: Activity, changes: Changes | None = None, by: Person | None = None
) -> None:
    record(
        f"activity.{action}",
        actor_id=by.id if by else activity.person_id,
        subject_id=activity.person_id,
        about=("activity", activity.id),
        changes=changes,
    )
