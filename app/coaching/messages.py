"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "coaching.changed": lazy_gettext(
        "This session has been changed or decided on meanwhile. Look at it again."
    ),
    "coaching.there-already": lazy_gettext(
        "This session is logged already: the same two people, day and topic. Look at your list; "
        "for a second talk on that day give its topic other words."
    ),
    "coaching.too-many": lazy_gettext(
        "That is a lot for one day: at most %(most)s sessions can be logged. Go on tomorrow."
    ),
}
