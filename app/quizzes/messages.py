"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "attempt.unknown": lazy_gettext("This attempt does not exist or belongs to somebody else."),
    "attempt.over": lazy_gettext(
        "This attempt was over, so the last answer was not stored. Here is your result."
    ),
    "attempt.limit": lazy_gettext("You have used all %(attempts)s attempts at this quiz."),
    "attempt.unmarked": lazy_gettext(
        "First give the points of your own answers in your last attempt. Then you can try again."
    ),
    "attempt.state": lazy_gettext("This attempt has moved on meanwhile. Reload the page."),
    "answer.incomplete": lazy_gettext("Answer question %(number)s first, then check it."),
    "answer.not-checked-here": lazy_gettext("Answers of this quiz are checked after handing in."),
    "grade.newer": lazy_gettext(
        "Somebody has marked this answer meanwhile. Look at their points and comment, then decide "
        "whether yours should count instead."
    ),
    "attempt.early": lazy_gettext("This quiz opens on %(opens)s."),
    "attempt.late": lazy_gettext("This quiz closed on %(closes)s."),
    "attempt.delay": lazy_gettext("You can try again from %(until)s."),
    "attempt.delay-past-close": lazy_gettext(
        "Between two attempts there is a pause until %(until)s, and this quiz closes before that, "
        "on %(closes)s. If you need another attempt, ask your training officer."
    ),
}
