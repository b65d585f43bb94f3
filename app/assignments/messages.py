"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "assignment.mandatory": lazy_gettext(
        "A mandatory course cannot be declined. Talk to whoever assigned it."
    ),
    "assignment.gone": lazy_gettext("The assignment is no longer there."),
}
