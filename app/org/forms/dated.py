"""Forms with days, and what all forms of this feature are made of."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.web.forms import Form, trim

LOGIN_LOOK = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
NEEDS_DAY = lazy_gettext("Choose a day.")


def near(_form: Form, field: DateField) -> None:
    """A slip of the year."""
    if field.data and not 1950 <= field.data.year <= 2100:
        raise ValidationError(gettext("Check the year."))


def text(label: str, *, longest: int, missing: str | None = None, **more: Any) -> StringField:
    needed = DataRequired(missing) if missing else Optional()
    too_long = lazy_gettext("That is too long.")
    return StringField(
        label, filters=[trim], validators=[needed, Length(max=longest, message=too_long)], **more
    )


class DayForm(Form):
    """`today`: the agency's; with `is_known_only` no later day is taken."""

    is_known_only = False
    day = DateField(lazy_gettext("From day"), validators=[DataRequired(NEEDS_DAY), near])

    def __init__(self, *, today: date, **values: Any) -> None:
        super().__init__(data={"day": today, **values})
        self.today = today

    def validate_day(self, field: DateField) -> None:
        if self.is_known_only and field.data and field.data > self.today:
            raise ValidationError(gettext("Choose today or an earlier day."))


class UntilForm(DayForm):
    until = DateField(
        lazy_gettext("Until"),
        description=lazy_gettext("The last day; empty while nobody knows it."),
        validators=[Optional(), near],
    )

    def validate_until(self, field: DateField) -> None:
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(gettext("It must end on the first day or later."))


class LastDayForm(DayForm):
    is_known_only = True
    day = DateField(lazy_gettext("Last day"), validators=[DataRequired(NEEDS_DAY), near])


class EndingForm(DayForm):
    """The last day of a post may lie ahead."""

    day = DateField(lazy_gettext("Last day"), validators=[DataRequired(NEEDS_DAY), near])
