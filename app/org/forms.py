"""What officers fill in about people and units."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.accounts.actions import EMAIL
from app.accounts.models import Person
from app.accounts.queries import find_person_by_login
from app.kit.clock import ZONES
from app.kit.nip import Nip, NipError, parse_nip
from app.org.models import Position, Unit
from app.web.errors import words_of
from app.web.forms import Form, trim
from app.web.input import read_id

LOGIN_LOOK = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
NEEDS_DAY = lazy_gettext("Choose a day.")


def _id(value: str | int) -> int | None:
    return read_id(value) if value else None


def _near(_form: Form, field: DateField) -> None:
    """A slip of the year."""
    if field.data and not 1950 <= field.data.year <= 2100:
        raise ValidationError(gettext("Check the year."))


def _text(label: str, *, longest: int, missing: str | None = None, **more: Any) -> StringField:
    needed = DataRequired(missing) if missing else Optional()
    too_long = lazy_gettext("That is too long.")
    return StringField(
        label, filters=[trim], validators=[needed, Length(max=longest, message=too_long)], **more
    )


class DayForm(Form):
    """`today`: the agency's; with `is_known_only` no later day is taken."""

    is_known_only = False
    day = DateField(lazy_gettext("From"), validators=[DataRequired(NEEDS_DAY), _near])

    def __init__(self, *, today: date, **values: Any) -> None:
        super().__init__(data={"day": today, **values})
        self.today = today

    def validate_day(self, field: DateField) -> None:
        if self.is_known_only and field.data and field.data > self.today:
            raise ValidationError(gettext("Choose today or an earlier day."))


class PersonChosen(DayForm):
    """`found` is there once it is valid."""

    person = _text(
        lazy_gettext("E-mail or NIP of the person"),
        longest=254,
        missing=lazy_gettext("Nobody has this e-mail address or NIP. Check it."),
        render_kw=LOGIN_LOOK,
    )
    found: Person

    def validate_person(self, field: StringField) -> None:
        found = find_person_by_login(field.data)
        if found is None:
            raise ValidationError(gettext("Nobody has this e-mail address or NIP. Check it."))
        self.found = found


class PostForm(DayForm):
    unit = SelectField(lazy_gettext("Unit"), coerce=_id)
    position = SelectField(lazy_gettext("Position"), coerce=_id)

    def offer(self, units: list[SelectChoice], positions: list[SelectChoice]) -> None:
        self.unit.choices = [SelectChoice("", gettext("Choose a unit")), *units]
        self.position.choices = [SelectChoice("", gettext("Choose a position")), *positions]

    def validate_unit(self, field: SelectField) -> None:
        if field.data is None:
            raise ValidationError(gettext("Choose a unit."))

    def validate_position(self, field: SelectField) -> None:
        if field.data is None:
            raise ValidationError(gettext("Choose a position."))

    def refuse_foreign(self, unit: Unit, position: Position) -> bool:
        """Whether position and unit are of different agencies; the form then says so."""
        if unit.agency_id == position.agency_id:
            return False
        self.position.errors = [gettext("This position belongs to another agency.")]
        return True


class MainPostForm(PostForm):
    employment_type = RadioField(
        lazy_gettext("Employment type"),
        choices=[SelectChoice("pns", "PNS"), SelectChoice("pppk", "PPPK")],
        default="pns",
    )
    rank = _text(
        lazy_gettext("Rank"), longest=60, description=lazy_gettext("Such as Penata Muda (III/a).")
    )


class OtherPostForm(PostForm):
    kind = RadioField(
        lazy_gettext("What it is"),
        choices=[
            SelectChoice("acting", lazy_gettext("Acting (Plt. or Plh.)")),
            SelectChoice("second", lazy_gettext("A second post")),
        ],
        default="acting",
    )
    until = DateField(
        lazy_gettext("Until"),
        description=lazy_gettext("The last day; empty while nobody knows it."),
        validators=[Optional(), _near],
    )

    def validate_until(self, field: DateField) -> None:
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(gettext("It must end on the first day or later."))


