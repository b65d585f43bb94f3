"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "post.own-supervisor": lazy_gettext("%(name)s cannot be their own supervisor."),
    "agency.time-zone": lazy_gettext(
        "“%(time_zone)s” is not a time zone; Indonesia's are Asia/Jakarta, Asia/Makassar "
        "and Asia/Jayapura."
    ),
}
