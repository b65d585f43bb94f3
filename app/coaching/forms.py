"""What is filled in about a session."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
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

from app.accounts.models import Person
from app.accounts.queries import find_person_by_login
from app.coaching.actions import Facts
from app.coaching.models import COACHING, MENTORING, MOST_MINUTES, CoachingSession
from app.web.forms import Form, trim
from app.web.input import LARGEST_ID, read_choice

LONGEST_TOPIC, LONGEST_AGREEMENT, LONGEST_REASON = 300, 2000, 1000
# Longer ago nobody remembers it well enough to confirm it; nobody plans further ahead.
LONGEST_AGO = LONGEST_AHEAD = timedelta(days=366)
MINUTES = lazy_gettext("Type the minutes, 1 to 480.")


class StepForm(Form):
    """A step of a session as it was shown."""

    revision = IntegerField(
        default=1,
        validators=[
            InputRequired(),
            NumberRange(1, LARGEST_ID, lazy_gettext("Not a valid choice.")),
        ],
        widget=HiddenInput(),
    )


class RefusalForm(StepForm):
    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Say why, so that it can be mended.")),
            Length(max=LONGEST_REASON, message=lazy_gettext("Keep the reason under 1,000 signs.")),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )


class SessionForm(StepForm):
    """`today`: of its writer."""

    form_id = RadioField(
        lazy_gettext("What it was"),
        choices=[
            SelectChoice(
                str(COACHING), lazy_gettext("Coaching: working towards a goal of one's own")
            ),
            SelectChoice(
                str(MENTORING), lazy_gettext("Mentoring: learning from somebody's experience")
            ),
        ],
        default=str(COACHING),
        validators=[InputRequired(lazy_gettext("Choose what it was."))],
    )
    held_on = DateField(
        lazy_gettext("Held on"), validators=[DataRequired(lazy_gettext("Choose the day."))]
    )
    minutes = IntegerField(
        lazy_gettext("How long"),
        validators=[InputRequired(MINUTES), NumberRange(1, MOST_MINUTES, MINUTES)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    topic = StringField(
        lazy_gettext("Topic"),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Type what it was about.")),
            Length(max=LONGEST_TOPIC, message=lazy_gettext("That is too long.")),
        ],
    )
    agreed = TextAreaField(
        lazy_gettext("What you agreed on"),
        description=lazy_gettext(
            "The next steps, in a few words. Both of you read it, and whoever verifies it."
        ),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Type the next steps.")),
            Length(max=LONGEST_AGREEMENT, message=lazy_gettext("Keep it under 2,000 characters.")),
        ],
        render_kw={"rows": 5, "maxlength": LONGEST_AGREEMENT},
    )
    follow_up_on = DateField(
        lazy_gettext("When you look at it again"),
        validators=[Optional()],
    )
    form_key = HiddenField(validators=[Length(max=32)])

    def __init__(self, session: CoachingSession | None = None, *, today: date) -> None:
        super().__init__(obj=session)
        self.today = today
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(20)

    def take_over(self, session: CoachingSession) -> None:
        """What was written of one that is logged anew."""
        for name in ("held_on", "minutes", "topic", "agreed", "follow_up_on"):
            self[name].data = getattr(session, name)
        self.form_id.data = str(session.form_id)

    def show_revision(self, revision: int) -> None:
        """In place of the one that was sent."""
        self.revision.data, self.revision.raw_data = revision, None

    def validate_held_on(self, field: DateField) -> None:
        if field.data > self.today:
            raise ValidationError(gettext("It has to be over: log it once it has been held."))
        if field.data < self.today - LONGEST_AGO:
            raise ValidationError(gettext("Log a session within a year. Check the day."))

    def validate_follow_up_on(self, field: DateField) -> None:
        if self.held_on.data and field.data < self.held_on.data:
            raise ValidationError(gettext("This day cannot be before the session."))
        if field.data > self.today + LONGEST_AHEAD:
            raise ValidationError(gettext("Choose a day within a year."))

    @property
    def facts(self) -> Facts:
        return Facts(
            form_id=int(self.form_id.data),
            held_on=self.held_on.data,
            minutes=self.minutes.data,
            topic=" ".join(self.topic.data.split()),
            agreed=self.agreed.data,
            follow_up_on=self.follow_up_on.data,
        )


class OwnForm(SessionForm):
    """By who was coached, `coachee`; `supervisor`: None where there is nobody."""

    who = RadioField(
        lazy_gettext("Who coached you"),
        validators=[InputRequired(lazy_gettext("Choose who coached you."))],
    )
    login = StringField(
        lazy_gettext("NIP or work e-mail of that coach"),
        description=lazy_gettext("Only for somebody else than your supervisor. Type all of it."),
        filters=[trim],
        validators=[Length(max=254, message=lazy_gettext("That is too long."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    def __init__(self, *, coachee: Person, supervisor: Person | None, today: date) -> None:
        super().__init__(today=today)
        self.coachee, self.supervisor = coachee, supervisor
        self.coach: Person | None = None
        self.who.choices = [SelectChoice("other", gettext("Somebody else"))]
        if supervisor:
            words = gettext("My supervisor, %(name)s", name=supervisor.name)
            self.who.choices.insert(0, SelectChoice("supervisor", words))
        self.who.data = self.who.data or self.who.choices[0].value

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if self.who.data == "supervisor":
            self.coach = self.supervisor
        elif message := self._find():
            self.login.errors = [*self.login.errors, message]
            is_valid = False
        return is_valid

    def _find(self) -> str | None:
        """What is wrong with the coach who was typed; the same for an unknown one and one who has
        left, so that nobody learns more."""
        found = find_person_by_login(self.login.data) if self.login.data else None
        if found is None:
            return str(gettext("Nobody here has this NIP or e-mail. Ask your coach for it."))
        if found.id == self.coachee.id:
            return str(gettext("This is you. Type the NIP or e-mail of your coach."))
        self.coach = found
        return None


class TeamForm(SessionForm):
    """By a supervisor who coached somebody of the `team`: (id, name with position)."""

    person = SelectField(
        lazy_gettext("Whom you coached"),
        coerce=read_choice,
        validators=[DataRequired(lazy_gettext("Choose whom you coached."))],
    )

    def __init__(self, *, team: Sequence[tuple[int, str]], today: date) -> None:
        super().__init__(today=today)
        self.person.choices = [
            SelectChoice("", gettext("Choose a person")),
            *(SelectChoice(person_id, name) for person_id, name in team),
        ]
