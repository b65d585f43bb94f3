"""What an administrator fills in to give and end a role."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError

from app.accounts.roles import Wanted
from app.web.forms import Form
from app.web.input import read_choice

ROLES = {
    "employee": lazy_gettext("Employee"),
    "author": lazy_gettext("Author"),
    "supervisor": lazy_gettext("Supervisor"),
    "officer": lazy_gettext("Training officer"),
    "admin": lazy_gettext("Administrator"),
}


class RoleForm(Form):
    role = RadioField(
        lazy_gettext("Role"),
        choices=[SelectChoice(*item) for item in ROLES.items()],
        # `validate_role` says it better.
        validate_choice=False,
    )
    scope = RadioField(
        lazy_gettext("Where"),
        choices=[
            SelectChoice("everywhere", lazy_gettext("Everywhere")),
            SelectChoice("unit", lazy_gettext("In a unit and those below it (training officers)")),
            SelectChoice("own", lazy_gettext("For the own courses (authors)")),
        ],
        default="everywhere",
    )
    unit = SelectField(
        lazy_gettext("Unit"),
        coerce=read_choice,
        description=lazy_gettext("Of a training officer who looks after this unit alone."),
    )
    course = SelectField(
        lazy_gettext("Course"),
        coerce=read_choice,
        description=lazy_gettext(
            "Of an author for the own courses. For another one, give the role again; "
            "what they publish first is theirs."
        ),
    )
    day = DateField(
        lazy_gettext("From day"), validators=[DataRequired(lazy_gettext("Choose a day."))]
    )
    until = DateField(
        lazy_gettext("Until"),
        description=lazy_gettext("The last day; empty while nobody knows it."),
        validators=[Optional()],
    )

    def __init__(self, *, today: date, **values: Any) -> None:
        super().__init__(data={"day": today, **values})
        self.today = today

    def offer(self, units: list[SelectChoice], courses: list[SelectChoice]) -> None:
        self.unit.choices = [SelectChoice("", gettext("Choose a unit")), *units]
        self.course.choices = [SelectChoice("", gettext("None yet")), *courses]

    def validate_role(self, field: RadioField) -> None:
        if field.data not in ROLES:
            raise ValidationError(gettext("Choose a role."))

    def validate_scope(self, field: RadioField) -> None:
        role = self.role.data
        if role not in ROLES or field.data == "everywhere":
            return
        if role == "officer" and field.data != "unit":
            raise ValidationError(gettext("A training officer is one everywhere or in a unit."))
        if role == "author" and field.data != "own":
            raise ValidationError(gettext("An author is one everywhere or for the own courses."))
        if role not in ("officer", "author"):
            raise ValidationError(gettext("This role is only given everywhere."))

    def validate_unit(self, field: SelectField) -> None:
        if self.scope.data == "unit" and field.data is None:
            raise ValidationError(gettext("Choose a unit."))

    def validate_day(self, field: DateField) -> None:
        """What somebody was allowed in the past cannot be made so later."""
        if field.data and field.data < self.today:
            raise ValidationError(gettext("Choose today or a later day."))

    def validate_until(self, field: DateField) -> None:
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError(gettext("It must end on the first day or later."))

    @property
    def has_course(self) -> bool:
        return self.scope.data == "own" and self.course.data is not None

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            role=self.role.data,
            day=self.day.data,
            until=self.until.data,
            unit_id=self.unit.data if self.scope.data == "unit" else None,
            only_own=self.scope.data == "own",
        )


class RoleEndingForm(Form):
    day = DateField(
        lazy_gettext("Last day"), validators=[DataRequired(lazy_gettext("Choose a day."))]
    )

    def __init__(self, *, today: date) -> None:
        super().__init__(data={"day": today})
        self.today = today

    def validate_day(self, field: DateField) -> None:
        """Yesterday ends it at once, also where it has not begun; further back it would rewrite
        what was."""
        if field.data and (self.today - field.data).days > 1:
            raise ValidationError(gettext("Choose yesterday, to end it at once, or a later day."))
