"""What is filled in when something is wrong."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.privacy.words import ABOUT
from app.web.forms import Form, trim

LONGEST = Length(max=1000, message=lazy_gettext("Keep it under 1,000 signs."))


class CorrectionForm(Form):
    about = RadioField(
        lazy_gettext("What is it about?"),
        choices=[SelectChoice(code, words) for code, words in ABOUT.items()],
        validators=[InputRequired(lazy_gettext("Choose what it is about."))],
    )
    wrong = TextAreaField(
        lazy_gettext("What is wrong"),
        description=lazy_gettext("As it stands in Lentera now."),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Write what is wrong.")), LONGEST],
        render_kw={"rows": 3},
    )
    right = TextAreaField(
        lazy_gettext("What is right"),
        description=lazy_gettext("As it should be, and where that can be looked up."),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Write what is right.")), LONGEST],
        render_kw={"rows": 3},
    )


class AnonymisationForm(Form):
    is_sure = BooleanField(
        lazy_gettext("I know that nobody can bring this back"),
        validators=[InputRequired(lazy_gettext("Tick this to go on."))],
    )


class RefusalForm(Form):
    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Say why; the person reads it.")),
            LONGEST,
        ],
    )
