"""How each agency numbers and signs."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.certificates import policies, queries
from app.certificates import series as numbering
from app.certificates.forms import SeriesForm
from app.certificates.views.base import bp, tabs_around
from app.db import db
from app.org.models import Agency
from app.web.access import requires
from app.web.messages import say

FIELDS = ("number_template", "place", "signatory_name", "signatory_title")


@bp.get("/certificate-series")
@requires(policies.may_edit_series)
def series() -> ResponseReturnValue:
    return render_template(
        "certificates/series_list.html", **tabs_around(), agencies=queries.all_series()
    )


@bp.get("/certificate-series/<int:agency_id>")
@requires(policies.may_edit_series)
def edit_series(agency_id: int) -> ResponseReturnValue:
    agency = db.session.get(Agency, agency_id) or abort(404)
    form = SeriesForm(obj=queries.find_series(agency_id))
    return render_template("certificates/series.html", form=form, agency=agency)


@bp.post("/certificate-series/<int:agency_id>")
@requires(policies.may_edit_series)
def update_series(agency_id: int) -> ResponseReturnValue:
    agency = db.session.get(Agency, agency_id) or abort(404)
    form = SeriesForm()
    if not form.validate():
        return render_template("certificates/series.html", form=form, agency=agency), 422
    values = {name: form[name].data for name in FIELDS}
    numbering.change(agency, values, by=current_person)
    say(gettext("Saved. Certificates issued from now on carry it."))
    return redirect(url_for(".series"))
