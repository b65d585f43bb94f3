"""What of privacy is recorded, and its words."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record
from app.privacy.models import CorrectionRequest
from app.privacy.settings import DAYS
from app.privacy.words import ABOUT_THEM

PURGED = "retention.purged"
# Before the code of a rule: how many rows it removed.
REMOVED = "removed-"
# Before the code of a rule that could not be carried out.
FAILED = "failed-"
# There where the time was up, or a rule failed.
UNFINISHED = "unfinished"

catalogue.register(
    actions={
        "person.anonymised": lazy_gettext("Name taken away for good"),
        "affected.exported": lazy_gettext("Affected persons taken along as a file"),
        PURGED: lazy_gettext("What was older than its rule was removed"),
        "correction.asked": lazy_gettext("Correction asked for"),
        "correction.accepted": lazy_gettext("Correction accepted"),
        "correction.refused": lazy_gettext("Correction refused"),
        "own-data.exported": lazy_gettext("Own data taken along as a file"),
    },
    fields={
        "about": lazy_gettext("About"),
        "affected": lazy_gettext("How many people"),
        UNFINISHED: lazy_gettext("Not finished"),
        **{REMOVED + code: setting.label for code, setting in DAYS.items()},
        **{
            FAILED + code: lazy_gettext("Failed: %(rule)s", rule=setting.label)
            for code, setting in DAYS.items()
        },
    },
    objects={"correction": lazy_gettext("Correction request")},
    values={f"about={code}": words for code, words in ABOUT_THEM.items()},
)


def asked(request: CorrectionRequest) -> None:
    """What was asked stands in the request, which is removed after its time."""
    _record("correction.asked", request, by_id=request.person_id)


def answered(request: CorrectionRequest) -> None:
    _record(f"correction.{request.decision}", request, by_id=request.decided_by_id)


def _record(action: str, request: CorrectionRequest, *, by_id: int | None) -> None:
    record(
        action,
        actor_id=by_id,
        subject_id=request.person_id,
        about=("correction", request.id),
        changes={"about": (None, request.about)},
    )


def exported(person_id: int) -> None:
    record("own-data.exported", actor_id=person_id, subject_id=person_id)


def purged(counts: Mapping[str, int], *, failed: Sequence[str], is_whole: bool) -> None:
    """By the clock, or by the operator's command."""
    changes = {REMOVED + code: (None, count) for code, count in counts.items()}
    changes |= {FAILED + code: (None, 1) for code in failed}
    if not is_whole:
        changes[UNFINISHED] = (None, 1)
    record(PURGED, actor_id=None, changes=changes)


def anonymised(person_id: int, *, by_id: int) -> None:
    record("person.anonymised", actor_id=by_id, subject_id=person_id)


def took_affected(count: int, *, by_id: int) -> None:
    record("affected.exported", actor_id=by_id, changes={"affected": (None, count)})
