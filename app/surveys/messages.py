"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "survey.empty": lazy_gettext(
        "Nothing is answered yet. Answer at least one question, then send it."
    ),
}
