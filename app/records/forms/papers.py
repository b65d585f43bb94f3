"""Of what a paper or a link tells."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from app.records.sharing import DAYS
from app.web.forms import Form, trim
from app.web.input import read_choice


class YearsForm(Form):
    """`years`: those that there are."""

    year = SelectField(lazy_gettext("Years"), coerce=read_choice)

    def __init__(self, years: Sequence[int], **more: Any) -> None:
        super().__init__(**more)
        self.year.choices = [
            SelectChoice("", gettext("All years")),
            *(SelectChoice(str(year), str(year)) for year in years),
        ]


class ShareForm(YearsForm):
    label = StringField(
        lazy_gettext("For whom"),
        description=lazy_gettext("Only you see it, so that you know which link is which."),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Say for whom the link is.")),
            Length(max=100, message=lazy_gettext("Keep it under 100 signs.")),
        ],
    )
    shows_numbers = BooleanField(lazy_gettext("Show the numbers of the certificates"))
    days = RadioField(
        lazy_gettext("How long it works"),
        coerce=int,
        default=DAYS[0],
        choices=[
            SelectChoice(30, lazy_gettext("30 days")),
            SelectChoice(90, lazy_gettext("90 days")),
            SelectChoice(365, lazy_gettext("One year")),
        ],
    )
    form_key = HiddenField(validators=[DataRequired(), Length(min=20, max=40)])

    def __init__(self, years: Sequence[int], **more: Any) -> None:
        super().__init__(years, **more)
        self.form_key.data = self.form_key.data or secrets.token_urlsafe(24)

    @property
    def facts(self) -> dict[str, Any]:
        names = ("label", "year", "shows_numbers", "days")
        return {name: self[name].data for name in names}
