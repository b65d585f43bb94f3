"""Adding files to an entry."""

from collections.abc import Sequence
from pathlib import PurePath

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from app.records.evidence import MOST_FILES
from app.web.forms import Form

ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"


class FilesForm(Form):
    """`photo` stands beside `files` for a phone's camera, which takes one at a time."""

    photo = FileField(lazy_gettext("Take a photo"))
    files = MultipleFileField(lazy_gettext("Choose files"))

    @property
    def sent(self) -> Sequence[FileStorage]:
        return [*([self.photo.data] if self.photo.data else ()), *(self.files.data or ())]

    def validate_files(self, field: MultipleFileField) -> None:
        if not self.sent:
            raise ValidationError(gettext("Choose a file first."))
        if len(self.sent) > MOST_FILES:
            raise ValidationError(gettext("At most %(most)s files at a time.", most=MOST_FILES))


def name_of(file: FileStorage) -> str:
    """Without the folders that some browsers tell, and without what nobody sees."""
    name = PurePath((file.filename or "").replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable()) or "file"
