"""A course's versions: to be downloaded, exported, gone back to."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import (
    Response,
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
from app.kit.errors import Invalid
from app.kit.zips import in_folder
from app.learning import counts
from app.library import sources
from app.quizzes import results_index
from app.quizzes.corrections import quizzes_to_correct
from app.studio import drafts, exporting, queries, surveys
from app.studio.views.base import bp, config, copy_version, to_be_checked, zip_of
from app.web.access import requires
from app.web.errors import message_of
from app.web.input import read_id
from app.web.messages import warn
from app.web.transaction import outside_transaction


@bp.get("/studio/courses/<course_ref>")
@requires(is_author)
def course(course_ref: str) -> ResponseReturnValue:
    found, live = queries.find_course(course_ref, actor=current_person) or abort(404)
    before = request.args.get("before", type=read_id)
    versions = queries.versions(found.id, before=before)
    return render_template(
        "studio/course.html",
        course=found,
        live=live,
        versions=versions[: queries.VERSIONS_A_PAGE],
        has_more=len(versions) > queries.VERSIONS_A_PAGE,
        is_first_page=before is None,
        counts=counts.counts_by_course().get(found.id, (0, 0)),
        surveys=surveys.surveys_of(found.id),
        quizzes=results_index.quizzes_of([live.id], lang=live.lang).get(live.id, []),
        to_correct=quizzes_to_correct(live.id),
    )


@bp.get("/studio/courses/<course_ref>/versions/<int:number>/folder")
@requires(is_author)
def folder(course_ref: str, number: int) -> Response:
    version = queries.find_version(course_ref, number, actor=current_person) or abort(404)
    if not sources.is_kept(version.id):
        abort(404)
    files = sources.files_of(version.id, assets=config().assets)
    return zip_of(in_folder(course_ref, files), f"{course_ref}-{number}")


@bp.get("/studio/courses/<course_ref>/versions/<int:number>/exports/<name>")
@requires(is_author)
def export(course_ref: str, number: int, name: str) -> ResponseReturnValue:
    """The version in another program's format; what it could not hold is told in a file beside."""
    version = queries.find_version(course_ref, number, actor=current_person) or abort(404)
    if name not in exporting.WRITABLE or not sources.is_kept(version.id):
        abort(404)
    with TemporaryDirectory() as folder:
        sources.write_folder(version.id, Path(folder), assets=config().assets)
        exported = exporting.export(Path(folder), name, seconds=config().render_seconds)
    return zip_of(exporting.files_of(exported, str(get_locale())), f"{course_ref}-{name}")


@bp.post("/studio/courses/<course_ref>/versions/<int:number>/draft")
@requires(is_author)
def create_draft_of_version(course_ref: str, number: int) -> ResponseReturnValue:
    """To go back to a version, or to work on from it: looked at first, like any draft."""
    version = queries.find_version(course_ref, number, actor=current_person) or abort(404)
    folder = drafts.new_folder(config().drafts)
    try:
        with outside_transaction():
            copy_version(version.id, folder)
    except Invalid as error:
        warn(message_of(error))
        return redirect(url_for(".course", course_ref=course_ref))
    origin = gettext("Version %(number)s", number=number)
    return to_be_checked(folder, origin, version_number=number)
