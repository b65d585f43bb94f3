"""Words of this feature's error codes, and of what it stores as codes."""

from flask_babel import lazy_gettext

MESSAGES = {"reminder.other": lazy_gettext("Open the form anew and send it again.")}
STANDING_NAMES = {
    "at_risk": lazy_gettext("At risk: some JP, but too few by 31 December at this pace"),
    "nothing": lazy_gettext("No JP yet this year"),
    "below": lazy_gettext("Everybody below this year's minimum"),
}
OUTCOME_NAMES = {
    "left_out": lazy_gettext("Left out"),
    "failed": lazy_gettext("Mail has failed"),
    "unopened": lazy_gettext("Told, not opened yet"),
}
LEFT_OUT_NAMES = {
    "recently": lazy_gettext("reminded within the last 7 days"),
    "met": lazy_gettext("has reached it meanwhile"),
    "gone": lazy_gettext("no longer looked after by whoever sent it"),
    "over": lazy_gettext("the year was over"),
}
