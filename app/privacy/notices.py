"""What somebody is told about their request, and its words."""

from datetime import datetime

from flask_babel import lazy_gettext

from app.notifications.actions import notify
from app.notifications.kinds import SECURITY, NoticeText, register
from app.privacy.models import CorrectionRequest

ACCEPTED = "privacy.correction-accepted"
REFUSED = "privacy.correction-refused"


def _of_requests(words: str) -> NoticeText:
    return NoticeText(words, "privacy.own_corrections", topic=SECURITY)


register(
    {
        ACCEPTED: _of_requests(
            lazy_gettext(
                "The training officer agreed to your correction request. Look under “My data” "
                "whether all is right now."
            )
        ),
        REFUSED: _of_requests(lazy_gettext("Your correction request was refused.")),
    }
)


def tell_answered(request: CorrectionRequest, *, at: datetime) -> None:
    kind = ACCEPTED if request.decision == "accepted" else REFUSED
    params = {"reason": request.reason} if request.reason else {}
    notify(request.person_id, kind=kind, key=str(request.id), params=params, at=at)
