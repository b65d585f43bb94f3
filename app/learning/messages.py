"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "enrolment.prerequisites": lazy_gettext("Complete this first: %(courses)s."),
    "override.newer": lazy_gettext(
        "Somebody has given other terms for the same people meanwhile. Look at the list, then "
        "decide whether yours should replace them."
    ),
}
