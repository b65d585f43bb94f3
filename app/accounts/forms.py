"""Sign-in, and the sections of the profile."""

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from app.accounts.actions import LONGEST_PASSWORD, SHORTEST_PASSWORD
from app.accounts.letter_codes import read_code
from app.kit.clock import ZONES
from app.web.forms import Form, trim

ZONE_NAMES = (
    lazy_gettext("WIB, Western Indonesia"),
    lazy_gettext("WITA, Central Indonesia"),
    lazy_gettext("WIT, Eastern Indonesia"),
)


class SignInForm(Form):
    login = StringField(
        lazy_gettext("E-mail or NIP"),
        description=lazy_gettext("The NIP has 18 digits, with or without blanks."),
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
    # Its words name the days that are set (`views/sign_in.py`).
    remember = BooleanField()
    next = HiddenField()
    # What was sent before the sign-in (see `web/kept.py`).
    kept = HiddenField()


class ForgottenPasswordForm(Form):
    login = StringField(
        lazy_gettext("E-mail or NIP"),
        filters=[trim],
        validators=[
            InputRequired(lazy_gettext("Type your e-mail address or your NIP.")),
            Length(max=254, message=lazy_gettext("That is too long for an e-mail address or NIP.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class LetterCodeForm(Form):
    """`code`: as `letter_codes.token_of` takes it."""

    code = StringField(
        lazy_gettext("Code"),
        description=lazy_gettext(
            "12 letters and digits. Small or capital letters and hyphens make no difference."
        ),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    def validate_code(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(gettext("Type the code."))
        code = read_code(field.data)
        if code is None:
            raise ValidationError(
                gettext(
                    "A code has 12 letters and digits, as in 7KQ4-M2XN-09TD. Compare it with the "
                    "letter and type it again."
                )
            )
        field.data = code


class CodeForm(Form):
    code = StringField(
        lazy_gettext("Code from your app"),
        description=lazy_gettext("6 digits that change every half minute."),
        filters=[trim],
        validators=[
            InputRequired(lazy_gettext("Type the code.")),
            Length(max=40, message=lazy_gettext("That is too long for a code.")),
        ],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class SecondStepForm(CodeForm):
    # Says that the password was right, and whose (see `views/ticket.py`).
    ticket = HiddenField()
    next = HiddenField()
    kept = HiddenField()


class LocaleForm(Form):
    language = RadioField(
        lazy_gettext("Lentera speaks to me in"),
        choices=[
            SelectChoice(tag, Markup('<span lang="{}">{}</span>').format(tag, name))
            for tag, name in (("id", "Bahasa Indonesia"), ("en", "English"))
        ],
    )
    time_zone = RadioField(
        lazy_gettext("Times are shown in"),
        choices=[
            SelectChoice("", lazy_gettext("The time zone of my agency")),
            *(SelectChoice(*zone) for zone in zip(ZONES, ZONE_NAMES, strict=True)),
        ],
        description=lazy_gettext(
            "This changes only what you read. Which day counts for JP, deadlines and "
            "certificates follows your agency."
        ),
    )


class AppearanceForm(Form):
    theme = RadioField(
        lazy_gettext("Colours"),
        choices=[
            SelectChoice("", lazy_gettext("As this device is set")),
            SelectChoice("light", lazy_gettext("Always light")),
            SelectChoice("dark", lazy_gettext("Always dark")),
        ],
    )


class DataSavingForm(Form):
    saves_data = BooleanField(
        lazy_gettext("Show pictures in courses only when I ask for them"),
        description=lazy_gettext(
            "In place of each picture you see its description and its size. Good on a slow or "
            "costly connection."
        ),
    )


class NewPasswordForm(Form):
    """How easily it is guessed, the action says: that takes the person."""

    new = PasswordField(
        lazy_gettext("New password"),
        description=lazy_gettext("At least 12 signs. Several words in a row are easy to remember."),
        validators=[
            InputRequired(lazy_gettext("Type a new password.")),
            Length(
                min=SHORTEST_PASSWORD,
                message=lazy_gettext("The new password needs at least 12 signs."),
            ),
            Length(max=LONGEST_PASSWORD, message=lazy_gettext("That is too long for a password.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("New password once more"),
        validators=[EqualTo("new", lazy_gettext("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


class CurrentPasswordForm(Form):
    current = PasswordField(
        lazy_gettext("Current password"),
        validators=[InputRequired(lazy_gettext("Type your current password."))],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(CurrentPasswordForm, NewPasswordForm):
    pass
