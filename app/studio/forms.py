"""What an author uploads and says about it."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from app.library.models import CHANGES
from app.web.forms import Form, trim

CHOOSE = FileRequired(lazy_gettext("Choose a file."))


class UploadForm(Form):
    file = FileField(
        lazy_gettext("File"),
        description=lazy_gettext(
            "A course's folder as ZIP, a single page (.md), a question bank or a Word document."
        ),
        validators=[CHOOSE],
    )
    course = SelectField(
        lazy_gettext("Course"),
        description=lazy_gettext("Only for a single file: the course it belongs to."),
        coerce=str,
        validators=[Optional()],
    )


class FileForm(Form):
    """A further file of a draft."""

    file = FileField(lazy_gettext("File"), validators=[CHOOSE])
    place = RadioField(
        lazy_gettext("What is it?"),
        choices=[
            SelectChoice("page", lazy_gettext("A page, a question bank or a Word document")),
            SelectChoice("asset", lazy_gettext("A picture, recording or download (assets)")),
        ],
        default="page",
    )


class PublicationForm(Form):
    change = RadioField(
        lazy_gettext("What does it mean for learners?"),
        choices=[
            SelectChoice("minor", lazy_gettext("Wording only: nobody needs to know")),
            SelectChoice(
                "material",
                lazy_gettext("New or different content: learners are shown what changed"),
            ),
            SelectChoice(
                "major",
                lazy_gettext("A new requirement: also those who completed it are shown it"),
            ),
        ],
        default="minor",
    )
    note = TextAreaField(
        lazy_gettext("What changed"),
        description=lazy_gettext("One or two sentences for learners."),
        filters=[trim],
        validators=[Length(max=1000)],
    )
    seen = HiddenField(filters=[trim])

    def validate_note(self, field: TextAreaField) -> None:
        if self.change.data in CHANGES[1:] and not field.data:
            raise ValidationError(lazy_gettext("Tell the learners what changed."))
