"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.notifications.kinds import ASSIGNMENTS, NoticeText
from app.records.notices import (
    CONFIRMED_REOPENED,
    CONFIRMED_RETURNED,
    PROPOSED,
    REJECTED,
    REOPENED,
    RETURNED,
    VERIFIED,
)


def _of_entry(words: str) -> NoticeText:
    return NoticeText(words, "records.show_entry", values=("activity_id",))


TEXTS = {
    PROPOSED: NoticeText(
        lazy_gettext("%(person)s asks you to look at “%(training)s”."),
        "verifications.show",
        values=("activity_id",),
        topic=ASSIGNMENTS,
    ),
    VERIFIED: _of_entry(lazy_gettext("“%(training)s” is verified and counts for your JP.")),
    RETURNED: _of_entry(
        lazy_gettext("“%(training)s” was returned to you. Mend it and send it again.")
    ),
    REJECTED: _of_entry(lazy_gettext("“%(training)s” was not accepted for your record.")),
    REOPENED: _of_entry(
        lazy_gettext("“%(training)s” was taken out of your JP again. Mend it and send it again.")
    ),
    CONFIRMED_RETURNED: _of_entry(
        lazy_gettext(
            "“%(training)s” was not taken as it is. Log the session anew, with what is asked for."
        )
    ),
    CONFIRMED_REOPENED: _of_entry(
        lazy_gettext(
            "“%(training)s” was taken out of your JP again. Log the session anew if it has to be "
            "corrected."
        )
    ),
}