class NewPersonForm(MainPostForm):
    """`number` is there once it is valid."""

    name = _text(lazy_gettext("Name"), longest=200, missing=lazy_gettext("Type the name."))
    nip = _text(
        lazy_gettext("NIP"),
        longest=60,
        missing=lazy_gettext("A NIP has 18 digits."),
        description=lazy_gettext("The NIP has 18 digits, with or without blanks."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    email = _text(
        lazy_gettext("E-mail"),
        longest=254,
        missing=lazy_gettext("Type the e-mail address."),
        render_kw=LOGIN_LOOK,
    )
    number: Nip

    def validate_nip(self, field: StringField) -> None:
        try:
            self.number = parse_nip(field.data)
        except NipError as error:
            raise ValidationError(words_of(error.code, {})) from error
        if self.number.kind != self.employment_type.data:
            kind = self.number.kind.upper()
            raise ValidationError(
                gettext("This is the NIP of a %(kind)s. Check it, or the type.", kind=kind)
            )

    def validate_email(self, field: StringField) -> None:
        if not EMAIL.fullmatch(field.data):
            raise ValidationError(gettext("Type an e-mail address such as name@city.go.id."))


class SupervisorForm(PersonChosen):
    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Say why; the reason stays with it.")),
            Length(max=1000, message=lazy_gettext("Keep the reason under 1,000 signs.")),
        ],
        render_kw={"rows": 3},
    )


class LastDayForm(DayForm):
    is_known_only = True
    day = DateField(lazy_gettext("Last day"), validators=[DataRequired(NEEDS_DAY), _near])


class EndingForm(DayForm):
    """The last day of a post may lie ahead."""

    day = DateField(lazy_gettext("Last day"), validators=[DataRequired(NEEDS_DAY), _near])


class HeadForm(PersonChosen):
    kind = RadioField(
        lazy_gettext("As"),
        choices=[
            SelectChoice("head", lazy_gettext("Head of the unit")),
            SelectChoice(
                "acting", lazy_gettext("Acting head (Plt. or Plh.), in place of the head")
            ),
        ],
        default="head",
    )
    until = DateField(
        lazy_gettext("Until"),
        description=lazy_gettext("The last day; empty while nobody knows it."),
        validators=[Optional(), _near],
    )

    def validate_until(self, field: DateField) -> None:
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(gettext("It must end on the first day or later."))


class RenameForm(DayForm):
    is_known_only = True
    name = _text(
        lazy_gettext("Name of the unit"), longest=200, missing=lazy_gettext("Type the name.")
    )


class MoveForm(DayForm):
    is_known_only = True
    parent = SelectField(lazy_gettext("Place it below"), coerce=_id)

    def offer(self, units: list[SelectChoice]) -> None:
        self.parent.choices = [SelectChoice("", gettext("Nothing: at the top")), *units]


class NewUnitForm(MoveForm):
    agency = SelectField(lazy_gettext("Agency"), coerce=_id)
    name = _text(
        lazy_gettext("Name of the unit"), longest=200, missing=lazy_gettext("Type the name.")
    )
    code = _text(
        lazy_gettext("Code"),
        longest=40,
        missing=lazy_gettext("Type a code."),
        description=lazy_gettext("As in your staff list; no other unit of the agency has it."),
    )


class PositionForm(Form):
    title = _text(
        lazy_gettext("Name of the position"), longest=200, missing=lazy_gettext("Type the name.")
    )
    grade = _text(lazy_gettext("Grade"), longest=40, description=lazy_gettext("Such as Ahli Muda."))
    kind = RadioField(
        lazy_gettext("Kind"),
        choices=[
            SelectChoice("", lazy_gettext("Not said")),
            SelectChoice("structural", lazy_gettext("Structural")),
            SelectChoice("functional", lazy_gettext("Functional")),
            SelectChoice("pelaksana", lazy_gettext("Pelaksana")),
        ],
        default="",
    )


class NewPositionForm(PositionForm):
    agency = SelectField(lazy_gettext("Agency"), coerce=_id)


class AgencyForm(Form):
    name = _text(
        lazy_gettext("Name of the agency"), longest=200, missing=lazy_gettext("Type the name.")
    )
    city = _text(
        lazy_gettext("City"),
        longest=100,
        missing=lazy_gettext("Type the city."),
        description=lazy_gettext("Printed on certificates beside the day."),
    )
    time_zone = RadioField(
        lazy_gettext("Time zone"),
        choices=[
            SelectChoice("Asia/Jakarta", lazy_gettext("WIB, Western Indonesia")),
            SelectChoice("Asia/Makassar", lazy_gettext("WITA, Central Indonesia")),
            SelectChoice("Asia/Jayapura", lazy_gettext("WIT, Eastern Indonesia")),
        ],
        default=ZONES[0],
        description=lazy_gettext("It decides which day counts for JP, deadlines and posts."),
    )
