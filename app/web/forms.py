"""The base of all forms: CSRF bound to the session, and errors in the reader's language."""

from typing import Any

from flask_babel import get_translations, lazy_gettext, lazy_ngettext
from flask_wtf import FlaskForm

# WTForms speaks no Indonesian: its own messages that can appear here stand in our catalogue.
# They are named so that the extraction of strings finds them.
WTFORMS_MESSAGES = (
    lazy_gettext("Not a valid choice."),
    lazy_gettext("Invalid Choice: could not coerce."),
    lazy_gettext("Invalid choice(s): one or more data inputs could not be coerced."),
    lazy_ngettext(
        "'%(value)s' is not a valid choice for this field.",
        "'%(value)s' are not valid choices for this field.",
        num=2,
    ),
    lazy_gettext("Not a valid date value."),
    lazy_gettext("Not a valid datetime value."),
    lazy_gettext("Not a valid integer value."),
    lazy_gettext("Not a valid decimal value."),
    lazy_gettext("This field is required."),
    lazy_gettext("The CSRF token is missing."),
    lazy_ngettext(
        "Field cannot be longer than %(max)d character.",
        "Field cannot be longer than %(max)d characters.",
        num=2,
    ),
)


class Form(FlaskForm):  # type: ignore[misc]
    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        # Without an age: an hour of reading must not lose an answer.
        csrf_time_limit = None

        def get_translations(self, form: FlaskForm) -> Any:
            return get_translations()


def trim(value: Any) -> Any:
    """A filter for text fields: blanks around a name or an address are never meant."""
    return value.strip() if isinstance(value, str) else value
