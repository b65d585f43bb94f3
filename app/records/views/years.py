"""Closing years, agency by agency."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.kit import clock
from app.records import closing, corrections, policies, year_list
from app.records.forms.ledger import YearForm
from app.records.views.base import ledger_bp as bp
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say


@bp.get("/closed-years")
@requires(policies.may_close_years)
def list_years() -> ResponseReturnValue:
    return _page(YearForm())


@bp.get("/closed-years/new")
@requires(policies.may_close_years)
def new_closing() -> ResponseReturnValue:
    """What closing the year would mean, before it is done."""
    # A link leads here, and nothing is changed: it bears no token.
    form = YearForm(request.args, meta={"csrf": False})
    if not form.validate():
        return _page(form), 422
    row = year_list.find(form.agency.data, form.year.data, at=clock.now()) or abort(404)
    if row.closed:
        return redirect(url_for(".list_years"))
    people = closing.people_count(row.agency.id, row.year)
    return render_template("records/closing.html", row=row, people=people)


@bp.get("/closed-years/<int:closing_id>/corrections")
@requires(policies.may_close_years)
def list_corrections(closing_id: int) -> ResponseReturnValue:
    held, agency = corrections.find_closing(closing_id) or abort(404)
    before = request.args.get("before", type=read_id)
    found = corrections.corrections_of(closing_id, before=before)
    return render_template(
        "records/corrections.html",
        closing=held,
        agency=agency,
        corrections=found[: corrections.PAGE_SIZE],
        has_more=len(found) > corrections.PAGE_SIZE,
        is_continued=before is not None,
    )


@bp.post("/closed-years")
@requires(policies.may_close_years)
def create_closing() -> ResponseReturnValue:
    form = YearForm()
    if not form.validate():
        return _page(form), 422
    row = year_list.find(form.agency.data, form.year.data, at=clock.now()) or abort(404)
    closing.close_year(row.agency, row.year, by=current_person, at=clock.now())
    say(gettext("%(year)s is closed for %(agency)s.", year=row.year, agency=row.agency.name))
    return redirect(url_for(".list_years"))


def _page(form: YearForm) -> str:
    rows = year_list.years(at=clock.now())
    return render_template("records/years.html", form=form, rows=rows)
