"""Agencies, for administrators."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.org import policies, registers, unit_pages
from app.org.forms.registers import AgencyForm
from app.org.views.base import bp, get_agency, tried
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
    agency = tried(form, lambda: registers.create_agency(**_values(form)))
    if agency is None:
        return _page(form), 422
    say(gettext("“%(name)s” is entered.", name=agency.name))
    return redirect(url_for(".list_agencies"))


@bp.get("/agencies/<int:agency_id>")
@requires(policies.may_edit_agencies)
def edit_agency(agency_id: int) -> ResponseReturnValue:
    return _page(AgencyForm(obj=get_agency(agency_id)))


@bp.post("/agencies/<int:agency_id>")
@requires(policies.may_edit_agencies)
def update_agency(agency_id: int) -> ResponseReturnValue:
    agency, form = get_agency(agency_id), AgencyForm()
    if tried(form, lambda: registers.change_agency(agency, **_values(form))) is None:
        return _page(form), 422
    say(gettext("Saved."))
    return redirect(url_for(".list_agencies"))


def _values(form: AgencyForm) -> dict[str, Any]:
    values = {name: getattr(form, name).data for name in ("name", "city", "time_zone")}
    return {**values, "by_id": current_person.id}


def _page(form: AgencyForm) -> str:
    return render_template("org/agency.html", form=form)
