"""What an employee fills in about a training elsewhere."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale, gettext, lazy_gettext
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from app.records.amounts import jp_of_hours, read_amount, read_rupiah
from app.records.entering import Facts
from app.records.models import Activity
from app.reference.models import ActivityForm, Competency
from app.reference.rule import Rulebook, find_rule
from app.web.filters import day as day_words
from app.web.filters import number as number_words
from app.web.forms import Form, trim
from app.web.input import LARGEST_ID, read_choice

EARLIEST = date(1970, 1, 1)
MOST_JP = Decimal(2000)
# 24 hours of 60 minutes.
JP_OF_A_DAY = 32
# Days in a row that nobody asks about.
LONGEST_STRETCH = 31
TOO_LONG = lazy_gettext("That is too long.")
PATHS = {
    "classical": lazy_gettext("Classical: in a class"),
    "non-classical": lazy_gettext("Non-classical: at work or on one's own"),
}
KINDS = {
    "managerial": lazy_gettext("Managerial"),
    "socio-cultural": lazy_gettext("Socio-cultural"),
    "technical": lazy_gettext("Technical"),
}


def _hours(_form: Form, field: StringField) -> None:
    try:
        read_amount(field.data or "", most=MOST_JP)
    except ValueError as error:
        text = gettext("Type a number above 0 and up to 2,000, with at most two decimals.")
        raise ValidationError(text) from error


def _rupiah(_form: Form, field: StringField) -> None:
    try:
        read_rupiah(field.data or "")
    except ValueError as error:
        text = gettext("Type an amount in rupiah, such as 1.500.000, below 10 billion.")
        raise ValidationError(text) from error


def _revision(**more: Any) -> IntegerField:
    """As its owner saw it."""
    is_possible = NumberRange(1, LARGEST_ID, lazy_gettext("Not a valid choice."))
    return IntegerField(validators=[InputRequired(), is_possible], widget=HiddenInput(), **more)


class EntryForm(Form):
    """`rules`: of all forms of training, `born_on`: of its owner, None where that is not known."""

    form_id = SelectField(
        lazy_gettext("Form of training"),
        coerce=read_choice,
        validators=[DataRequired(lazy_gettext("Choose the form of training."))],
    )
    title = StringField(
        lazy_gettext("Name of the training"),
        description=lazy_gettext("As it stands on the certificate."),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Type the name of the training.")),
            Length(max=300, message=TOO_LONG),
        ],
    )
    provider = StringField(
        lazy_gettext("Provider"),
        description=lazy_gettext(
            "Who held it. Choose from what is offered while you type, or type another name."
        ),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Type who held the training.")),
            Length(max=200, message=TOO_LONG),
        ],
        render_kw={"list": "providers", "autocomplete": "off"},
    )
    starts_on = DateField(
        lazy_gettext("First day"), validators=[DataRequired(lazy_gettext("Choose the first day."))]
    )
    ends_on = DateField(
        lazy_gettext("Last day"),
        description=lazy_gettext("The same as the first if it took one day."),
        validators=[DataRequired(lazy_gettext("Choose the last day."))],
    )
    days = IntegerField(
        lazy_gettext("On how many days"),
        description=lazy_gettext(
            "Only if it did not take place on every day in between: 3 for three meetings in two "
            "weeks."
        ),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    hours = StringField(
        lazy_gettext("Hours of the programme"),
        filters=[trim],
        validators=[Optional(), _hours],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    unit = RadioField(
        lazy_gettext("These hours are"),
        choices=[
            SelectChoice("jp", lazy_gettext("JP of 45 minutes")),
            SelectChoice("hour", lazy_gettext("Hours of 60 minutes")),
        ],
        default="jp",
    )
    reach = RadioField(
        lazy_gettext("Where it took place"),
        choices=[
            SelectChoice("national", lazy_gettext("In Indonesia")),
            SelectChoice("abroad", lazy_gettext("Abroad")),
        ],
        default="national",
        validators=[InputRequired(lazy_gettext("Say where it took place."))],
    )
    place = StringField(
        lazy_gettext("Place"),
        description=lazy_gettext("A city, or “online”."),
        filters=[trim],
        validators=[Optional(), Length(max=200, message=TOO_LONG)],
    )
    number = StringField(
        lazy_gettext("Certificate number"),
        filters=[trim],
        validators=[Optional(), Length(max=100, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )
    competency = SelectField(
        lazy_gettext("Competency taught"), coerce=str, validators=[Optional()], default=""
    )
    cost = StringField(
        lazy_gettext("Cost to your agency"),
        description=lazy_gettext("For you alone; empty if you do not know, or if it was free."),
        filters=[trim],
        validators=[Optional(), _rupiah],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    form_key = HiddenField(validators=[Length(max=32)])
    revision = _revision(default=1)

    def __init__(
        self,
        activity: Activity | None = None,
        *,
        today: date,
        born_on: date | None,
        rules: Rulebook,
    ) -> None:
        super().__init__(data=_typed(activity) if activity else None)
        self.today, self.rules = today, rules
        self.earliest = max(EARLIEST, born_on or EARLIEST)
        self.form_key.data = self.form_key.data or secrets.token_urlsafe(20)

    def offer(
        self, forms: Sequence[ActivityForm], competencies: Sequence[Competency], *, lang: str
    ) -> None:
        self.form_id.choices = [
            SelectChoice("", gettext("Choose the form of training")),
            *(
                SelectChoice(one.id, one.named(lang), {"data-asks": self._asks(one.id)}, path)
                for name, path in PATHS.items()
                for one in forms
                if one.path == name
            ),
        ]
        self.competency.choices = [
            SelectChoice("", gettext("None, or not in the list")),
            *(SelectChoice(one.id, one.named(lang), {}, KINDS[one.kind]) for one in competencies),
        ]

    def show_revision(self, revision: int) -> None:
        """In place of the one that was sent."""
        self.revision.data, self.revision.raw_data = revision, None

    def _asks(self, form_id: int) -> str:
        """Fields that any of its rules reads, for a script that hides the others."""
        rules = self.rules.get(form_id, ())
        asked = {
            "hours": any(rule.basis == "programme" for rule in rules),
            "days": any(rule.is_by_day for rule in rules),
        }
        return " ".join(name for name, is_asked in asked.items() if is_asked)

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and field.data < self.earliest:
            text = gettext("Check the year: it cannot be before %(day)s.")
            raise ValidationError(text % {"day": day_words(self.earliest)})

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(
                gettext("It has to be over: enter it once the last day has come.")
            )
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("The last day cannot be before the first."))

    def validate_days(self, field: IntegerField) -> None:
        span = self._span()
        if field.data is not None and span >= 1 and not 1 <= field.data <= span:
            text = gettext("From the first to the last day there are %(span)s: type 1 to %(span)s.")
            raise ValidationError(text % {"span": number_words(Decimal(span))})

    def validate(self, *args: Any, **more: Any) -> bool:
        is_valid = bool(super().validate(*args, **more))
        for field, message in self._missing():
            field.errors = [message]
            is_valid = False
        return is_valid

    def _missing(self) -> Iterator[tuple[Any, str]]:
        """Hours, where the rule of its last day counts them."""
        if self.hours.errors or not (self.form_id.data and self.ends_on.data):
            return
        rule = find_rule(self.rules.get(self.form_id.data, ()), self.ends_on.data)
        if not self.hours.data and rule and rule.basis == "programme":
            yield self.hours, gettext("Type the hours: this form of training counts by them.")
        if self._jp() > MOST_JP:
            yield self.hours, gettext("That is more than 2,000 JP. Check the number and the unit.")
        elif (span := self._span()) and self._jp() > (self.days.data or span) * JP_OF_A_DAY:
            yield self.hours, gettext("That is more than 24 hours a day. Check hours and dates.")
        if rule and rule.is_by_day and not self.days.data and self._span() > LONGEST_STRETCH:
            text = gettext("That is more than a month. Check the dates, or type on how many days.")
            yield self.days, text

    def _span(self) -> int:
        """Days from the first to the last; 0 where one is missing or they stand the wrong way."""
        if not (self.starts_on.data and self.ends_on.data):
            return 0
        return max(int((self.ends_on.data - self.starts_on.data).days) + 1, 0)

    def _jp(self) -> Decimal:
        amount = read_amount(self.hours.data or "", most=MOST_JP) or Decimal(0)
        return jp_of_hours(amount) if self.unit.data == "hour" else amount

    @property
    def facts(self) -> Facts:
        return Facts(
            form_id=self.form_id.data,
            title=" ".join(self.title.data.split()),
            provider=" ".join(self.provider.data.split()),
            place=self.place.data or None,
            is_international=self.reach.data == "abroad",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            days=self.days.data,
            # What was typed for another form before stays behind.
            jp_raw=(self._jp() or None) if "hours" in self._asks(self.form_id.data) else None,
            number=self.number.data or None,
            competency=self.competency.data or None,
            cost=read_rupiah(self.cost.data or ""),
        )


def _typed(activity: Activity) -> dict[str, Any]:
    """As its owner would type it."""
    return {
        **{
            name: getattr(activity, name)
            for name in ("form_id", "title", "provider", "starts_on", "ends_on", "days", "revision")
        },
        **{name: getattr(activity, name) or "" for name in ("place", "number", "competency")},
        # Without a sign between thousands, which would be read as one before decimals.
        "hours": _plain(activity.jp_raw) if activity.jp_raw else "",
        "reach": "abroad" if activity.is_international else "national",
        "cost": number_words(activity.cost) if activity.cost is not None else "",
    }


def _plain(jp: Decimal) -> str:
    return str(format_decimal(jp, format="0.##", locale=get_locale()))


class StepForm(Form):
    """A step of an entry as it was shown."""

    revision = _revision()
