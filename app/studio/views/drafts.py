"""A draft: its findings, its pages beside the live ones, and the way to its readers."""

import shutil
from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from app.accounts.identity import current_person
from app.accounts.policies import is_author
from app.content.messages import say as words_of
from app.jobs import queries as jobs
from app.jobs.watching import watched
from app.kit.errors import Conflict, Invalid
from app.kit.zips import in_folder
from app.studio import archive, drafts, intake, previews, queries
from app.studio.forms import FileForm, PublicationForm
from app.studio.models import CourseDraft, DraftPage
from app.studio.settings import most_bytes
from app.studio.views.base import bp, config, take, to_be_checked, zip_of
from app.web.access import requires
from app.web.errors import message_of
from app.web.messages import say, warn
from app.web.transaction import outside_transaction
from app.web.upload import takes_files


@bp.get("/studio/drafts/<int:draft_id>")
@requires(is_author)
def draft(draft_id: int) -> ResponseReturnValue:
    """The browser's way back leads here also when the draft has become the live course."""
    found = queries.find_draft(draft_id, actor=current_person)
    if found is None:
        return redirect(_published_as(draft_id) or abort(404))
    pages = queries.draft_pages(draft_id)
    return _draft_page(found, FileForm(), suggested(found, pages), pages)


def _published_as(draft_id: int) -> str | None:
    """The address of the course, as long as the publication is remembered."""
    job = jobs.find_done("studio.publication", argument="draft_id", value=draft_id)
    if job is None or job.outcome.endpoint != "studio.course":
        return None
    say(gettext("This draft was published. Here is the course."))
    return url_for(".course", **job.outcome.values or {})


def suggested(found: CourseDraft, pages: Sequence[DraftPage]) -> PublicationForm:
    """What changed is known; the author says it in words, and may see it otherwise."""
    form = PublicationForm(formdata=None)
    changes = {page.change for page in pages}
    rekeyed = bool(found.impact and found.impact["rekeyed"])
    form.change.data = "material" if rekeyed or changes & {"new", "removed"} else "minor"
    if found.version_number and changes - {"same"}:
        form.change.data = "material"
        form.note.data = gettext("Back to version %(number)s.", number=found.version_number)
    return form


def _draft_page(
    found: CourseDraft,
    file: FileForm,
    publication: PublicationForm,
    pages: Sequence[DraftPage] | None = None,
) -> str:
    language = str(get_locale())
    if not publication.seen.data:
        publication.seen.data = found.state
    return render_template(
        "studio/draft.html",
        draft=found,
        findings=[(finding, words_of(finding, language)) for finding in found.found],
        pages=queries.draft_pages(found.id) if pages is None else pages,
        files=[path for path, _ in intake.files_of(config().drafts / found.folder)],
        file=file,
        publication=publication,
        suffixes=intake.readable(),
    )


@bp.post("/studio/drafts/<int:draft_id>/files")
@takes_files(most_bytes)
@requires(is_author)
def create_file(draft_id: int) -> ResponseReturnValue:
    """One more file, or another in place of it; the whole draft is checked again."""
    found = queries.find_draft(draft_id, actor=current_person)
    if found is None:
        return gone()
    form = FileForm()
    if not form.validate_on_submit():
        return _draft_page(found, form, PublicationForm(formdata=None)), 422
    if is_whole_course(form):
        return _replace_all(found, form)
    folder = config().drafts / found.folder
    try:
        with outside_transaction():
            taken = take(form, folder)
    except Invalid as error:
        form.file.errors = [message_of(error)]
        return _draft_page(found, form, PublicationForm(formdata=None)), 422
    if taken.paths:
        say(gettext("In the draft: %(paths)s", paths=", ".join(taken.paths)))
    return to_be_checked(folder, name_of(found), draft_id=draft_id, findings=taken.findings)


def is_whole_course(form: FileForm) -> bool:
    return form.place.data == "page" and intake.name_of(form.file.data.filename).endswith(".zip")


