"""Positions and agencies."""

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice

from app.kit.clock import ZONES
from app.org.forms.dated import (
    text,
)
from app.web.forms import Form
from app.web.input import read_choice


class PositionForm(Form):
    title = text(
        lazy_gettext("Name of the position"), longest=200, missing=lazy_gettext("Type the name.")
    )
    grade = text(lazy_gettext("Grade"), longest=40, description=lazy_gettext("Such as Ahli Muda."))
    kind = RadioField(
        lazy_gettext("Kind"),
        choices=[
            SelectChoice("", lazy_gettext("Not said")),
            SelectChoice("structural", lazy_gettext("Structural")),
            SelectChoice("functional", lazy_gettext("Functional")),
            SelectChoice("pelaksana", lazy_gettext("Pelaksana")),
        ],
        default="",
    )


class NewPositionForm(PositionForm):
    agency = SelectField(lazy_gettext("Agency"), coerce=read_choice)


class AgencyForm(Form):
    name = text(
        lazy_gettext("Name of the agency"), longest=200, missing=lazy_gettext("Type the name.")
    )
    city = text(
        lazy_gettext("City"),
        longest=100,
        missing=lazy_gettext("Type the city."),
        description=lazy_gettext("Printed on certificates beside the day."),
    )
    time_zone = RadioField(
        lazy_gettext("Time zone"),
        choices=[
            SelectChoice("Asia/Jakarta", lazy_gettext("WIB, Western Indonesia")),
            SelectChoice("Asia/Makassar", lazy_gettext("WITA, Central Indonesia")),
            SelectChoice("Asia/Jayapura", lazy_gettext("WIT, Eastern Indonesia")),
        ],
        default=ZONES[0],
        description=lazy_gettext("It decides which day counts for JP, deadlines and posts."),
    )
