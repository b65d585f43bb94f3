"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "quiz.gone": lazy_gettext("This quiz is not in the course any more."),
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
    "answer.left": lazy_gettext("This question stands on a page that takes no answers now."),
    "answer.not-checked-here": lazy_gettext("Answers of this quiz are checked after handing in."),
    "attempt.not-handed-in": lazy_gettext("Points can be given once the attempt is handed in."),
    "attempt.untimed": lazy_gettext("This attempt has no deadline, so there is none to move."),
    "attempt.still-over": lazy_gettext(
        "The time would be up even so. Give more minutes, or reopen the attempt once it is closed."
    ),
    "attempt.deadline-wanted": lazy_gettext("Say how many minutes there are from now on."),
    "reopening.running": lazy_gettext("This attempt is still running."),
    "reopening.not-last": lazy_gettext(
        "Only a person's last attempt can be reopened, and there is a newer one."
    ),
    "reopening.passed": lazy_gettext("This person has passed the quiz already."),
    "reopening.marked": lazy_gettext(
        "Points were given by hand in this attempt. Reopened, they would be lost, so it stays "
        "closed; correct the points by hand instead."
    ),
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
