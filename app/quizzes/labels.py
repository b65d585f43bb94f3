"""Words for what an attempt or a person at a quiz has come to."""

from flask_babel import lazy_gettext

STATES = {
    "in_progress": lazy_gettext("Running"),
    "overdue": lazy_gettext("Time is up"),
    "submitted": lazy_gettext("Handed in"),
    "needs_grading": lazy_gettext("Waiting for points"),
    "graded": lazy_gettext("Graded"),
    "abandoned": lazy_gettext("Given up"),
}
OUTCOMES = {
    "passed": lazy_gettext("Passed"),
    "failed": lazy_gettext("Not passed yet"),
    "waiting": lazy_gettext("Waiting for points"),
    "running": lazy_gettext("Running"),
}
# Where there is nothing to pass.
OUTCOMES_WITHOUT_MARK = {
    **OUTCOMES,
    "passed": lazy_gettext("Done"),
    "failed": lazy_gettext("Given up"),
}


def outcomes(*, has_mark: bool) -> dict[str, str]:
    return OUTCOMES if has_mark else OUTCOMES_WITHOUT_MARK
