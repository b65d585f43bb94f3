"""What an officer fills in to give other terms for a quiz."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext
from wtforms import (
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.accounts.models import Person
from app.accounts.queries import find_person_by_login
from app.accounts.reach import find_reached, reaches_all
from app.kit import clock
from app.learning.models import QuizOverride
from app.learning.overrides import OtherTerms, Target
from app.web.forms import Form, trim
from app.web.input import read_choice, read_id

# A day on top of any time limit; and more tries than anyone would want to count.
MOST_MINUTES = 24 * 60
MOST_ATTEMPTS = 100
# As a browser writes a moment; the first is that in which a field is filled in.
LOCAL_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def _near(_form: Form, field: DateTimeLocalField) -> None:
    """A slip of the year, and what no zone can reckon with."""
    if field.data and not 2000 <= field.data.year <= 2100:
        raise ValidationError(gettext("Check the year."))


def values_of(override: QuizOverride, *, actor: Person) -> dict[str, Any]:
    """What `OverrideForm` is filled in with, so that giving them again keeps the rest."""
    zone = ZoneInfo(actor.zone)

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    whom = "unit" if override.unit_id else "person" if override.person_id else "everyone"
    return {
        "whom": whom,
        "person": login_of(override.person_id, actor=actor) if override.person_id else "",
        "unit": override.unit_id,
        "opens_at": local(override.opens_at),
        "closes_at": local(override.closes_at),
        "extra_minutes": override.extra_minutes,
        "attempts": override.attempts,
        "reason": override.reason,
    }


def login_of(person_id: int, *, actor: Person) -> str:
    """What the field for a person takes; "" where the officer reaches none with this id."""
    person = find_reached(actor, person_id)
    return person.email if person else ""


class OverrideForm(Form):
    """`target` and `terms` are there once it is valid; moments are on the clock of the officer,
    `actor`, whose reach limits for whom."""

    whom = RadioField(
        lazy_gettext("For whom"),
        choices=[
            SelectChoice("person", lazy_gettext("One person")),
            SelectChoice("unit", lazy_gettext("A unit and those below it")),
            SelectChoice("everyone", lazy_gettext("Everyone")),
        ],
        default="person",
    )
    person = StringField(
        lazy_gettext("E-mail or NIP of the person"),
        filters=[trim],
        validators=[Length(max=254, message=lazy_gettext("That is too long."))],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    unit = SelectField(lazy_gettext("Unit"), coerce=read_choice)
    opens_at = DateTimeLocalField(
        lazy_gettext("Opens"), format=LOCAL_FORMATS, validators=[Optional(), _near]
    )
    closes_at = DateTimeLocalField(
        lazy_gettext("Closes"), format=LOCAL_FORMATS, validators=[Optional(), _near]
    )
    extra_minutes = IntegerField(
        lazy_gettext("Extra minutes"),
        validators=[
            Optional(),
            NumberRange(0, MOST_MINUTES, lazy_gettext("Give minutes from 0 to 1440.")),
        ],
    )
    attempts = IntegerField(
        lazy_gettext("Attempts in all"),
        validators=[
            Optional(),
            NumberRange(1, MOST_ATTEMPTS, lazy_gettext("Give a number from 1 to 100.")),
        ],
    )
    reason = TextAreaField(
        lazy_gettext("Reason"),
        description=lazy_gettext("For you and your colleagues; learners do not see it."),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Say why; the reason stays with the terms.")),
            Length(max=1000, message=lazy_gettext("Keep the reason under 1,000 signs.")),
        ],
        render_kw={"rows": 3},
    )
    # The newest terms that the officer has seen.
    seen = HiddenField()

    def __init__(self, *, actor: Person, **values: Any) -> None:
        super().__init__(**values)
        self.actor = actor
        self.zone = ZoneInfo(actor.zone)
        if not reaches_all(actor):
            self.whom.choices = [one for one in self.whom.choices if one.value != "everyone"]
        self.zone_name = clock.now().astimezone(self.zone).tzname()

    def validate_person(self, field: StringField) -> None:
        if self.whom.data != "person":
            return
        found = find_person_by_login(field.data) if field.data else None
        if found is None or not find_reached(self.actor, found.id):
            raise ValidationError(gettext("Nobody has this e-mail address or NIP. Check it."))
        self.person_id, self.person_name = found.id, found.name

    def validate_unit(self, field: SelectField) -> None:
        if self.whom.data == "unit" and field.data is None:
            raise ValidationError(gettext("Choose a unit."))

    def validate_closes_at(self, field: DateTimeLocalField) -> None:
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(gettext("It must close after it opens."))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if not any(field.raw_data and field.raw_data[0] for field in self._changes):
            self.form_errors.append(gettext("Say what is different: a time, minutes or attempts."))
            return False
        return bool(is_valid)

    @property
    def _changes(self) -> tuple[Any, ...]:
        return (self.opens_at, self.closes_at, self.extra_minutes, self.attempts)

    @property
    def target(self) -> Target:
        if self.whom.data == "person":
            return Target(person_id=self.person_id)
        return Target(unit_id=self.unit.data if self.whom.data == "unit" else None)

    @property
    def named(self) -> str:
        """For whom, in words."""
        if self.whom.data == "person":
            return self.person_name
        if self.whom.data == "unit":
            chosen = (one for one in self.unit.choices if one.value == self.unit.data)
            return str(next(chosen).label).strip()
        return str(gettext("everyone"))

    @property
    def terms(self) -> OtherTerms:
        return OtherTerms(
            opens_at=self._moment(self.opens_at.data),
            closes_at=self._moment(self.closes_at.data),
            extra_minutes=self.extra_minutes.data,
            attempts=self.attempts.data,
        )

    @property
    def newest_seen(self) -> int:
        try:
            return read_id(self.seen.data or "")
        except ValueError:
            return 0

    def _moment(self, local: datetime | None) -> datetime | None:
        return local.replace(tzinfo=self.zone).astimezone(UTC) if local else None
