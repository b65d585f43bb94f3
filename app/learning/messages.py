"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "enrolment.prerequisites": lazy_gettext("Complete this first: %(courses)s."),
}
