"""The words of education, performance and discipline."""

from flask_babel import lazy_gettext

EDUCATIONS = {
    "s3": lazy_gettext("S3 (doctorate)"),
    "s2": lazy_gettext("S2 (master)"),
    "s1": lazy_gettext("S1 or D4 (bachelor)"),
    "d3": lazy_gettext("D3"),
    "sma": lazy_gettext("SMA, D1 or D2"),
    "below": lazy_gettext("Below SMA"),
}
PERFORMANCES = {
    "very_good": lazy_gettext("Very good"),
    "good": lazy_gettext("Good"),
    "needs_work": lazy_gettext("Needs improvement"),
    "poor": lazy_gettext("Poor"),
    "very_poor": lazy_gettext("Very poor"),
}
DISCIPLINES = {
    "none": lazy_gettext("No sanction"),
    "light": lazy_gettext("Light sanction"),
    "medium": lazy_gettext("Medium sanction"),
    "heavy": lazy_gettext("Heavy sanction"),
}
