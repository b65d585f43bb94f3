"""Taking one's record along: as files, and as a paper that others can check."""

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.kit import clock
from app.kit.errors import Invalid
from app.kit.slugs import plain_code
from app.kit.tables import MEDIA_TYPES
from app.records import queries, statements
from app.records.forms.papers import YearsForm
from app.records.models import RecordStatement
from app.records.statements_export import as_json, as_xlsx
from app.records.statements_pdf import period, statement_pdf
from app.records.statements_rows import Record, holder_of, record_of
from app.records.statements_snapshot import is_blank
from app.records.statements_words import contract_note, reason_text
from app.records.views.base import bp, today
from app.web.access import anyone, requires
from app.web.errors import message_of
from app.web.input import read_choice
from app.web.locale import language
from app.web.messages import say


@bp.get("/record/statements")
@requires(is_employee)
def list_statements() -> ResponseReturnValue:
    return _page(_form())


@bp.get("/record/statements/record.xlsx")
@requires(is_employee)
def download_table() -> ResponseReturnValue:
    table = as_xlsx(_asked_for(), lang=language())
    return _file(table, MEDIA_TYPES["xlsx"], name=f"{gettext('my-record')}.xlsx")


@bp.get("/record/statements/record.json")
@requires(is_employee)
def download_data() -> ResponseReturnValue:
    at = clock.now()
    data = as_json(holder_of(current_person, at=at), _asked_for(), at=at)
    return _file(data, "application/json", name=f"{gettext('my-record')}.json")


@bp.post("/record/statements")
@requires(is_employee)
def create_statement() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        made = statements.issue(current_person, form.year.data, at=clock.now())
    except Invalid as error:
        form.year.errors = [message_of(error)]
        return _page(form), 422
    say(gettext("The statement is ready: open it below. Its code is %(code)s.", code=made.code))
    return redirect(url_for(".list_statements"))


@bp.get("/record/statements/<statement_code>.pdf")
@requires(is_employee)
def download_statement(statement_code: str) -> ResponseReturnValue:
    found = _own(statement_code)
    paper = statement_pdf(found, site=current_app.config["LENTERA"].base_url)
    return _file(paper, "application/pdf", name=f"daftar-riwayat-{found.code}.pdf", how="inline")


@bp.post("/record/statements/<statement_code>/withdrawal")
@requires(is_employee)
def withdraw_statement(statement_code: str) -> ResponseReturnValue:
    statements.withdraw(_own(statement_code), at=clock.now())
    say(gettext("Withdrawn: whoever checks the paper is told so."))
    return redirect(url_for(".list_statements"))


@bp.get("/verify/records/<statement_code>")
@requires(anyone)
def verify_statement(statement_code: str) -> ResponseReturnValue:
    """Everyone's look whether a statement is genuine."""
    if (plain := plain_code(statement_code)) and plain != statement_code:
        return redirect(url_for(".verify_statement", statement_code=plain))
    found = statements.find_by_code(statement_code)
    if found is None:
        return render_template(
            "certificates/verify.html", code=statement_code[:40], is_unknown=True
        ), 404
    page = render_template(
        "records/statements/verification.html",
        statement=found,
        printed=found.snapshot,
        note=contract_note(found.snapshot.get("years", ())),
        why=reason_text,
        period=period(found),
        is_blank=is_blank(found.snapshot),
        has_changed=statements.has_changed(found),
        is_own=current_user.is_authenticated and found.person_id == current_person.id,
        checked_at=clock.now(),
    )
    return unlisted(page)


def unlisted(page: str, status: int = 200) -> Response:
    """For whoever has its address; no search engine lists it, and nothing keeps it."""
    answer = Response(page, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _own(code: str) -> RecordStatement:
    return statements.find_own(current_person.id, code) or abort(404)


def _form() -> YearsForm:
    return YearsForm(queries.years_of(current_person.id))


def _page(form: YearsForm) -> str:
    return render_template(
        "records/statements/index.html",
        form=form,
        statements=statements.statements_of(current_person.id),
        period=period,
        has_entries=len(form.year.choices) > 1,
    )


def _asked_for() -> Record:
    years = queries.years_of(current_person.id)
    try:
        year = read_choice(request.args.get("year", ""))
    except ValueError:
        abort(404)
    if year and year not in years:
        abort(404)
    return record_of(current_person.id, [year] if year else years, today=today())


def _file(data: bytes, media_type: str, *, name: str, how: str = "attachment") -> Response:
    answer = Response(data, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
