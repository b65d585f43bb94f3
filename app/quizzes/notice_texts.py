"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.notifications.kinds import NoticeText
from app.quizzes.notices import CORRECTED, EXTENDED, MARKED, REGRADED, REOPENED, REOPENED_UNTIL


def _of_attempt(words: str) -> NoticeText:
    return NoticeText(words, endpoint="quizzes.attempt", values=("attempt_id",))


TEXTS = {
    MARKED: _of_attempt(lazy_gettext("Your answers in “%(quiz)s” have been marked.")),
    CORRECTED: _of_attempt(lazy_gettext("Points of your answers in “%(quiz)s” were corrected.")),
    REOPENED: _of_attempt(
        lazy_gettext("Your last attempt at “%(quiz)s” is open again: you can go on with it.")
    ),
    REOPENED_UNTIL: _of_attempt(
        lazy_gettext(
            "Your last attempt at “%(quiz)s” is open again until %(until)s: you can go on with it."
        ),
    ),
    EXTENDED: _of_attempt(lazy_gettext("Your time in “%(quiz)s” is now until %(until)s.")),
    REGRADED: _of_attempt(
        lazy_gettext("Your result in “%(quiz)s” was corrected: %(before)s → %(after)s.")
    ),
}
