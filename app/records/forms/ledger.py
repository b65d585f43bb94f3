"""What officers fill in about rules and years."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, IntegerField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from app.records.amounts import read_amount
from app.records.models import YearlyTarget
from app.reference.rule import AMOUNTS, Rule
from app.web.filters import day as day_words
from app.web.forms import Form, trim
from app.web.input import YEARS

Check = Callable[[Any, Any], None]

NEEDS_DAY = lazy_gettext("Choose a day.")
NUMBER_LOOK = {"inputmode": "decimal", "autocomplete": "off"}


def _near(_form: Form, field: DateField) -> None:
    """A slip of the year."""
    if field.data and not 1990 <= field.data.year <= 2100:
        raise ValidationError(gettext("Check the year."))


def _amount(_form: Form, field: StringField) -> None:
    try:
        read_amount(field.data or "")
    except ValueError as error:
        text = gettext("Type a number above 0 with at most two decimals, such as 2.5.")
        raise ValidationError(text) from error


def _factor(_form: Form, field: StringField) -> None:
    """120 would be a slip for 120 percent."""
    try:
        is_possible = 1 <= (read_amount(field.data or "") or 0) < 10
    except ValueError:
        is_possible = False
    if not is_possible:
        text = gettext("Type a factor from 1 to 9.99, such as 1.2 for a fifth more.")
        raise ValidationError(text)


def _number(label: str, *, help: str | None = None, is_right: Check = _amount) -> StringField:
    return StringField(
        label,
        filters=[trim],
        validators=[Optional(), is_right],
        description=help,
        render_kw=NUMBER_LOOK,
    )


class RuleForm(Form):
    """`earliest`: first day of the form's first rule."""

    earliest: date | None = None

    valid_from = DateField(
        lazy_gettext("Valid from"),
        description=lazy_gettext("The rule before ends on the day before."),
        validators=[DataRequired(NEEDS_DAY), _near],
    )
    basis = RadioField(
        lazy_gettext("What is counted"),
        choices=[
            SelectChoice("programme", lazy_gettext("The hours that the programme names")),
            SelectChoice("day", lazy_gettext("Each day, with a number of JP")),
            SelectChoice("activity", lazy_gettext("Each activity, with a number of JP")),
        ],
    )
    jp = _number(
        lazy_gettext("JP of a day or an activity"),
        help=lazy_gettext("Empty where the hours of the programme count."),
    )
    international_jp = _number(lazy_gettext("The same abroad"))
    international_factor = _number(
        lazy_gettext("Or: abroad so many times as many"),
        help=lazy_gettext("1.2 for a fifth more; empty where it counts as in the country."),
        is_right=_factor,
    )
    daily_cap = _number(
        lazy_gettext("At most a day"),
        help=lazy_gettext("Over all entries of this form; empty where there is no limit."),
    )
    international_daily_cap = _number(lazy_gettext("At most a day, abroad"))
    monthly_sessions = IntegerField(
        lazy_gettext("At most so many activities a month"),
        validators=[
            Optional(),
            NumberRange(1, 99, lazy_gettext("Type a whole number from 1 to 99.")),
        ],
        render_kw={"inputmode": "numeric"},
    )

    def validate_valid_from(self, field: DateField) -> None:
        """Mostly a slip of the year."""
        if self.earliest and field.data and field.data < self.earliest:
            text = gettext("The first rule of this form begins on %(day)s. Check the year.")
            raise ValidationError(text % {"day": day_words(self.earliest)})

    def validate_jp(self, field: StringField) -> None:
        if self.basis.data == "programme" and field.data:
            raise ValidationError(gettext("Leave this empty: the programme names the hours."))

    def validate_international_jp(self, field: StringField) -> None:
        if self.basis.data == "programme" and field.data:
            raise ValidationError(gettext("Leave this empty: the programme names the hours."))

    def validate_international_factor(self, field: StringField) -> None:
        if field.data and self.international_jp.data:
            raise ValidationError(gettext("Type a number of JP abroad or a factor, not both."))

    def validate(self, *args: Any, **more: Any) -> bool:
        is_valid = bool(super().validate(*args, **more))
        if self.basis.data in ("day", "activity") and not self.jp.data:
            self.jp.errors = [gettext("Type how many JP.")]
            return False
        return is_valid

    def rule(self, form_id: int) -> Rule:
        amounts: dict[str, Any] = {
            name: read_amount(getattr(self, name).data or "") for name in AMOUNTS
        }
        return Rule(
            form_id=form_id,
            valid_from=self.valid_from.data,
            valid_to=None,
            basis=self.basis.data,
            monthly_sessions=self.monthly_sessions.data,
            **amounts,
        )


class EndForm(Form):
    """`rule` is the one that ends."""

    last_day = DateField(lazy_gettext("Last day"), validators=[DataRequired(NEEDS_DAY), _near])

    def __init__(self, rule: Rule | YearlyTarget, **values: Any) -> None:
        super().__init__(**values)
        self.ends = rule

    def validate_last_day(self, field: DateField) -> None:
        end: date = self.ends.valid_to or date.max
        if field.data and not self.ends.valid_from <= field.data < end:
            raise ValidationError(gettext("Choose a day on which this holds."))


class TargetForm(Form):
    """`earliest`: day before which nothing may change, as years are closed."""

    earliest: date | None = None

    valid_from = DateField(
        lazy_gettext("Valid from"),
        description=lazy_gettext("The target before ends on the day before."),
        validators=[DataRequired(NEEDS_DAY), _near],
    )
    employment_type = RadioField(
        lazy_gettext("Employment type"),
        choices=[SelectChoice("pns", "PNS"), SelectChoice("pppk", "PPPK")],
        validators=[InputRequired(lazy_gettext("Choose whom it is asked of."))],
    )
    min_jp = StringField(
        lazy_gettext("JP a year at least"),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Type how many JP.")), _amount],
        render_kw=NUMBER_LOOK,
    )
    max_jp = _number(
        lazy_gettext("JP a year at most"),
        help=lazy_gettext("Empty where there is no limit. Who has more is told, and keeps it."),
    )

    def validate_valid_from(self, field: DateField) -> None:
        if self.earliest and field.data and field.data < self.earliest:
            text = gettext(
                "%(year)s is closed, and what was asked until then stays. Choose %(day)s or later."
            )
            told = {"year": self.earliest.year - 1, "day": day_words(self.earliest)}
            raise ValidationError(text % told)

    def validate_max_jp(self, field: StringField) -> None:
        """Once both can be read."""
        if not (self.min_jp.errors or field.errors) and self.most and self.most < self.least:
            raise ValidationError(gettext("The most must not be less than the least."))

    @property
    def least(self) -> Decimal:
        return read_amount(self.min_jp.data or "") or Decimal(0)

    @property
    def most(self) -> Decimal | None:
        return read_amount(self.max_jp.data or "")


class YearForm(Form):
    agency = IntegerField(validators=[InputRequired()])
    year = IntegerField(
        validators=[
            InputRequired(),
            NumberRange(YEARS.start, YEARS.stop - 1, lazy_gettext("Not a valid choice.")),
        ]
    )
