"""The words of codes: parts, items and answers of the index."""

from flask_babel import lazy_gettext

PARTS = {
    "qualification": lazy_gettext("Qualification"),
    "competence": lazy_gettext("Competence"),
    "performance": lazy_gettext("Performance"),
    "discipline": lazy_gettext("Discipline"),
}
KINDS = {
    "structural": lazy_gettext("Structural"),
    "functional": lazy_gettext("Functional"),
    "pelaksana": lazy_gettext("Pelaksana"),
}
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
COMPETENCES = {
    "training": lazy_gettext("Leadership or functional training"),
    "hours": lazy_gettext("JP of a year"),
    "seminar": lazy_gettext("Seminar or the like"),
}
ANSWERS = {
    "qualification": EDUCATIONS,
    "competence": COMPETENCES,
    "performance": PERFORMANCES,
    "discipline": DISCIPLINES,
}
CATEGORIES = {
    "very_high": lazy_gettext("Very high"),
    "high": lazy_gettext("High"),
    "medium": lazy_gettext("Medium"),
    "low": lazy_gettext("Low"),
    "very_low": lazy_gettext("Very low"),
}
TRAININGS = {
    "leadership": lazy_gettext("Leadership training, for structural positions"),
    "functional": lazy_gettext("Functional training, for functional positions"),
    "seminar": lazy_gettext("Seminar or the like"),
}
