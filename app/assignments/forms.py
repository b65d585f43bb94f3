"""What is filled in to assign a course, to withdraw that, and to decline it."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from app.accounts.models import Person
from app.assignments.actions import Wanted
from app.assignments.targets import (
    Target,
    of_people,
    of_positions,
    positions_titled,
    read_people,
    split_people,
)
from app.web.forms import Form, trim
from app.web.input import read_choice, read_id

# More are a unit or a position, or come in several goes.
MOST_NAMED = 500
LONGEST_LOGIN = 254
# The fields that each choice of whom asks for.
READ_BY = {
    "team": {"team"},
    "people": {"people"},
    "unit": {"unit"},
    "position": {"position", "unit"},
}


def _near(_form: Form, field: DateField) -> None:
    if field.data and not 2000 <= field.data.year <= 2100:
        raise ValidationError(gettext("Check the year."))


def _reason(label: str, help_text: str) -> TextAreaField:
    return TextAreaField(
        label,
        description=help_text,
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Say why, in a sentence.")),
            Length(max=1000, message=lazy_gettext("Keep the reason under 1,000 signs.")),
        ],
        render_kw={"rows": 3},
    )


class AssignmentForm(Form):
    """`targets` and `wanted` are there once it is valid. `actor` assigns; `team`: (id, name) of
    the people they supervise, None who is no supervisor; `is_officer` offers more than the team."""

    whom = RadioField(lazy_gettext("For whom"), validate_choice=False)
    team = SelectMultipleField(
        lazy_gettext("From your team"), coerce=read_id, choices=(), option_widget=CheckboxInput()
    )
    people = TextAreaField(
        lazy_gettext("E-mail or NIP, one person a line"),
        filters=[trim],
        validators=[Length(max=MOST_NAMED * LONGEST_LOGIN)],
        render_kw={"rows": 4, "autocapitalize": "none", "spellcheck": "false"},
    )
    unit = SelectField(lazy_gettext("Unit"), coerce=read_choice)
    position = StringField(
        lazy_gettext("Position"),
        filters=[trim],
        validators=[Length(max=200, message=lazy_gettext("That is too long."))],
    )
    kind = RadioField(
        lazy_gettext("How binding"),
        choices=[
            SelectChoice("recommended", lazy_gettext("Recommended: they may decline with a word")),
            SelectChoice("mandatory", lazy_gettext("Mandatory")),
        ],
        default="recommended",
    )
    opens_on = DateField(lazy_gettext("Opens on"), validators=[Optional(), _near])
    due_on = DateField(
        lazy_gettext("Due date; a mandatory assignment needs one"), validators=[Optional(), _near]
    )
    reason = _reason(lazy_gettext("Reason"), lazy_gettext("They read it beside your name."))
    form_key = HiddenField(validators=[Length(max=40)])

    def __init__(
        self,
        *,
        actor: Person,
        is_officer: bool,
        team: Sequence[tuple[int, str]] | None,
        today: date,
        **values: Any,
    ) -> None:
        super().__init__(**values)
        self.actor, self.today = actor, today
        self.whom.choices = _whom(is_officer=is_officer, has_team=team is not None)
        if len(self.whom.choices) == 1:
            self.whom.data = self.whom.data or self.whom.choices[0].value
        self.team.choices = list(team or ())
        self.is_officer = is_officer
        self.form_key.data = self.form_key.data or secrets.token_urlsafe(20)
        # Its label says when it is.
        self.due_on.flags.optional = False
        if not self.is_submitted():
            self.opens_on.data = today

    def validate_whom(self, field: RadioField) -> None:
        """All fields stand open: what one filled in must not be left out unseen."""
        if field.data not in [choice.value for choice in field.choices]:
            raise ValidationError(gettext("Say for whom it is."))
        offered = set().union(*(READ_BY[choice.value] for choice in field.choices))
        unread = offered - READ_BY[field.data]
        if filled := [one for one in unread if self[one].data]:
            raise ValidationError(
                gettext(
                    "You chose “%(choice)s” and filled in “%(field)s”, too. Empty that, or choose"
                    " otherwise.",
                    choice=next(one.label for one in field.choices if one.value == field.data),
                    field=self[min(filled)].label.text,
                )
            )

    def validate_team(self, field: SelectMultipleField) -> None:
        if self.whom.data == "team" and not field.data:
            raise ValidationError(gettext("Tick at least one person."))

    def validate_people(self, field: TextAreaField) -> None:
        if self.whom.data != "people":
            return
        if len(split_people(field.data or "")) > MOST_NAMED:
            raise ValidationError(gettext("Name at most 500 people at once."))
        self.named, unknown = read_people(field.data or "", actor=self.actor)
        if unknown:
            raise ValidationError(
                gettext("Nobody has this e-mail address or NIP: %(who)s.", who=", ".join(unknown))
            )
        if not self.named:
            raise ValidationError(gettext("Name at least one person."))

    def validate_unit(self, field: SelectField) -> None:
        if self.whom.data == "unit" and field.data is None:
            raise ValidationError(gettext("Choose a unit."))

    def validate_position(self, field: StringField) -> None:
        if self.whom.data != "position":
            return
        if not field.data:
            raise ValidationError(gettext("Type the position."))
        self.position_ids = positions_titled(field.data or "")
        if not self.position_ids:
            raise ValidationError(
                gettext("There is no position of this name. Write it as in the register.")
            )

    def validate_kind(self, field: RadioField) -> None:
        if field.data == "mandatory" and not any(map(trim, self.due_on.raw_data or ())):
            raise ValidationError(gettext("What is mandatory needs a due date."))

    def validate_due_on(self, field: DateField) -> None:
        if field.data and field.data < max(self.today, self.opens_on.data or self.today):
            raise ValidationError(
                gettext("It must be due today or later, and not before it opens.")
            )

    @property
    def targets(self) -> list[Target]:
        whom = self.whom.data
        if whom == "team":
            return of_people(self.team.data)
        if whom == "people":
            return of_people(self.named)
        if whom == "unit":
            return [Target(unit_id=self.unit.data)]
        return of_positions(self.position_ids, self.unit.data, actor=self.actor)

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            kind=self.kind.data,
            given_as="supervisor" if self.whom.data == "team" else "officer",
            reason=self.reason.data,
            opens_on=self.opens_on.data or self.today,
            due_on=self.due_on.data,
        )


def _whom(*, is_officer: bool, has_team: bool) -> list[SelectChoice]:
    own = [SelectChoice("team", lazy_gettext("People of your team"))] if has_team else []
    others = [
        SelectChoice("unit", lazy_gettext("A unit and those below it")),
        SelectChoice("position", lazy_gettext("Everybody in a position")),
        SelectChoice("people", lazy_gettext("People by name")),
    ]
    return own + (others if is_officer else [])


class WithdrawalForm(Form):
    reason = _reason(
        lazy_gettext("Reason"),
        lazy_gettext(
            "It stays with the assignment. Supervisors and training officers can read it."
        ),
    )


class RefusalForm(Form):
    reason = _reason(
        lazy_gettext("Why not now?"),
        lazy_gettext("A word is enough. Your supervisor and the training officers can read it."),
    )
