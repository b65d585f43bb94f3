"""The tree of units."""

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField
from wtforms.fields import SelectChoice

from app.org.forms.dated import (
    DayForm,
    text,
)
from app.web.input import read_choice


class RenameForm(DayForm):
    is_known_only = True
    name = text(
        lazy_gettext("Name of the unit"), longest=200, missing=lazy_gettext("Type the name.")
    )


class MoveForm(DayForm):
    is_known_only = True
    parent = SelectField(lazy_gettext("Place it below"), coerce=read_choice)

    def offer(self, units: list[SelectChoice], *, may_be_top: bool) -> None:
        """The top is the agency's: an officer of a unit places nothing there."""
        top = [SelectChoice("", gettext("Nothing: at the top"))]
        self.parent.choices = [*(top if may_be_top else ()), *units]


class NewUnitForm(MoveForm):
    agency = SelectField(lazy_gettext("Agency"), coerce=read_choice)
    name = text(
        lazy_gettext("Name of the unit"), longest=200, missing=lazy_gettext("Type the name.")
    )
    code = text(
        lazy_gettext("Code"),
        longest=40,
        missing=lazy_gettext("Type a code."),
        description=lazy_gettext("As in your staff list; no other unit of the agency has it."),
    )
