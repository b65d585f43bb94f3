"""The form of a setting: one field, as its kind asks for it."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import gettext
from wtforms import Field, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.settings.kinds import Choice, Choices, Kind, Number
from app.settings.registry import Setting
from app.web.forms import Form

T = TypeVar("T")
# A field, and what is said of a value that cannot be one.
Control = tuple[Field, str]


class SettingForm(Form):
    """`value` is added by `form_for`."""

    value: Field
    kind: Kind[Any]
    refusal: str

    def validate_value(self, field: Field) -> None:
        sent = field.data if isinstance(field.data, list) else [field.data or ""]
        try:
            self.chosen = self.kind.parse(",".join(sent))
        except ValueError as error:
            raise ValidationError(self.refusal) from error


def form_for(setting: Setting[T], value: T | None = None) -> SettingForm:
    """Filled in with `value`, or with what was sent."""
    control, refusal = CONTROLS[type(setting.kind)](setting, setting.kind)
    members = {"value": control, "kind": setting.kind, "refusal": refusal}
    shown = setting.kind.write(value).split(",") if isinstance(value, tuple) else value
    form: SettingForm = type("FilledForm", (SettingForm,), members)(data={"value": shown})
    return form


def _number(setting: Setting[Any], kind: Number) -> Control:
    bounds = gettext(
        "A whole number: %(least)s at least, %(most)s at most.",
        least=kind.unit(kind.at_least),
        most=kind.unit(kind.at_most),
    )
    refusal = gettext(
        "Write a whole number from %(least)s to %(most)s, in digits.",
        least=kind.at_least,
        most=kind.at_most,
    )
    return StringField(setting.label, description=bounds), refusal


def _choice(setting: Setting[Any], kind: Choice) -> Control:
    # What was not sent is refused by the kind.
    options = [SelectChoice(*option) for option in kind.options]
    field = RadioField(setting.label, choices=options, validate_choice=False)
    return field, gettext("Not a valid choice.")


def _choices(setting: Setting[Any], kind: Choices) -> Control:
    field = SelectMultipleField(
        setting.label,
        choices=[SelectChoice(*option) for option in kind.options],
        description=gettext("Tick any of these, or none."),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    return field, gettext("Not a valid choice.")


CONTROLS: dict[type, Callable[[Setting[Any], Any], Control]] = {
    Number: _number,
    Choice: _choice,
    Choices: _choices,
}
