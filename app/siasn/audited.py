"""What of batches is recorded, and its words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import record
from app.siasn.models import SiasnBatch, SiasnItem

catalogue.register(
    actions={
        "siasn-batch.made": lazy_gettext("Batch for SIASN made"),
        "siasn-batch.withdrawn": lazy_gettext("Batch for SIASN taken apart"),
        "siasn-batch.sent": lazy_gettext("Batch sent to SIASN"),
        "siasn-batch.answered": lazy_gettext("Answer of SIASN entered for many"),
        "siasn-batch.exported": lazy_gettext("Batch for SIASN downloaded"),
        "siasn-item.decided": lazy_gettext("Answer of SIASN entered"),
    },
    fields={
        "siasn-year": lazy_gettext("Year"),
        "siasn-items": lazy_gettext("Entries in the batch"),
        "sent_on": lazy_gettext("Sent on"),
        "reference": lazy_gettext("Reference"),
        "siasn-state": lazy_gettext("Answer of SIASN"),
        "accepted": lazy_gettext("Accepted"),
        "refused": lazy_gettext("Refused"),
    },
    objects={
        "siasn-batch": lazy_gettext("Batch for SIASN"),
        "siasn-item": lazy_gettext("Entry in a batch for SIASN"),
    },
)


def made(batch: SiasnBatch, items: int, *, by: Person) -> None:
    changes = {"siasn-year": (None, batch.year), "siasn-items": (None, items)}
    _of_batch("siasn-batch.made", batch, changes, by=by)


def withdrawn(batch: SiasnBatch, *, by: Person) -> None:
    _of_batch("siasn-batch.withdrawn", batch, {}, by=by)


def sent(batch: SiasnBatch, *, by: Person) -> None:
    changes = {"sent_on": (None, batch.sent_on), "reference": (None, batch.reference)}
    _of_batch("siasn-batch.sent", batch, changes, by=by)


def answered(batch: SiasnBatch, counts: Mapping[str, int], *, by: Person) -> None:
    changes = {state: (None, count) for state, count in counts.items()}
    _of_batch("siasn-batch.answered", batch, changes, by=by)


def exported(batch: SiasnBatch, *, by: Person) -> None:
    _of_batch("siasn-batch.exported", batch, {}, by=by)


def decided(item: SiasnItem, before: str, *, by: Person) -> None:
    record(
        "siasn-item.decided",
        actor_id=by.id,
        about=("siasn-item", item.id),
        subject_id=item.person_id,
        changes={"siasn-state": (before, item.state), "reason": (None, item.reason)},
    )


def _of_batch(
    action: str, batch: SiasnBatch, changes: Mapping[str, tuple[object, object]], *, by: Person
) -> None:
    record(action, actor_id=by.id, about=("siasn-batch", batch.id), changes=dict(changes))
