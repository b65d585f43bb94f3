"""Posts of a person."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from app.db import db
from app.org.forms.dated import (
    DayForm,
    UntilForm,
    text,
)
from app.org.models import Position, Unit
from app.org.positions import find_titled, titles_near
from app.web.input import read_choice


class PostForm(DayForm):
    """`found_position`, of the unit's agency, is there once it is valid."""

    unit = SelectField(lazy_gettext("Unit"), coerce=read_choice)
    position = text(
        lazy_gettext("Position"),
        longest=200,
        missing=lazy_gettext("Type the name of the position."),
        description=lazy_gettext("As it stands in the list of positions; a part of it finds it."),
    )
    found_position: Position

    def offer(self, units: list[SelectChoice]) -> None:
        self.unit.choices = [SelectChoice("", gettext("Choose a unit")), *units]

    def validate_unit(self, field: SelectField) -> None:
        if field.data is None:
            raise ValidationError(gettext("Choose a unit."))

    def validate_position(self, field: StringField) -> None:
        """A part of a title that only one position has is enough."""
        unit = db.session.get(Unit, self.unit.data) if self.unit.data else None
        if unit is None:
            return
        near = titles_near(unit.agency_id, field.data)
        title = near[0] if len(near) == 1 else field.data
        found = find_titled(unit.agency_id, title)
        if found is None:
            first = field.data.split()[0]
            raise ValidationError(_no_such_position(near or titles_near(unit.agency_id, first)))
        self.found_position = found


class MainPostForm(PostForm):
    employment_type = RadioField(
        lazy_gettext("Employment type"),
        choices=[SelectChoice("pns", "PNS"), SelectChoice("pppk", "PPPK")],
        default="pns",
    )
    rank = text(
        lazy_gettext("Rank"), longest=60, description=lazy_gettext("Such as Penata Muda (III/a).")
    )


def _no_such_position(near: Sequence[str]) -> str:
    titles = "; ".join(near)
    if titles:
        return str(gettext("Which position is it? Type one of these: %(titles)s.", titles=titles))
    return str(gettext("The agency has no position called so. Look in the list of positions."))


class OtherPostForm(PostForm, UntilForm):
    kind = RadioField(
        lazy_gettext("What it is"),
        choices=[
            SelectChoice("acting", lazy_gettext("Acting (Plt. or Plh.)")),
            SelectChoice("second", lazy_gettext("A second post")),
        ],
        default="acting",
    )
