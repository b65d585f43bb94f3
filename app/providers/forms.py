"""A provider, as an officer enters it."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.accounts.actions import EMAIL
from app.providers.kinds import KINDS
from app.providers.terms import FACTS, Facts
from app.reference.provider_names import name_key
from app.web.forms import Form, trim

LONGEST_NAME = 200
TOO_LONG = lazy_gettext("That is too long.")


def _text(label: str, longest: int, help: str | None = None, **look: str) -> StringField:
    return StringField(
        label,
        filters=[trim],
        validators=[Optional(), Length(max=longest, message=TOO_LONG)],
        description=help,
        render_kw={"autocomplete": "off", **look},
    )


def _near(_form: Form, field: DateField) -> None:
    """A slip of the year."""
    if field.data and not 1990 <= field.data.year <= 2100:
        raise ValidationError(gettext("Check the year."))


class ProviderForm(Form):
    name = StringField(
        lazy_gettext("Name of the provider"),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Type the name.")),
            Length(max=LONGEST_NAME, message=TOO_LONG),
        ],
        description=lazy_gettext("In full, as it stands on certificates."),
        render_kw={"autocomplete": "off"},
    )
    kind = RadioField(
        lazy_gettext("Kind"),
        choices=[SelectChoice(value, label) for value, label in KINDS.items()],
        validators=[InputRequired(lazy_gettext("Choose the kind."))],
    )
    contact_name = _text(lazy_gettext("Contact person"), 200)
    contact_email = _text(
        lazy_gettext("E-mail"), 254, type="email", autocapitalize="none", spellcheck="false"
    )
    contact_phone = _text(lazy_gettext("Phone"), 40, type="tel")
    website = _text(
        lazy_gettext("Website"),
        300,
        lazy_gettext("Such as https://example.go.id"),
        type="url",
        autocapitalize="none",
        spellcheck="false",
    )
    agreement_number = _text(lazy_gettext("Number of the agreement"), 100)
    agreement_from = DateField(lazy_gettext("Agreement from"), validators=[Optional(), _near])
    agreement_until = DateField(
        lazy_gettext("Agreement until"),
        description=lazy_gettext("The last day; empty where it has no end."),
        validators=[Optional(), _near],
    )
    note = TextAreaField(
        lazy_gettext("Note"),
        filters=[trim],
        validators=[Optional(), Length(max=2000, message=TOO_LONG)],
        render_kw={"rows": 4},
    )

    def validate_name(self, field: StringField) -> None:
        """Some signs are written out in a key."""
        if len(name_key(field.data)) > LONGEST_NAME:
            raise ValidationError(TOO_LONG)

    def validate_contact_email(self, field: StringField) -> None:
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError(gettext("Type an e-mail address such as name@city.go.id."))

    def validate_website(self, field: StringField) -> None:
        """It becomes a link, and must lead nowhere but to a site."""
        if field.data and not _is_site(field.data):
            raise ValidationError(gettext("Type an address that begins with https://."))

    def validate_agreement_until(self, field: DateField) -> None:
        if field.data and self.agreement_from.data and field.data < self.agreement_from.data:
            raise ValidationError(gettext("It must end on the first day or later."))

    @property
    def facts(self) -> Facts:
        values: dict[str, Any] = {name: getattr(self, name).data or None for name in FACTS}
        return Facts(**values)


def _is_site(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_clean = not any(sign.isspace() for sign in address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_clean
