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
    "attempt.unmarked": lazy_gettext(
        "First give the points of your own answers in your last attempt. Then you can try again."
    ),
    "attempt.state": lazy_gettext("This attempt has moved on meanwhile. Reload the page."),
    "grade.newer": lazy_gettext(
        "Somebody has marked this answer meanwhile. Look at their points and comment, then decide "
        "whether yours should count instead."
    ),
    "attempt.early": lazy_gettext("This quiz is not open yet."),
    "attempt.late": lazy_gettext("This quiz is closed."),
}
