"""What a marker fills in."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from app.content.numbers import read_answer
from app.web.filters import number
from app.web.forms import Form, trim
from app.web.locale import language

LONGEST_COMMENT = 5000


def read_points(text: str, *, most: Decimal) -> Decimal:
    """0 to `most` with at most two decimals, comma or point; ValueError says what is wanted."""
    value = read_answer(text[:40], language())
    if value is None or not 0 <= value <= most or (value * 100).denominator != 1:
        raise ValueError(
            gettext("Give points from 0 to %(most)s, with at most two decimals.", most=number(most))
        )
    return Decimal(int(value * 100)) / 100


def one_line_end(text: Any) -> Any:
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


class GradeForm(Form):
    """`most` are the question's points; `given` and `known` are there once it is valid."""

    points = StringField(
        lazy_gettext("Points"), render_kw={"inputmode": "decimal", "autocomplete": "off"}
    )
    comment = TextAreaField(
        lazy_gettext("Comment to the learner"),
        filters=[one_line_end, trim],
        validators=[
            Optional(),
            Length(
                max=LONGEST_COMMENT, message=lazy_gettext("Keep the comment under 5,000 signs.")
            ),
        ],
        render_kw={"rows": 6},
    )
    # The number of the newest grade that the marker has seen.
    seen = HiddenField()

    def __init__(self, *, most: Decimal, **values: Any) -> None:
        super().__init__(**values)
        self.most = most

    def validate_points(self, field: StringField) -> None:
        try:
            self.given = read_points(field.data or "", most=self.most)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    @property
    def known(self) -> int:
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
