"""A staff list from its upload to its application, and the staff as a file."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.db import db
from app.jobs.queries import find_unfinished
from app.jobs.watching import watched
from app.kit import clock
from app.kit.errors import Invalid
from app.kit.tables import MEDIA_TYPES
from app.org.models import Agency
from app.org.queries import local_day
from app.org.unit_pages import agencies
from app.settings.units import MEGABYTE
from app.settings.values import value_of
from app.staffing import actions, audited, files, policies, queries, telling
from app.staffing.forms import ApplicationForm, ExportForm, UploadForm, columns_form
from app.staffing.messages import FIELD_NAMES, MESSAGES, STATE_NAMES
from app.staffing.models import STATES, StaffImport
from app.staffing.settings import LIST_SIZE, most_bytes
from app.web.access import requires
from app.web.errors import message_of, register_messages
from app.web.input import read_id
from app.web.messages import say
from app.web.upload import takes_files

bp = Blueprint("staffing", __name__)
register_messages(MESSAGES)


@bp.get("/staff-imports")
@requires(policies.may_import)
def index() -> ResponseReturnValue:
    return _index(_upload_form())


@bp.post("/staff-imports")
@takes_files(lambda: most_bytes() + MEGABYTE)
@requires(policies.may_import)
def create() -> ResponseReturnValue:
    form = _upload_form()
    if not form.validate():
        return _index(form), 422
    file = form.file.data
    try:
        found = actions.take_in(
            db.session.get_one(Agency, form.agency.data),
            name=file.filename or "",
            data=file.read(),
            by=current_person,
            day=form.day.data,
            at=clock.now(),
        )
    except Invalid as error:
        form.file.errors = [message_of(error)]
        return _index(form), 422
    return _check(found)


def _index(form: UploadForm) -> str:
    return render_template(
        "staffing/index.html",
        form=form,
        imports=queries.recent_imports(),
        export=_export_form(),
        limit=LIST_SIZE.kind.words(value_of(LIST_SIZE)),
    )


def _upload_form() -> UploadForm:
    form = UploadForm(data={"day": local_day(current_person, at=clock.now())})
    form.agency.choices = _agencies()
    return form


def _export_form() -> ExportForm:
    form = ExportForm()
    form.agency.choices = _agencies()
    return form


def _agencies() -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in agencies()]


@bp.get("/staff-imports/template")
@requires(policies.may_import)
def template() -> Response:
    name = gettext("staff-list") + ".xlsx"
    answer = Response(files.template(), mimetype=MEDIA_TYPES["xlsx"])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.get("/staff-imports/<int:import_id>")
@requires(policies.may_import)
def show(import_id: int) -> ResponseReturnValue:
    return _page(_get(import_id), ApplicationForm())


def _page(found: StaffImport, form: ApplicationForm) -> str:
    counts = queries.counts(found.id)
    state = request.args.get("state", "")
    state = state if state in STATES else _first_state(counts)
    after = request.args.get("after", 0, type=read_id)
    rows = queries.rows_page(found.id, state=state, after=after) if found.checked_at else []
    return render_template(
        "staffing/show.html",
        found=found,
        form=form,
        counts=counts,
        states=STATE_NAMES,
        state=state,
        rows=rows[: queries.PAGE_SIZE],
        unit_names=queries.unit_names(found, rows),
        next_id=rows[queries.PAGE_SIZE - 1].id if len(rows) > queries.PAGE_SIZE else None,
        is_continued=after > 0,
        active=_count_active(found) if found.is_open else 0,
        unidentified=queries.count_unidentified(found.id) if found.is_open else 0,
        job=find_unfinished(_key(found)),
        telling=telling,
    )


def _count_active(found: StaffImport) -> int:
    return queries.count_active(found.agency_id, today=local_day(current_person, at=clock.now()))


def _first_state(counts: dict[str, int]) -> str:
    """What needs somebody, first."""
    order = ("error", "outdated", "new", "changed", "leaving", "missing", "unchanged")
    return next((state for state in order if counts.get(state)), "new")


@bp.get("/staff-imports/<int:import_id>/columns")
@requires(policies.may_import)
def edit_columns(import_id: int) -> ResponseReturnValue:
    found = _get(import_id)
    return _columns_page(found, _columns_form(found))


@bp.post("/staff-imports/<int:import_id>/columns")
@requires(policies.may_import)
def change_columns(import_id: int) -> ResponseReturnValue:
    found = _get(import_id)
    form = _columns_form(found)
    if not form.validate():
        return _columns_page(found, form), 422
    actions.remember_columns(found, form.fields)
    return _check(found)


def _columns_form(found: StaffImport) -> Any:
    if not found.headings or found.applied_at:
        abort(404)
    return columns_form(found.headings, found.columns or {})


def _columns_page(found: StaffImport, form: Any) -> str:
    return render_template("staffing/columns.html", found=found, form=form, names=FIELD_NAMES)


@bp.post("/staff-imports/<int:import_id>/application")
@requires(policies.may_import)
def create_application(import_id: int) -> ResponseReturnValue:
    found, form = _get(import_id), ApplicationForm()
    missing = queries.counts(import_id).get("missing", 0)
    active = _count_active(found)
    if not form.validate() or form.asks_again(missing=missing, active=active):
        return _page(found, form), 422
    if not found.is_open:
        return redirect(url_for(".show", import_id=import_id))
    arguments = {"import_id": import_id, "is_whole": bool(form.is_whole.data)}
    return _start("staffing.application", arguments, found.file_name, key=_key(found))


@bp.post("/staff-imports/<int:import_id>/reports")
@requires(policies.may_import)
def create_report(import_id: int) -> ResponseReturnValue:
    found = _get(import_id)
    state, form = request.form.get("state", ""), request.form.get("form", "")
    if form not in ("xlsx", "csv") or state not in ("", *STATES):
        abort(422)
    audited.reported(found, by_id=current_person.id)
    arguments = {"import_id": import_id, "state": state, "form": form}
    return _start("staffing.report", arguments, found.file_name, key=None)


@bp.post("/staff-imports/<int:import_id>/removal")
@requires(policies.may_import)
def remove(import_id: int) -> ResponseReturnValue:
    actions.discard(_get(import_id), by=current_person)
    say(gettext("The staff list is discarded. Nothing was changed."))
    return redirect(url_for(".index"))


@bp.post("/staff-exports")
@requires(policies.may_import)
def create_export() -> ResponseReturnValue:
    form = _export_form()
    if not form.validate():
        abort(422)
    agency = db.session.get_one(Agency, form.agency.data)
    audited.exported(agency.name, by_id=current_person.id)
    return _start("staffing.export", {"agency_id": agency.id}, agency.name, key=None)


def _get(import_id: int) -> StaffImport:
    return queries.find_import(import_id) or abort(404)


def _key(found: StaffImport) -> str:
    """Checking and applying exclude each other."""
    return f"staff-import-{found.id}"


def _check(found: StaffImport) -> ResponseReturnValue:
    arguments = {"import_id": found.id}
    return _start("staffing.check", arguments, found.file_name, key=_key(found))


def _start(
    kind: str, arguments: dict[str, Any], subject: str, *, key: str | None
) -> ResponseReturnValue:
    back = url_for(".show", import_id=arguments["import_id"]) if key else url_for(".index")
    return watched(kind, arguments, back=back, key=key, subject=subject)
