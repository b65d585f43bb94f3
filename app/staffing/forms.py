"""What officers fill in about a staff list."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from app.staffing.columns import FIELDS, REQUIRED
from app.staffing.messages import FIELD_NAMES
from app.web.forms import Form
from app.web.input import read_id

# Above this part of an agency's staff an import asks once more before it deactivates.
MANY = 0.05


class UploadForm(Form):
    file = FileField(
        lazy_gettext("Staff list"),
        validators=[FileRequired(lazy_gettext("Choose a file first."))],
        description=lazy_gettext("XLSX or CSV, one person a row, with headings."),
    )
    agency = SelectField(lazy_gettext("Agency"), coerce=read_id)
    day = DateField(
        lazy_gettext("Posts begin on"),
        validators=[DataRequired(lazy_gettext("Choose a day."))],
        description=lazy_gettext("Where a row has no TMT of its own."),
    )

    def validate_day(self, field: DateField) -> None:
        if field.data and not 1950 <= field.data.year <= 2100:
            raise ValidationError(gettext("Check the year."))


class ExportForm(Form):
    agency = SelectField(lazy_gettext("Agency"), coerce=read_id)


class ApplicationForm(Form):
    is_whole = BooleanField(
        lazy_gettext("This file is the whole staff: deactivate who is missing in it")
    )
    is_sure = BooleanField(lazy_gettext("Yes, deactivate all of them"))

    def asks_again(self, *, missing: int, active: int) -> bool:
        """Whether many would be deactivated and nobody has said that it is meant."""
        many = missing > MANY * active
        if not (self.is_whole.data and many) or self.is_sure.data:
            return False
        self.is_sure.errors = [
            gettext(
                "%(missing)s of %(active)s people would be deactivated. Tick this, too, if it is "
                "meant.",
                missing=missing,
                active=active,
            )
        ]
        return True


def columns_form(headings: list[str], columns: dict[str, int]) -> Any:
    """A field for each column of the file, called column-0 and so on."""
    choices = [SelectChoice("", gettext("Leave out"))]
    choices += [SelectChoice(field, str(FIELD_NAMES[field])) for field in FIELDS]
    chosen = {place: field for field, place in columns.items()}

    class ColumnsForm(_Columns):
        pass

    for place, heading in enumerate(headings):
        label = heading or gettext("Column %(number)s", number=place + 1)
        if heading:
            field = SelectField(label, choices=choices, default=chosen.get(place, ""))
            setattr(ColumnsForm, f"column-{place}", field)
    return ColumnsForm()


class _Columns(Form):
    """`fields`: place → what it holds, once it is valid."""

    @property
    def fields(self) -> dict[int, str]:
        return {int(one.name.partition("-")[2]): one.data for one in self.columns}

    @property
    def columns(self) -> list[SelectField]:
        return [one for one in self if one.name.startswith("column-")]

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        said = [one for one in self.fields.values() if one]
        for field in FIELDS:
            if said.count(field) > 1:
                self._refuse(gettext("Two columns hold the same: %(name)s.", name=_name(field)))
            if field in REQUIRED and field not in said:
                self._refuse(gettext("Say which column holds this: %(name)s.", name=_name(field)))
        return not self.form_errors

    def _refuse(self, words: str) -> None:
        self.form_errors.append(words)


def _name(field: str) -> str:
    return str(FIELD_NAMES[field])
