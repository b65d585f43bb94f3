"""All numbers of the index, as officers enter them anew from a day on."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, Field, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.ip_asn import words
from app.ip_asn.index import COMPETENCES, KINDS
from app.ip_asn.models import ANY_KIND, CATEGORIES, TRAININGS
from app.ip_asn.versions import Terms
from app.org.merit import DISCIPLINES, EDUCATIONS, PERFORMANCES
from app.records.amounts import read_amount
from app.reference.models import ActivityForm
from app.web.filters import number
from app.web.forms import Form, trim

HUNDRED = Decimal(100)
TEXT_LOOK = {"inputmode": "decimal", "autocomplete": "off"}
# The key of each weight, in the order of the page. Pelaksana need no training of their own.
KEYS = (
    *(("qualification", item, ANY_KIND) for item in EDUCATIONS),
    *(
        ("competence", item, kind)
        for kind in KINDS
        for item in COMPETENCES
        if (kind, item) != ("pelaksana", "training")
    ),
    *(("performance", item, ANY_KIND) for item in PERFORMANCES),
    *(("discipline", item, ANY_KIND) for item in DISCIPLINES),
)
# The last one begins at 0.
BOUNDS = CATEGORIES[:-1]


def _points(_form: Form, field: StringField) -> None:
    try:
        read_amount(field.data or "", most=HUNDRED)
    except ValueError as error:
        text = gettext("Type a number above 0, at most 100, with at most two decimals.")
        raise ValidationError(text) from error


def _amount(label: object) -> StringField:
    needed = DataRequired(lazy_gettext("Type a number."))
    return StringField(label, filters=[trim], validators=[needed, _points], render_kw=TEXT_LOOK)


def _forms(label: object) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class VersionForm(Form):
    """`first_day`: the earliest on which it may begin; `taken`: on which one does already."""

    valid_from = DateField(
        lazy_gettext("Valid from"),
        description=lazy_gettext("The weights before hold until the day before."),
        validators=[DataRequired(lazy_gettext("Choose a day."))],
    )
    source = StringField(
        lazy_gettext("Source"),
        description=lazy_gettext("The regulation that says so, with its number and year."),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Name the regulation.")), Length(max=300)],
    )
    needed_jp = _amount(lazy_gettext("JP that a year needs"))

    def __init__(
        self, trainings: Iterable[ActivityForm], *, first_day: date, lang: str, **values: Any
    ) -> None:
        super().__init__(**values)
        self.first_day = first_day
        choices = [SelectChoice(one.id, one.named(lang)) for one in trainings]
        for name in TRAININGS:
            self[name].choices = choices

    def validate_valid_from(self, field: DateField) -> None:
        if field.data and not self.first_day <= field.data <= self.first_day + timedelta(3660):
            raise ValidationError(gettext("Choose today or a later day, within ten years."))

    def validate(self, *args: Any, **more: Any) -> bool:
        is_valid = bool(super().validate(*args, **more))
        return is_valid and self._adds_up() and self._falls()

    def _adds_up(self) -> bool:
        """The best answers of each kind of position are 100 points together."""
        points = self.points()
        shared = sum(_best(points, part) for part in ("qualification", "performance", "discipline"))
        wrong = [
            (kind, total)
            for kind in KINDS
            if (total := shared + _competence(points, kind)) != HUNDRED
        ]
        for kind, total in wrong:
            self[field_name(("competence", "hours", kind))].errors = [
                gettext(
                    "%(kind)s: the best answers add up to %(total)s, not to 100. "
                    "Check these numbers.",
                    kind=words.KINDS[kind],
                    total=number(total),
                )
            ]
        return not wrong

    def _falls(self) -> bool:
        bounds = [self.amount(bound_name(name)) for name in BOUNDS]
        if bounds == sorted(set(bounds), reverse=True):
            return True
        text = gettext("Each category must begin above the next lower one.")
        self[bound_name(BOUNDS[0])].errors = [text]
        return False

    def points(self) -> dict[tuple[str, str, str], Decimal]:
        return {key: self.amount(field_name(key)) for key in KEYS}

    def amount(self, name: str) -> Decimal:
        return read_amount(self[name].data or "", most=HUNDRED) or Decimal(0)

    def terms(self) -> Terms:
        bounds = {name: self.amount(bound_name(name)) for name in BOUNDS}
        return Terms(
            self.points(),
            self.amount("needed_jp"),
            {**bounds, CATEGORIES[-1]: Decimal(0)},
            {name: frozenset(self[name].data or ()) for name in TRAININGS},
            self.source.data,
        )


def field_name(key: tuple[str, str, str]) -> str:
    return "_".join(key)


def bound_name(category: str) -> str:
    return f"least_{category}"


def _best(points: Mapping[tuple[str, str, str], Decimal], part: str) -> Decimal:
    return max(value for key, value in points.items() if key[0] == part)


def _competence(points: Mapping[tuple[str, str, str], Decimal], kind: str) -> Decimal:
    fit = (value for (part, _, of), value in points.items() if (part, of) == ("competence", kind))
    return sum(fit, Decimal(0))


def _add(name: str, field: Field) -> None:
    setattr(VersionForm, name, field)


for _key in KEYS:
    _add(field_name(_key), _amount(words.ANSWERS[_key[0]][_key[1]]))
for _name in BOUNDS:
    _add(bound_name(_name), _amount(words.CATEGORIES[_name]))
for _name in TRAININGS:
    _add(_name, _forms(words.TRAININGS[_name]))


def written(terms: Terms) -> dict[str, object]:
    """What the form begins with; numbers as the reader writes them."""
    return {
        **{field_name(key): number(value) for key, value in terms.points.items()},
        **{bound_name(name): number(terms.categories[name]) for name in BOUNDS},
        **{name: sorted(forms) for name, forms in terms.trainings.items()},
        "needed_jp": number(terms.needed_jp),
        "source": terms.source,
    }
