"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "attempt.unknown": lazy_gettext("This attempt does not exist or belongs to somebody else."),
    "attempt.over": lazy_gettext(
        "This attempt was over, so the last answer was not stored. Here is your result."
    ),
    "attempt.limit": lazy_gettext(
        "You have used all %(attempts)s attempts at this quiz. Your best result counts."
    ),
    "attempt.early": lazy_gettext("This quiz is not open yet."),
    "attempt.late": lazy_gettext("This quiz is closed."),
}
