"""What officers fill in about a batch."""

from datetime import date

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.web.forms import Form, trim

LONGEST_REASON = 500


class SendingForm(Form):
    sent_on = DateField(
        lazy_gettext("Sent on"), validators=[DataRequired(lazy_gettext("Choose a day."))]
    )
    reference = StringField(
        lazy_gettext("Reference"),
        filters=[trim],
        validators=[Optional(), Length(max=100, message=lazy_gettext("That is too long."))],
        description=lazy_gettext("If SIASN gave a number, note it here."),
        render_kw={"autocomplete": "off"},
    )
    # Set by the view: the first and the last day that can be.
    first: date
    last: date

    def validate_sent_on(self, field: DateField) -> None:
        if field.data and not self.first <= field.data <= self.last:
            raise ValidationError(gettext("Choose a day from the batch's making until today."))


class AnswerForm(Form):
    file = FileField(
        lazy_gettext("Answer of SIASN"),
        validators=[FileRequired(lazy_gettext("Choose a file first."))],
        description=lazy_gettext(
            "XLSX or CSV with NIP, Nomor Sertifikat, Status (diterima or ditolak) and Keterangan."
        ),
    )


class DecisionForm(Form):
    state = RadioField(
        lazy_gettext("Answer of SIASN"),
        choices=[
            SelectChoice("accepted", lazy_gettext("Accepted")),
            SelectChoice("refused", lazy_gettext("Refused")),
            SelectChoice("open", lazy_gettext("No answer yet")),
        ],
        validators=[InputRequired(lazy_gettext("Choose the answer."))],
    )
    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[trim],
        validators=[
            Length(max=LONGEST_REASON, message=lazy_gettext("That is too long.")),
        ],
        description=lazy_gettext("As SIASN gives it; needed where it refused the entry."),
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if self.state.data == "refused" and not field.data:
            raise ValidationError(gettext("Say why SIASN refused it."))
