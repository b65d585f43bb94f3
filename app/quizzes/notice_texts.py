"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.notifications.texts import NoticeText
from app.quizzes.notices import CORRECTED, EXTENDED, MARKED, REGRADED, REOPENED, REOPENED_UNTIL

TEXTS = {
    MARKED: NoticeText(
        lazy_gettext("Your answers in “%(quiz)s” have been marked."),
        endpoint="quizzes.attempt",
        values=("attempt_id",),
    ),
    CORRECTED: NoticeText(
        lazy_gettext("Points of your answers in “%(quiz)s” were corrected."),
        endpoint="quizzes.attempt",
        values=("attempt_id",),
    ),
    REOPENED: NoticeText(
        lazy_gettext("Your last attempt at “%(quiz)s” is open again: you can go on with it."),
        endpoint="quizzes.attempt",
        values=("attempt_id",),
    ),
    REOPENED_UNTIL: NoticeText(
        lazy_gettext(
            "Your last attempt at “%(quiz)s” is open again until %(until)s: you can go on with it."
        ),
        endpoint="quizzes.attempt",
        values=("attempt_id",),
    ),
    EXTENDED: NoticeText(
        lazy_gettext("Your time in “%(quiz)s” is now until %(until)s."),
        endpoint="quizzes.attempt",
        values=("attempt_id",),
    ),
    REGRADED: NoticeText(
        lazy_gettext("Your result in “%(quiz)s” was corrected: %(before)s → %(after)s."),
        endpoint="quizzes.attempt",
        values=("attempt_id",),
    ),
}
