"""The base of all forms: CSRF bound to the session, and errors in the reader's language."""

from typing import Any

from flask_wtf import FlaskForm


class Form(FlaskForm):  # type: ignore[misc]
    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        # Without an age: an hour of reading must not lose an answer.
        csrf_time_limit = None


def trim(value: Any) -> Any:
    """A filter for text fields: blanks around a name or an address are never meant."""
    return value.strip() if isinstance(value, str) else value
