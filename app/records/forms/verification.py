"""What whoever verifies sends."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length

from app.records.verifying import STATE, Seen
from app.web.forms import Form, trim
from app.web.input import read_id

# Offered to be sent as they are, or changed.
REASONS = (
    lazy_gettext("The photo cannot be read. Please send a sharper one or a scan."),
    lazy_gettext("The certificate number is missing or differs from the paper."),
    lazy_gettext("The dates differ from those on the certificate."),
    lazy_gettext("The hours differ from those on the certificate."),
    lazy_gettext("The name on the certificate is not yours. Please send your own."),
    lazy_gettext("This training is in your record already."),
)
NEEDED = lazy_gettext("Say why, so that the employee knows what to do.")


SHORT = Length(max=1000, message=lazy_gettext("Keep the reason under 1,000 signs."))


class ReopeningForm(Form):
    reason = TextAreaField(
        lazy_gettext("Reason"), filters=[trim], validators=[DataRequired(NEEDED), SHORT]
    )


class DecisionForm(Form):
    """Of `verifying.decide`; what is verified needs no reason."""

    decision = StringField(validators=[AnyOf(list(STATE), lazy_gettext("Not a valid choice."))])
    reason = TextAreaField(lazy_gettext("Reason"), filters=[trim], validators=[SHORT])

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if self.decision.data != "verified" and not self.reason.data:
            self.reason.errors = [str(NEEDED)]
            return False
        return is_valid

    @property
    def why(self) -> str:
        """Nothing typed beside goes with what is verified."""
        return "" if self.decision.data == "verified" else self.reason.data or ""


def _revision(value: str | None) -> int | None:
    try:
        return read_id(value or "")
    except ValueError:
        return None


class OneDecisionForm(DecisionForm):
    revision = HiddenField(filters=[_revision], validators=[DataRequired()])


def _seen(value: str) -> Seen:
    """`id-revision`; raises ValueError."""
    activity_id, _, revision = value.partition("-")
    return Seen(read_id(activity_id), read_id(revision))


class ManyDecisionsForm(DecisionForm):
    entry = SelectMultipleField(
        coerce=_seen,
        validate_choice=False,
        validators=[InputRequired(lazy_gettext("Tick the entries that you want to decide on."))],
    )
