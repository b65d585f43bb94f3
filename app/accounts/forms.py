"""Sign-in, language and password."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.accounts.actions import LONGEST_PASSWORD, SHORTEST_PASSWORD
from app.web.forms import Form, trim


class SignInForm(Form):
    login = StringField(
        lazy_gettext("E-mail or NIP"),
        filters=[trim],
        validators=[
            InputRequired(lazy_gettext("Type your e-mail address or your NIP.")),
            Length(max=254, message=lazy_gettext("That is too long for an e-mail address or NIP.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        validators=[
            InputRequired(lazy_gettext("Type your password.")),
            Length(max=LONGEST_PASSWORD, message=lazy_gettext("That is too long for a password.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(lazy_gettext("Keep me signed in on this device for 30 days"))
    next = HiddenField()
    # What was sent before the sign-in (see `web/kept.py`).
    kept = HiddenField()


class PasswordForm(Form):
    current = PasswordField(
        lazy_gettext("Current password"),
        validators=[InputRequired(lazy_gettext("Type your current password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        lazy_gettext("New password"),
        description=lazy_gettext("At least 12 signs. Several words in a row are easy to remember."),
        validators=[
            InputRequired(lazy_gettext("Type a new password.")),
            Length(
                min=SHORTEST_PASSWORD,
                max=LONGEST_PASSWORD,
                message=lazy_gettext("The new password needs at least 12 signs."),
            ),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("New password once more"),
        validators=[EqualTo("new", lazy_gettext("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )
