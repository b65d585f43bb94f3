"""The author's desk: what is live, what is under way, and the way in for files."""

import time
from pathlib import Path

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms.fields import SelectChoice

from app.accounts.policies import is_author
from app.content.model import Finding
from app.kit.errors import Invalid
from app.learning import counts
from app.library import queries as library
from app.studio import archive, drafts, intake, queries
from app.studio.actions import prepare
from app.studio.forms import UploadForm
from app.studio.views.base import bp, config, copy_version, stored
from app.web.access import requires
from app.web.errors import message_of
from app.web.transaction import outside_transaction
from app.web.upload import takes_files

HOUR = 3600


@bp.get("/studio")
@requires(is_author)
def index() -> ResponseReturnValue:
    return _index(_upload_form())


def _index(form: UploadForm) -> str:
    return render_template(
        "studio/index.html",
        form=form,
        courses=library.live_courses(),
        counts=counts.counts_by_course(),
        drafts=queries.drafts(),
        suffixes=[".zip", *intake.readable()],
    )


def _upload_form() -> UploadForm:
    form = UploadForm()
    courses = library.live_courses()
    form.course.choices = [
        SelectChoice("", gettext("A ZIP names its course itself")),
        *(SelectChoice(course.ref, version.title) for course, version in courses),
    ]
    return form


@bp.post("/studio/drafts")
@takes_files(intake.MOST)
@requires(is_author)
def create_draft() -> ResponseReturnValue:
    """A course's folder, or one file that goes into a copy of a live course."""
    form = _upload_form()
    if not form.validate_on_submit():
        return _index(form), 422
    live = queries.find_course(form.course.data) if form.course.data else None
    folder = drafts.new_folder(config().drafts)
    try:
        with outside_transaction():
            drafts.sweep(config().drafts, queries.draft_folders(), before=time.time() - HOUR)
            notes = _receive(form.file.data, folder, live[1].id if live else None)
            prepared = prepare(folder, seconds=config().render_seconds, anyway=True)
    except Invalid as error:
        form.file.errors = [message_of(error)]
        return _index(form), 422
    return stored(prepared, form.file.data.filename or "", notes)


def _receive(file: FileStorage, folder: Path, version_id: int | None) -> list[Finding]:
    name = intake.name_of(file.filename or "")
    if not name:
        raise Invalid("file.name")
    if name.endswith(".zip"):
        archive.unpack(file.stream, folder)
        return []
    if version_id is None:
        raise Invalid("file.course")
    copy_version(version_id, folder)
    return intake.take_page(file.stream.read(), name, folder)
