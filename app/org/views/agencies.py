"""Agencies, for administrators."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kit.errors import Invalid
from app.org import policies, registers, unit_pages
from app.org.forms import AgencyForm
from app.org.views.base import bp, get_agency, tell
from app.web.access import requires
from app.web.messages import say


@bp.get("/agencies")
@requires(policies.may_edit_agencies)
def list_agencies() -> ResponseReturnValue:
    return render_template("org/agencies.html", agencies=unit_pages.agencies())


@bp.get("/agencies/new")
@requires(policies.may_edit_agencies)
def new_agency() -> ResponseReturnValue:
    return _page(AgencyForm())


@bp.post("/agencies")
@requires(policies.may_edit_agencies)
def create_agency() -> ResponseReturnValue:
    form = AgencyForm()
    if not form.validate():
        return _page(form), 422
    try:
        registers.create_agency(**_values(form))
    except Invalid as error:
        tell(form, error)
        return _page(form), 422
    say(gettext("“%(name)s” is entered.", name=form.name.data))
    return redirect(url_for(".list_agencies"))


@bp.route("/agencies/<int:agency_id>", methods=["GET", "POST"])
@requires(policies.may_edit_agencies)
def edit_agency(agency_id: int) -> ResponseReturnValue:
    agency = get_agency(agency_id)
    form = AgencyForm(obj=agency)
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        registers.change_agency(agency, **_values(form))
    except Invalid as error:
        tell(form, error)
        return _page(form), 422
    say(gettext("Saved."))
    return redirect(url_for(".list_agencies"))


def _values(form: AgencyForm) -> dict[str, str]:
    return {name: getattr(form, name).data for name in ("name", "city", "time_zone")}


def _page(form: AgencyForm) -> str:
    return render_template("org/agency.html", form=form)
