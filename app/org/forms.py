"""What officers fill in about people and units."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.accounts.actions import EMAIL
from app.accounts.models import Person
from app.db import db
from app.kit.clock import ZONES
from app.kit.nip import Nip, NipError, format_nip, parse_nip
from app.org.candidates import Candidate, find_candidates
from app.org.models import Position, Unit
from app.org.positions import find_titled, titles_near
from app.web.errors import words_of
from app.web.forms import Form, trim
from app.web.input import read_choice

LOGIN_LOOK = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
NEEDS_DAY = lazy_gettext("Choose a day.")


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
    day = DateField(lazy_gettext("From day"), validators=[DataRequired(NEEDS_DAY), _near])

    def __init__(self, *, today: date, **values: Any) -> None:
        super().__init__(data={"day": today, **values})
        self.today = today

    def validate_day(self, field: DateField) -> None:
        if self.is_known_only and field.data and field.data > self.today:
            raise ValidationError(gettext("Choose today or an earlier day."))


class PersonChosen(DayForm):
    """In two steps: words that find people, then which of them. Valid once one was chosen, who is
    `found` then; without errors and not valid it is to be shown again, with those to choose from.
    """

    person = _text(
        lazy_gettext("Name, e-mail or NIP of the person"),
        longest=254,
        missing=lazy_gettext("Type a name, an e-mail address or a NIP."),
        render_kw=LOGIN_LOOK,
    )
    chosen = RadioField(
        lazy_gettext("Is this the person?"), coerce=read_choice, validate_choice=False
    )
    found: Person | None = None

    def __init__(self, *, actor: Person, **values: Any) -> None:
        super().__init__(**values)
        self.actor = actor
        self.chosen.choices = []

    def validate(self, *args: Any, **more: Any) -> bool:
        return super().validate(*args, **more) and self.found is not None

    def validate_person(self, field: StringField) -> None:
        near = find_candidates(field.data, actor=self.actor, day=self.today)
        if not near:
            raise ValidationError(
                gettext("Nobody was found. Check the spelling, or type the whole NIP.")
            )
        self.chosen.choices = [SelectChoice(one.person.id, _described(one)) for one in near]
        people = {one.person.id: one.person for one in near}
        self.found = people.get(self.chosen.data)
        if len(near) == 1:
            self.chosen.data = near[0].person.id

    @property
    def is_searched(self) -> bool:
        return bool(self.chosen.choices)


def _described(one: Candidate) -> str:
    post = [one.position, one.unit] if one.unit else [gettext("without a post")]
    return " · ".join([one.person.name, *filter(None, post), one.person.email])


class UntilForm(DayForm):
    until = DateField(
        lazy_gettext("Until"),
        description=lazy_gettext("The last day; empty while nobody knows it."),
        validators=[Optional(), _near],
    )

    def validate_until(self, field: DateField) -> None:
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(gettext("It must end on the first day or later."))


class PostForm(DayForm):
    """`found_position`, of the unit's agency, is there once it is valid."""

    unit = SelectField(lazy_gettext("Unit"), coerce=read_choice)
    position = _text(
        lazy_gettext("Position"),
        longest=200,
        missing=lazy_gettext("Type the name of the position."),
        description=lazy_gettext("As it stands in the list of positions; a part of it finds it."),
    )
    found_position: Position

    def offer(self, units: list[SelectChoice]) -> None:
        self.unit.choices = [SelectChoice("", gettext("Choose a unit")), *units]

    def validate_unit(self, field: SelectField) -> None:
        if field.data is None:
            raise ValidationError(gettext("Choose a unit."))

    def validate_position(self, field: StringField) -> None:
        """A part of a title that only one position has is enough."""
        unit = db.session.get(Unit, self.unit.data) if self.unit.data else None
        if unit is None:
            return
        near = titles_near(unit.agency_id, field.data)
        title = near[0] if len(near) == 1 else field.data
        found = find_titled(unit.agency_id, title)
        if found is None:
            first = field.data.split()[0]
            raise ValidationError(_no_such_position(near or titles_near(unit.agency_id, first)))
        self.found_position = found


class MainPostForm(PostForm):
    employment_type = RadioField(
        lazy_gettext("Employment type"),
        choices=[SelectChoice("pns", "PNS"), SelectChoice("pppk", "PPPK")],
        default="pns",
    )
    rank = _text(
        lazy_gettext("Rank"), longest=60, description=lazy_gettext("Such as Penata Muda (III/a).")
    )


def _no_such_position(near: Sequence[str]) -> str:
    titles = "; ".join(near)
    if titles:
        return str(gettext("Which position is it? Type one of these: %(titles)s.", titles=titles))
    return str(gettext("The agency has no position called so. Look in the list of positions."))


class OtherPostForm(PostForm, UntilForm):
    kind = RadioField(
        lazy_gettext("What it is"),
        choices=[
            SelectChoice("acting", lazy_gettext("Acting (Plt. or Plh.)")),
            SelectChoice("second", lazy_gettext("A second post")),
        ],
        default="acting",
    )


class IdentityForm(DayForm):
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
    number: Nip | None = None

    def validate_nip(self, field: StringField) -> None:
        try:
            self.number = parse_nip(field.data, today=self.today)
        except NipError as error:
            raise ValidationError(words_of(error.code, {})) from error

    def validate_email(self, field: StringField) -> None:
        if not EMAIL.fullmatch(field.data):
            raise ValidationError(gettext("Type an e-mail address such as name@city.go.id."))


class NewPersonForm(IdentityForm, MainPostForm):
    number: Nip

    def validate_nip(self, field: StringField) -> None:
        super().validate_nip(field)
        if self.number.kind != self.employment_type.data:
            kind = self.number.kind.upper()
            raise ValidationError(
                gettext("This is the NIP of a %(kind)s. Check it, or the type.", kind=kind)
            )


class DetailsForm(IdentityForm):
    """A NIP that stays, `kept`, is not judged again: it may be older than today's rules."""

    is_known_only = True
    birth_place = _text(lazy_gettext("Birth place"), longest=100)
    day = DateField(
        lazy_gettext("A new NIP holds from"),
        description=lazy_gettext("Counts only where the NIP changes; the one before stays known."),
        validators=[DataRequired(NEEDS_DAY), _near],
    )

    def __init__(self, *, kept: str | None, **values: Any) -> None:
        super().__init__(nip=format_nip(kept) if kept else "", **values)
        self.kept = kept
        if not kept:
            self.nip.validators = [Optional(), *self.nip.validators[1:]]

    def validate_nip(self, field: StringField) -> None:
        if field.data and "".join(field.data.split()) != self.kept:
            super().validate_nip(field)


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


class HeadForm(PersonChosen, UntilForm):
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


class RenameForm(DayForm):
    is_known_only = True
    name = _text(
        lazy_gettext("Name of the unit"), longest=200, missing=lazy_gettext("Type the name.")
    )


class MoveForm(DayForm):
    is_known_only = True
    parent = SelectField(lazy_gettext("Place it below"), coerce=read_choice)

    def offer(self, units: list[SelectChoice], *, may_be_top: bool) -> None:
        """The top is the agency's: an officer of a unit places nothing there."""
        top = [SelectChoice("", gettext("Nothing: at the top"))]
        self.parent.choices = [*(top if may_be_top else ()), *units]


class NewUnitForm(MoveForm):
    agency = SelectField(lazy_gettext("Agency"), coerce=read_choice)
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
    agency = SelectField(lazy_gettext("Agency"), coerce=read_choice)


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
