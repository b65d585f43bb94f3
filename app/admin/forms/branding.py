"""What an administrator fills in for an agency's look."""

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import Length, ValidationError

from app.kit.colours import read_colour
from app.web.forms import Form, trim


class BrandForm(Form):
    name = StringField(
        lazy_gettext("Name in the header"),
        description=lazy_gettext("Short, in place of “Lentera”. Empty: Lentera."),
        filters=[trim],
        validators=[Length(max=40)],
    )
    accent = StringField(
        lazy_gettext("Colour"),
        description=lazy_gettext(
            "Of buttons, links and what is marked, such as #006cd1. Empty: Lentera's amber."
        ),
        filters=[trim],
    )
    # Pressed, it takes the place of what was typed.
    offered = StringField(filters=[trim])
    logo = FileField(lazy_gettext("Logo"))
    removes_logo = BooleanField(lazy_gettext("Remove the logo"))

    colour: str | None = None

    def validate_accent(self, field: StringField) -> None:
        text = self.offered.data or field.data
        try:
            self.colour = read_colour(text) if text else None
        except ValueError as error:
            raise ValidationError(
                gettext("Write the colour as # and six digits or letters from a to f.")
            ) from error
