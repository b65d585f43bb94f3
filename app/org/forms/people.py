"""Who somebody is."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Optional, ValidationError

from app.accounts.actions import EMAIL
from app.kit.nip import Nip, NipError, format_nip, parse_nip
from app.org.forms.dated import (
    LOGIN_LOOK,
    NEEDS_DAY,
    DayForm,
    near,
    text,
)
from app.org.forms.posts import MainPostForm
from app.web.errors import words_of


class IdentityForm(DayForm):
    """`number` is there once it is valid."""

    name = text(lazy_gettext("Name"), longest=200, missing=lazy_gettext("Type the name."))
    nip = text(
        lazy_gettext("NIP"),
        longest=60,
        missing=lazy_gettext("A NIP has 18 digits."),
        description=lazy_gettext("The NIP has 18 digits, with or without blanks."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    email = text(
        lazy_gettext("E-mail"),
        longest=254,
        missing=lazy_gettext("Type the e-mail address."),
        render_kw=LOGIN_LOOK,
    )
    number: Nip | None = None

    def validate_nip(self, field: StringField) -> None:
        try:
            self.number = parse_nip(field.data, today=self.today)
        except NipError as error:
            raise ValidationError(words_of(error.code, {})) from error

    def validate_email(self, field: StringField) -> None:
        if not EMAIL.fullmatch(field.data):
            raise ValidationError(gettext("Type an e-mail address such as name@city.go.id."))


class NewPersonForm(IdentityForm, MainPostForm):
    number: Nip

    def validate_nip(self, field: StringField) -> None:
        super().validate_nip(field)
        if self.number.kind != self.employment_type.data:
            kind = self.number.kind.upper()
            raise ValidationError(
                gettext("This is the NIP of a %(kind)s. Check it, or the type.", kind=kind)
            )


class DetailsForm(IdentityForm):
    """A NIP that stays, `kept`, is not judged again: it may be older than today's rules. Of the own
    data, `is_own`, the address stays: whoever sits at an open screen would take the account along.
    """

    is_known_only = True
    birth_place = text(lazy_gettext("Birth place"), longest=100)
    day = DateField(
        lazy_gettext("A new NIP holds from"),
        description=lazy_gettext("Counts only where the NIP changes; the one before stays known."),
        validators=[DataRequired(NEEDS_DAY), near],
    )

    def __init__(self, *, kept: str | None, is_own: bool, **values: Any) -> None:
        super().__init__(nip=format_nip(kept) if kept else "", **values)
        self.kept = kept
        if is_own:
            del self.email
        if not kept:
            self.nip.validators = [Optional(), *self.nip.validators[1:]]

    def validate_nip(self, field: StringField) -> None:
        if field.data and "".join(field.data.split()) != self.kept:
            super().validate_nip(field)
