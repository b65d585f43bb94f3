"""Whom to remind, and with which sentence."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.org.tree import UnitRow
from app.reminders.choosing import Wanted
from app.reminders.messages import STANDING_NAMES
from app.web.forms import Form, trim
from app.web.input import read_choice

LONGEST_NOTE = 500


class ReminderForm(Form):
    """`units`: with their depths, of an officer, else None."""

    whom = RadioField(
        lazy_gettext("To whom"), validators=[InputRequired(lazy_gettext("Choose to whom."))]
    )
    unit = SelectField(lazy_gettext("Unit"), coerce=read_choice, validators=[Optional()])
    standing = RadioField(
        lazy_gettext("Who is reminded"),
        choices=[SelectChoice(code, words) for code, words in STANDING_NAMES.items()],
        default="at_risk",
        validators=[InputRequired(lazy_gettext("Choose who is reminded."))],
    )
    note = TextAreaField(
        lazy_gettext("A sentence of your own"),
        description=lazy_gettext("It follows the words that everybody gets; everybody reads it."),
        filters=[trim],
        validators=[
            Optional(),
            Length(max=LONGEST_NOTE, message=lazy_gettext("Keep it under 500 characters.")),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST_NOTE},
    )
    form_key = HiddenField(validators=[Length(max=32)])

    def __init__(
        self, *, is_supervisor: bool, units: Sequence[tuple[UnitRow, int]] | None, **more: Any
    ) -> None:
        super().__init__(**more)
        team = SelectChoice("team", gettext("My team"))
        looked_after = SelectChoice("units", gettext("A unit, or all units that I look after"))
        self.whom.choices = [
            *([team] if is_supervisor else ()),
            *([] if units is None else [looked_after]),
        ]
        self.unit.choices = [
            SelectChoice("", gettext("All units")),
            *(SelectChoice(unit.id, "\u2003" * depth + unit.name) for unit, depth in units or ()),
        ]
        self.whom.data = self.whom.data or self.whom.choices[0].value
        self.form_key.data = self.form_key.data or secrets.token_urlsafe(20)

    @property
    def wanted(self) -> Wanted:
        is_team = self.whom.data == "team"
        return Wanted(self.whom.data, None if is_team else self.unit.data, self.standing.data)
