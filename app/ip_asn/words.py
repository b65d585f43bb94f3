"""The words of codes: parts, items and answers of the index."""

from flask_babel import lazy_gettext

from app.org.merit_words import DISCIPLINES, EDUCATIONS, PERFORMANCES

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
