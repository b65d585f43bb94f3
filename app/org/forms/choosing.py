"""Choosing a person: who supervises somebody, who leads a unit."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.accounts.models import Person
from app.org.candidates import Candidate, find_candidates
from app.org.forms.dated import (
    LOGIN_LOOK,
    DayForm,
    UntilForm,
    text,
)
from app.web.forms import trim
from app.web.input import read_choice


class PersonChosen(DayForm):
    """In two steps: words that find people, then which of them. Valid once one was chosen, who is
    `found` then; without errors and not valid it is to be shown again, with those to choose from.
    """

    person = text(
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
    return " · ".join(filter(None, [one.person.name, *post, one.email]))


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
