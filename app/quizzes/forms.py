"""What a marker fills in."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.content.numbers import read_answer
from app.web.filters import number
from app.web.forms import Form, trim
from app.web.locale import language

LONGEST_COMMENT = 5000
LONGEST_REASON = 1000
# A day; who needs longer has other terms.
MOST_MINUTES = 24 * 60


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


def reason_field(wanted: str, *, rows: int) -> TextAreaField:
    """Never left empty; `wanted` is said where it is."""
    return TextAreaField(
        lazy_gettext("Reason"),
        description=lazy_gettext("The learner reads it."),
        filters=[one_line_end, trim],
        validators=[
            DataRequired(wanted),
            Length(max=LONGEST_REASON, message=lazy_gettext("Keep the reason under 1,000 signs.")),
        ],
        render_kw={"rows": rows},
    )


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


class PointsForm(GradeForm):
    """Points in place of those that stand there, never without a reason."""

    comment = reason_field(lazy_gettext("Say why; the learner reads it, and it stays."), rows=4)


class TimeForm(Form):
    """Minutes, and why; `is_timed`: whether the attempt needs them."""

    minutes = IntegerField(lazy_gettext("Minutes"), render_kw={"inputmode": "numeric"})
    reason = reason_field(lazy_gettext("Say why; the reason stays with the attempt."), rows=3)

    def __init__(self, *, is_timed: bool, **values: Any) -> None:
        super().__init__(**values)
        wrong = gettext("Give minutes from 1 to 1440.")
        needed = DataRequired(wrong) if is_timed else Optional()
        self.minutes.validators = [needed, NumberRange(1, MOST_MINUTES, wrong)]
        self.minutes.flags.optional = not is_timed


class RegradingForm(Form):
    """Whether scores may fall, and why the key was another one; nobody loses points by a slip."""

    scope = RadioField(
        lazy_gettext("What is corrected"),
        choices=[
            SelectChoice("raise", lazy_gettext("Only raise")),
            SelectChoice("all", lazy_gettext("Raise and lower")),
        ],
        default="raise",
    )
    agreed = BooleanField(lazy_gettext("Yes, lower scores too"))
    reason = reason_field(lazy_gettext("Say why; the reason stays in the history."), rows=3)

    def validate_agreed(self, field: BooleanField) -> None:
        if self.is_lowering and not field.data:
            raise ValidationError(gettext("Tick this box if scores are really to fall."))

    @property
    def is_lowering(self) -> bool:
        return bool(self.scope.data == "all")
