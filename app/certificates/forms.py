"""What an officer fills in."""

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.certificates.numbering import unknown_placeholders
from app.web.forms import Form, trim
from app.web.input import read_choice, read_id

REASON = (
    DataRequired(lazy_gettext("Say why; the reason is kept with the certificate.")),
    Length(max=1000, message=lazy_gettext("Keep the reason under 1,000 signs.")),
)


class ReasonForm(Form):
    reason = TextAreaField(lazy_gettext("Reason"), filters=[trim], validators=REASON)


class IssueForm(Form):
    person = RadioField(
        lazy_gettext("Employee"),
        coerce=read_id,
        validators=[InputRequired(lazy_gettext("Choose an employee."))],
    )
    course = SelectField(
        lazy_gettext("Course"),
        coerce=read_choice,
        validators=[InputRequired(lazy_gettext("Choose a course."))],
    )
    completed_on = DateField(
        lazy_gettext("Completed on"),
        description=lazy_gettext("Today or earlier; this day is printed on the certificate."),
        validators=[InputRequired(lazy_gettext("Give the day on which the course was completed."))],
    )
    reason = TextAreaField(
        lazy_gettext("Reason"),
        description=lazy_gettext("For example: passed the same course in class on 3 March."),
        filters=[trim],
        validators=REASON,
    )
    form_key = HiddenField(validators=[InputRequired(), Length(min=16, max=40)])


class SeriesForm(Form):
    number_template = StringField(
        lazy_gettext("Number"),
        description=lazy_gettext(
            "{seq} is the running number, {month_roman} the month, {year} the year. For example "
            "800.2/{seq}/BKPSDM/{month_roman}/{year}."
        ),
        filters=[trim],
        validators=[
            DataRequired(lazy_gettext("Give the pattern of the number.")),
            Length(max=100, message=lazy_gettext("Keep the pattern under 100 signs.")),
        ],
    )
    place = StringField(
        lazy_gettext("Place"),
        description=lazy_gettext("Stands before the date, for example Lembayung."),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Give the place.")), Length(max=100)],
    )
    signatory_name = StringField(
        lazy_gettext("Name of the signatory"),
        description=lazy_gettext("With all titles, as it is to be printed."),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Give the name.")), Length(max=200)],
    )
    signatory_title = StringField(
        lazy_gettext("Title of the signatory"),
        description=lazy_gettext("For example Kepala BKPSDM."),
        filters=[trim],
        validators=[DataRequired(lazy_gettext("Give the title.")), Length(max=200)],
    )

    def validate_number_template(self, field: StringField) -> None:
        """Without year and number two certificates could be called the same."""
        if unknown := unknown_placeholders(field.data):
            raise ValidationError(gettext("{%(name)s} is not known here.", name=sorted(unknown)[0]))
        if "{seq}" not in field.data or "{year}" not in field.data:
            raise ValidationError(gettext("The number needs {seq} and {year}."))
