"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "job.failed": lazy_gettext(
        "Something went wrong on our side, and nothing was changed. Start it once more; if it "
        "fails again, tell the administrator."
    ),
    "job.forbidden": lazy_gettext(
        "Your account or role has changed since you started this, so it was not done. If you still "
        "need it, ask your training officer."
    ),
    "job.not-failed": lazy_gettext("It has been started again already."),
    "job.given-up": lazy_gettext(
        "This was begun three times and broken off each time. Tell the administrator, who finds "
        "the reason in the server's journal."
    ),
}
