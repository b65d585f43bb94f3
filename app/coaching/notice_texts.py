"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.coaching.notices import ASKED, CONFIRMED, DECLINED
from app.notifications.kinds import ASSIGNMENTS, NoticeText


def _of_session(words: str) -> NoticeText:
    return NoticeText(words, "coaching.show", values=("coaching_id",), topic=ASSIGNMENTS)


TEXTS = {
    ASKED: _of_session(
        lazy_gettext("%(person)s asks you to confirm the session “%(topic)s” of %(day)s.")
    ),
    CONFIRMED: _of_session(
        lazy_gettext("%(person)s has confirmed the session “%(topic)s” of %(day)s.")
    ),
    DECLINED: _of_session(
        lazy_gettext("%(person)s has not confirmed the session “%(topic)s” of %(day)s.")
    ),
}
