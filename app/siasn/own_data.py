"""What of somebody's record was handed over."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.siasn.models import SiasnBatch, SiasnItem

KINDS = (
    Kind(
        "siasn.items",
        lazy_gettext("Entries handed over to SIASN"),
        lazy_gettext("To report your trainings to the national personnel system, as the law asks."),
        select(
            SiasnItem.title.label("title"),
            SiasnItem.number.label("number"),
            SiasnItem.hours.label("hours"),
            SiasnBatch.sent_on.label("sent_on"),
            SiasnItem.state.label("state"),
            SiasnItem.reason.label("reason"),
        )
        .select_from(SiasnItem)
        .join(SiasnBatch, SiasnBatch.id == SiasnItem.batch_id)
        .order_by(SiasnItem.id.desc()),
        SiasnItem.person_id,
        {
            "title": lazy_gettext("Activity"),
            "number": lazy_gettext("Certificate number"),
            "hours": lazy_gettext("Hours"),
            "sent_on": lazy_gettext("Sent on"),
            "state": lazy_gettext("Answer of SIASN"),
            "reason": lazy_gettext("Reason"),
        },
        codes={
            "state": {
                "open": lazy_gettext("No answer yet"),
                "accepted": lazy_gettext("Accepted"),
                "refused": lazy_gettext("Refused"),
            }
        },
        stays=True,
    ),
)
