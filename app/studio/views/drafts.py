"""A draft: its findings, its pages beside the live ones, and the way to its readers."""

from pathlib import Path

from flask import (
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_author
from app.content.messages import say as words_of
from app.content.model import Finding
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.library.actions import Release
from app.studio import drafts, intake, previews, queries
from app.studio.actions import Prepared, prepare
from app.studio.forms import FileForm, PublicationForm
from app.studio.models import CourseDraft
from app.studio.views.base import bp, config
from app.web.access import requires
from app.web.errors import message_of
from app.web.input import read_id
from app.web.messages import say, warn
from app.web.transaction import outside_transaction
from app.web.upload import takes_files


@bp.get("/studio/drafts/<int:draft_id>")
@requires(is_author)
def draft(draft_id: int) -> ResponseReturnValue:
    found = queries.find_draft(draft_id) or abort(404)
    return _draft_page(found, FileForm(), PublicationForm())


def _draft_page(found: CourseDraft, file: FileForm, publication: PublicationForm) -> str:
    language = str(get_locale())
    publication.seen.data = found.base_version_id or ""
    return render_template(
        "studio/draft.html",
        draft=found,
        findings=[(finding, words_of(finding, language)) for finding in found.found],
        pages=queries.draft_pages(found.id),
        file=file,
        publication=publication,
        suffixes=intake.readable(),
    )


@bp.post("/studio/drafts/<int:draft_id>/files")
@takes_files(intake.MOST)
@requires(is_author)
def create_file(draft_id: int) -> ResponseReturnValue:
    """One more file, or another in place of it; the whole draft is checked again."""
    found = queries.find_draft(draft_id) or abort(404)
    form = FileForm()
    if not form.validate_on_submit():
        return _draft_page(found, form, PublicationForm(formdata=None)), 422
    folder = config().drafts / found.folder
    try:
        with outside_transaction():
            notes = _add(form, folder)
            prepared = prepare(folder, seconds=config().render_seconds, anyway=True)
    except Invalid as error:
        form.file.errors = [message_of(error)]
        return _draft_page(found, form, PublicationForm(formdata=None)), 422
    again = queries.find_locked(draft_id) or abort(404)
    drafts.update(again, prepared, at=clock.now(), assets=config().assets, notes=notes)
    say(gettext("“%(name)s” is in the draft.", name=form.file.data.filename))
    return redirect(url_for(".draft", draft_id=draft_id))


def _add(form: FileForm, folder: Path) -> list[Finding]:
    name = intake.name_of(form.file.data.filename or "")
    if not name:
        raise Invalid("file.name")
    data = form.file.data.stream.read()
    if form.place.data == "page":
        return intake.take_page(data, name, folder)
    intake.take_asset(data, name, folder)
    return []


@bp.get("/studio/drafts/<int:draft_id>/pages/<ref>")
@requires(is_author)
def preview(draft_id: int, ref: str) -> ResponseReturnValue:
    """A page as learners would get it, beside the live one."""
    found = queries.find_draft(draft_id) or abort(404)
    page = queries.find_draft_page(draft_id, ref) or abort(404)
    live = queries.find_live_page(found.base_version_id, ref) if found.base_version_id else None
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
    found = queries.find_draft(draft_id)
    if found is None:  # a second click
        warn(message_of(Conflict("draft.gone")))
        return redirect(url_for(".index"))
    form = PublicationForm()
    if not form.validate_on_submit():
        return _draft_page(found, FileForm(formdata=None), form), 422
    with outside_transaction():
        prepared = prepare(
            config().drafts / found.folder, seconds=config().render_seconds, anyway=True
        )
    try:
        publication = drafts.publish(
            draft_id,
            prepared,
            seen=read_id(form.seen.data) if form.seen.data else None,
            release=Release("studio", form.change.data, form.note.data or ""),
            by=current_person,
            at=clock.now(),
            assets=config().assets,
        )
    except Conflict as error:
        warn(message_of(error))
        return _after_conflict(draft_id, prepared)
    say(gettext("Version %(number)s is live.", number=publication.version.number))
    ref = prepared.ref
    return redirect(url_for(".course", course_ref=ref))


def _after_conflict(draft_id: int, prepared: Prepared) -> ResponseReturnValue:
    """Compared with what is live now."""
    found = queries.find_locked(draft_id)
    if found is None:
        return redirect(url_for(".index"))
    drafts.update(found, prepared, at=clock.now(), assets=config().assets)
    return redirect(url_for(".draft", draft_id=draft_id))


@bp.post("/studio/drafts/<int:draft_id>/removal")
@requires(is_author)
def create_removal(draft_id: int) -> ResponseReturnValue:
    found = queries.find_locked(draft_id)
    if found:
        drafts.remove(found)
    say(gettext("The draft is discarded. What is live stays as it is."))
    return redirect(url_for(".index"))
