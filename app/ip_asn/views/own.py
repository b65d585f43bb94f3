"""Everybody's own simulation. What is typed is computed and forgotten."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.ip_asn import policies, queries, versions, words
from app.ip_asn.forms.answers import SimulationForm, written
from app.ip_asn.index import Inputs, index, raises
from app.ip_asn.queries import Known
from app.ip_asn.settings import keeps_discipline
from app.ip_asn.versions import Terms
from app.ip_asn.views.base import own_bp as bp
from app.ip_asn.views.base import today
from app.kit import plots
from app.web.access import requires


@bp.get("")
@requires(policies.may_simulate)
def own() -> ResponseReturnValue:
    terms, day = versions.get_terms(today()), today()
    known = queries.known_of(current_person.id, terms, day=day)
    form = SimulationForm(formdata=None, data=written(known.inputs))
    return _page(form, known, terms, known.inputs, day)


@bp.post("/simulation")
@requires(policies.may_simulate)
def create_simulation() -> ResponseReturnValue:
    """By POST, so that what somebody types about themselves stands in no address."""
    terms, day = versions.get_terms(today()), today()
    known, form = queries.known_of(current_person.id, terms, day=day), SimulationForm()
    if not form.validate():
        return _page(form, known, terms, known.inputs, day), 422
    return _page(form, known, terms, form.inputs(), day)


@bp.get("/simulation")
@requires(policies.may_simulate)
def simulation() -> ResponseReturnValue:
    """Whoever comes to the address of a result, as after choosing the other language."""
    return redirect(url_for(".own"))


def _page(form: SimulationForm, known: Known, terms: Terms, inputs: Inputs, day: date) -> str:
    return render_template(
        "ip_asn/own.html",
        form=form,
        years=known.years,
        terms=terms,
        inputs=inputs,
        found=index(inputs, terms.weights),
        raises=raises(inputs, terms.weights),
        is_tried=inputs != known.inputs,
        since=date(day.year - 1, 1, 1),
        keeps_discipline=keeps_discipline(),
        plot_bar=plots.bar,
        words=words,
    )
