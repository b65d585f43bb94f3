"""The author's desk: what is live, what is under way, and the way in for files."""

import os
import shutil
from pathlib import Path

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms.fields import SelectChoice

from app.accounts.identity import current_person
from app.accounts.policies import is_author
from app.content.model import Finding
from app.kit.errors import Invalid
from app.learning import counts
from app.library import queries as library
from app.library.authors import writes
from app.library.models import Course
from app.studio import archive, drafts, intake, queries
from app.studio.forms import UploadForm
from app.studio.settings import most_bytes
from app.studio.views.base import bp, config, copy_version, to_be_checked
from app.web.access import requires
from app.web.errors import message_of
from app.web.transaction import outside_transaction
from app.web.upload import takes_files


@bp.get("/studio")
@requires(is_author)
def index() -> ResponseReturnValue:
    return _index(_upload_form())


def _index(form: UploadForm) -> str:
    return render_template(
        "studio/index.html",
        form=form,
        courses=library.live_courses(among=writes(current_person, Course.id)),
        counts=counts.counts_by_course(),
        drafts=queries.drafts(current_person),
        suffixes=[".zip", *intake.readable()],
    )


def _upload_form() -> UploadForm:
    form = UploadForm()
    if request.method == "GET":
        form.course.data = request.args.get("course", "")
    courses = library.live_courses(among=writes(current_person, Course.id))
    form.course.choices = [
        SelectChoice("", gettext("A ZIP names its course itself")),
        *(SelectChoice(course.ref, version.title) for course, version in courses),
    ]
    return form


@bp.post("/studio/drafts")
@takes_files(most_bytes)
@requires(is_author)
def create_draft() -> ResponseReturnValue:
    """A course's folder, or one file that goes into a copy of a course: of the author's own open
    draft where there is one, else of what is live."""
    form = _upload_form()
    if not form.validate_on_submit():
        return _index(form), 422
    file = form.file.data
    folder = drafts.new_folder(config().drafts)
    author_id = current_person.id
    try:
        with outside_transaction():
            notes = _receive(file, form.course.data or "", folder, author_id)
    except Invalid as error:
        shutil.rmtree(folder, ignore_errors=True)
        field = form.course if error.code == "file.course" else form.file
        field.errors = [message_of(error)]
        return _index(form), 422
    return to_be_checked(folder, file.filename or "", findings=notes)


def _receive(file: FileStorage, course_ref: str, folder: Path, author_id: int) -> list[Finding]:
    name = intake.name_of(file.filename or "")
    if not name:
        raise Invalid("file.name")
    if name.endswith(".zip"):
        archive.unpack(file.stream, folder)
        return []
    own = queries.find_own_draft(course_ref, author_id)
    live = queries.find_course(course_ref, actor=current_person)
    if own:
        shutil.copytree(config().drafts / own.folder, folder, dirs_exist_ok=True)
        # It was given the age of what it was copied from, by which the sweep goes.
        os.utime(folder)
    elif live:
        copy_version(live[1].id, folder)
    else:
        raise Invalid("file.course")
    return intake.take_page(file.stream.read(), name, folder).findings
