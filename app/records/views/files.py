"""Files that prove a training: sent and removed by its owner, looked at by whoever decides."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from flask import Response, abort, current_app, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.datastructures import FileStorage

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.audit.watching import is_viewed
from app.config import Config
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.records import entries, evidence, evidence_store, policies
from app.records.evidence_intake import JPEG, PDF, Kept, take_in
from app.records.forms.evidence import FilesForm, name_of
from app.records.models import Activity, Evidence
from app.records.settings import most_bytes
from app.records.views.base import bp, today
from app.records.views.entries import entry_page
from app.settings.units import MEGABYTE
from app.web.access import requires
from app.web.errors import message_of
from app.web.messages import say, warn
from app.web.transaction import outside_transaction
from app.web.upload import takes_files

Refused = list[tuple[str, Invalid]]
# As much as the server in front lets through (docs/operator.md).
MOST_AT_ONCE = 100 * MEGABYTE


@bp.post("/record/entries/<int:activity_id>/files")
@takes_files(lambda: min(evidence.MOST_FILES * most_bytes() + MEGABYTE, MOST_AT_ONCE))
@requires(is_employee)
def create_files(activity_id: int) -> ResponseReturnValue:
    """What can be taken is, whatever becomes of the others."""
    activity, form = _own(activity_id), FilesForm()
    if not activity.is_open:
        raise Conflict("activity.changed")
    if not form.validate():
        return entry_page(activity, [("#files", form.files.errors[0])]), 422
    room = evidence.MOST_FILES - len(evidence.files_of(activity.id))
    taken, refused = _take_in(form.sent, room=room)
    # Another tab may have deleted it meanwhile.
    activity = _own(activity_id)
    held = {file.digest for file in evidence.files_of(activity_id)}
    known = [name for name, kept in taken if kept.digest in held]
    count = _add(activity, [one for one in taken if one[1].digest not in held], refused)
    told = [
        *(gettext("%(name)s: this file is there already.", name=name) for name in known),
        *(f"{name}: {message_of(error)}" for name, error in refused),
    ]
    if not count:
        return entry_page(activity, [("#files", words) for words in told]), 422
    say(ngettext("%(num)d file added.", "%(num)d files added.", count))
    for words in told:
        warn(words)
    return redirect(_files_of(activity))


def _take_in(files: Sequence[FileStorage], *, room: int) -> tuple[list[tuple[str, Kept]], Refused]:
    """Takes seconds for each; what finds no `room` is not looked at."""
    config: Config = current_app.config["LENTERA"]
    most, store, scan = most_bytes(), config.evidence, config.scan_command
    taken: list[tuple[str, Kept]] = []
    refused: Refused = []
    with outside_transaction():
        for file in files:
            name = name_of(file)
            if len(taken) >= room:
                refused.append((name, evidence.too_many()))
                continue
            try:
                kept = take_in(file.read(), store=store, scan=scan, most_bytes=most)
                taken.append((name, kept))
            except Invalid as error:
                refused.append((name, error))
    return taken, refused


def _add(activity: Activity, taken: Sequence[tuple[str, Kept]], refused: Refused) -> int:
    """How many the entry has of them."""
    count = 0
    for name, kept in taken:
        try:
            evidence.add_file(activity, kept, name=name, at=clock.now())
            count += 1
        except Invalid as error:
            refused.append((name, error))
    return count


@bp.post("/record/entries/<int:activity_id>/files/<int:file_id>/removal")
@requires(is_employee)
def remove_file(activity_id: int, file_id: int) -> ResponseReturnValue:
    activity, file = evidence.find_own(current_person.id, activity_id, file_id) or abort(404)
    evidence.remove_file(activity, file)
    say(gettext("The file is removed."))
    return redirect(_files_of(activity))


@bp.get("/record/files/<int:file_id>")
@requires(policies.may_see_files)
def download_file(file_id: int) -> ResponseReturnValue:
    file = _seen(file_id)
    # Whatever its owner called it, it is opened as what it is.
    ending = ".pdf" if file.media_type == PDF else ".jpg"
    name = f"{PurePath(file.name).stem}{ending}"
    return _answer(evidence_store.path_of(file.file, store=_store()), file.media_type, name=name)


@bp.get("/record/files/<int:file_id>/pages/<int:page>")
@requires(policies.may_see_files)
def show_page(file_id: int, page: int) -> ResponseReturnValue:
    """A photo is its only page."""
    file = _seen(file_id)
    if not 1 <= page <= min(file.pages, evidence_store.MOST_PICTURES):
        abort(404)
    if file.media_type == JPEG:
        return _answer(evidence_store.path_of(file.file, store=_store()), JPEG)
    return _answer(evidence_store.page_path(file.file, page, store=_store()), JPEG)


def _answer(path: Path, media_type: str, *, name: str | None = None) -> Response:
    """With `name` it is saved, not shown. No browser keeps it: machines are shared."""
    if not path.is_file():
        abort(404)
    answer = send_file(
        path, mimetype=media_type, as_attachment=name is not None, download_name=name
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _store() -> Path:
    config: Config = current_app.config["LENTERA"]
    return config.evidence


def _own(activity_id: int) -> Activity:
    return entries.find_own(current_person.id, activity_id) or abort(404)


def _files_of(activity: Activity) -> str:
    return url_for(".show_entry", activity_id=activity.id, _anchor="evidence")


def _seen(file_id: int) -> Evidence:
    activity, file = evidence.find_seen(current_person, file_id, day=today()) or abort(404)
    is_viewed(activity.person_id, "record.entry")
    return file
