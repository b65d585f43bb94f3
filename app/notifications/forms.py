"""Which mails a person wants, and when."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField

from app.notifications.kinds import (
    ASSIGNMENTS,
    AT_ONCE,
    COMPLETIONS,
    DAILY,
    NEVER,
    REMINDERS,
    RESULTS,
)
from app.web.forms import Form
from app.web.locale import language

FREQUENCY_NAMES = (
    (AT_ONCE, lazy_gettext("At once")),
    (DAILY, lazy_gettext("Once a day, all in one mail")),
    (NEVER, lazy_gettext("No mail")),
)


class ChoicesForm(Form):
    """Its fields for topics are called as these are."""

    assignments = RadioField(
        lazy_gettext("Assignments"),
        description=lazy_gettext("Courses that somebody assigned to you, and when they are due"),
        choices=FREQUENCY_NAMES,
    )
    reminders = RadioField(
        lazy_gettext("Reminders"),
        description=lazy_gettext("How many JP you still lack this year, from who looks after you"),
        choices=FREQUENCY_NAMES,
    )
    results = RadioField(
        lazy_gettext("Answers and results"),
        description=lazy_gettext(
            "Answers that were marked, points that were corrected, attempts opened again"
        ),
        choices=FREQUENCY_NAMES,
    )
    completions = RadioField(
        lazy_gettext("Courses and certificates"),
        description=lazy_gettext("Courses that you completed, certificates that are ready"),
        choices=FREQUENCY_NAMES,
    )
    quiet_from = SelectField(lazy_gettext("No mail from"), coerce=int)
    quiet_until = SelectField(lazy_gettext("Until"), coerce=int)
    digest = SelectField(lazy_gettext("The daily mail comes at"), coerce=int)

    TOPICS = (ASSIGNMENTS, REMINDERS, RESULTS, COMPLETIONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sign = "." if language() == "id" else ":"
        for field in (self.quiet_from, self.quiet_until, self.digest):
            field.choices = [(hour, f"{hour:02d}{sign}00") for hour in range(24)]

    def frequencies(self) -> dict[str, str]:
        return {topic: self[topic].data for topic in self.TOPICS}
