"""A form with one field of every kind: fresh, and as it comes back with errors."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DecimalField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from app.web.forms import Form

REQUIRED = lazy_gettext("This field is required.")
MODES = [("online", lazy_gettext("E-learning")), ("class", lazy_gettext("Classroom"))]


class SampleForm(Form):
    class Meta(Form.Meta):
        csrf = False

    name = StringField(lazy_gettext("Name"), validators=[DataRequired(REQUIRED)])
    note = TextAreaField(
        lazy_gettext("Note"),
        description=lazy_gettext("Only you see it."),
        validators=[Optional()],
    )
    password = PasswordField(lazy_gettext("Password"), validators=[DataRequired(REQUIRED)])
    jp = DecimalField(lazy_gettext("Learning hours"), validators=[InputRequired(REQUIRED)])
    unit = SelectField(lazy_gettext("Unit"), choices=["Bagian Umum", "Bagian Keuangan"])
    form = RadioField(
        lazy_gettext("Form of training"),
        choices=MODES,
        validators=[InputRequired(REQUIRED)],
    )
    proof = FileField(lazy_gettext("File"), validators=[FileRequired(REQUIRED)])
    agrees = BooleanField(
        lazy_gettext("What I enter here is true"), validators=[DataRequired(REQUIRED)]
    )


def fresh(prefix: str) -> SampleForm:
    return SampleForm(formdata=None, prefix=prefix)


def with_errors(prefix: str) -> SampleForm:
    form = fresh(prefix)
    form.validate()
    return form
