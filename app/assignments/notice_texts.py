"""Words of this feature's notices."""

from flask_babel import lazy_gettext

from app.assignments.notices import (
    DECLINED,
    DUE,
    DUE_SOON,
    MANDATORY,
    OVERDUE,
    RECOMMENDED,
    RECOMMENDED_UNTIL,
    WITHDRAWN,
)
from app.notifications.kinds import ASSIGNMENTS, NoticeText


def _of_course(words: str) -> NoticeText:
    return NoticeText(words, "learning.course", values=("course_ref",), topic=ASSIGNMENTS)


TEXTS = {
    MANDATORY: _of_course(
        lazy_gettext("%(giver)s assigned you the course “%(course)s”. It is due on %(due)s.")
    ),
    RECOMMENDED: _of_course(lazy_gettext("%(giver)s recommends you the course “%(course)s”.")),
    RECOMMENDED_UNTIL: _of_course(
        lazy_gettext("%(giver)s recommends you the course “%(course)s”, until %(due)s.")
    ),
    DUE_SOON: _of_course(lazy_gettext("The course “%(course)s” is due within a week, on %(due)s.")),
    DUE: _of_course(lazy_gettext("The course “%(course)s” is due very soon: on %(due)s.")),
    OVERDUE: _of_course(
        lazy_gettext(
            "The course “%(course)s” was due on %(due)s. You can still take it and complete it."
        )
    ),
    WITHDRAWN: _of_course(
        lazy_gettext(
            "You are no longer asked to take the course “%(course)s”. What you have done stays, and"
            " you may go on."
        )
    ),
    DECLINED: NoticeText(
        lazy_gettext("%(person)s has declined the course “%(course)s”."),
        "assignments.show",
        values=("assignment_id",),
        topic=ASSIGNMENTS,
    ),
}