def _replace_all(found: CourseDraft, form: FileForm) -> ResponseReturnValue:
    """A ZIP is all that the draft holds from now on, in a folder of its own: what a job is still
    reading stays as it is."""
    draft_id, name = found.id, form.file.data.filename
    folder = drafts.new_folder(config().drafts)
    try:
        with outside_transaction():
            archive.unpack(form.file.data.stream, folder)
    except Invalid as error:
        shutil.rmtree(folder, ignore_errors=True)
        form.file.errors = [message_of(error)]
        still = queries.find_draft(draft_id, actor=current_person)
        return (_draft_page(still, form, PublicationForm(formdata=None)), 422) if still else gone()
    draft = queries.find_locked(draft_id, actor=current_person)
    if draft is None:
        shutil.rmtree(folder, ignore_errors=True)
        return gone()
    draft.hold(folder.name, origin=name)
    return to_be_checked(folder, name, draft_id=draft_id)


@bp.post("/studio/drafts/<int:draft_id>/files/removal")
@requires(is_author)
def create_file_removal(draft_id: int) -> ResponseReturnValue:
    found = queries.find_draft(draft_id, actor=current_person)
    if found is None:
        return gone()
    folder = config().drafts / found.folder
    path = request.form.get("path", "")
    try:
        with outside_transaction():
            intake.take_out(folder, path)
    except Invalid as error:
        warn(message_of(error))
        return redirect(url_for(".draft", draft_id=draft_id))
    say(gettext("%(path)s is taken out of the draft.", path=path))
    return to_be_checked(folder, name_of(found), draft_id=draft_id)


def name_of(found: CourseDraft) -> str:
    return found.title or found.origin


def gone() -> ResponseReturnValue:
    """After a second click, or when another author was quicker."""
    warn(message_of(Conflict("draft.gone")))
    return redirect(url_for(".index"))


@bp.get("/studio/drafts/<int:draft_id>/folder")
@requires(is_author)
def draft_folder(draft_id: int) -> ResponseReturnValue:
    """The draft as a ZIP, with what was imported into it."""
    found = queries.find_draft(draft_id, actor=current_person) or abort(404)
    name = found.ref or "kursus"
    return zip_of(in_folder(name, intake.files_of(config().drafts / found.folder)), name)


@bp.get("/studio/drafts/<int:draft_id>/pages/<ref>")
@requires(is_author)
def preview(draft_id: int, ref: str) -> ResponseReturnValue:
    """A page as learners would get it, beside the live one."""
    found = queries.find_draft(draft_id, actor=current_person) or abort(404)
    page = queries.find_draft_page(draft_id, ref) or abort(404)
    live = queries.find_module_version(page.live_module_version_id)
    pages = queries.draft_pages(draft_id)
    place = next(index for index, other in enumerate(pages) if other.ref == ref)
    return render_template(
        "studio/preview.html",
        draft=found,
        page=page,
        before=pages[place - 1] if place else None,
        after=pages[place + 1] if place + 1 < len(pages) else None,
        sides=previews.sides_of(page, live, wanted=request.args.get("lang", found.lang)),
    )


@bp.post("/studio/drafts/<int:draft_id>/publication")
@requires(is_author)
def create_publication(draft_id: int) -> ResponseReturnValue:
    found = queries.find_draft(draft_id, actor=current_person)
    if found is None:
        return gone()
    form = PublicationForm()
    if not form.validate_on_submit():
        return _draft_page(found, FileForm(formdata=None), form), 422
    arguments = {
        "folder": found.folder,
        "draft_id": draft_id,
        "seen": form.seen.data or "",
        "change": form.change.data,
        "note": form.note.data or "",
    }
    return watched(
        "studio.publication",
        arguments,
        # Each author's own: a job is shown to who started it, and the later one finds it done.
        key=f"publication:{draft_id}:{current_person.id}",
        subject=name_of(found),
        back=url_for(".draft", draft_id=draft_id),
    )


@bp.post("/studio/drafts/<int:draft_id>/removal")
@requires(is_author)
def create_removal(draft_id: int) -> ResponseReturnValue:
    found = queries.find_locked(draft_id, actor=current_person)
    if found is None:
        return gone()
    drafts.remove(found)
    say(gettext("The draft is discarded. What is live stays as it is."))
    return without_folder(redirect(url_for(".index")), found.folder)


def without_folder(response: Response, folder: str) -> Response:
    """The folder goes once the row is gone for good, which is after the commit."""
    path = config().drafts / folder
    response.call_on_close(lambda: shutil.rmtree(path, ignore_errors=True))
    return response
