"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "anonymisation.not-due": lazy_gettext(
        "The name of this person is not due to be taken away, or is gone already."
    ),
    "correction.decided": lazy_gettext("Somebody has answered this request before you."),
}
