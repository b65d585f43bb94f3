"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.notifications.kinds import REMINDERS, NoticeText
from app.reminders.notices import BEHIND, BEHIND_NOTED


def _of_record(words: str) -> NoticeText:
    return NoticeText(words, "records.index", topic=REMINDERS)


TEXTS = {
    BEHIND: _of_record(
        lazy_gettext(
            "%(giver)s reminds you: you have %(hours)s of the %(target)s JP for %(year)s. Your "
            "record shows what is missing."
        )
    ),
    BEHIND_NOTED: _of_record(
        lazy_gettext(
            "%(giver)s reminds you: you have %(hours)s of the %(target)s JP for %(year)s. Your "
            "record shows what is missing. %(giver)s adds: “%(note)s”"
        )
    ),
}
