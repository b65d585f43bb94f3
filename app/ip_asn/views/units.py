"""The index of units, one step of the tree at a time."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.ip_asn import picture, policies, queries, versions, words
from app.ip_asn.settings import keeps_discipline
from app.ip_asn.views.base import bp, today
from app.kit import clock, plots
from app.org.tree import reached_tree
from app.web.access import requires
from app.web.input import read_id


@bp.get("/units")
@requires(policies.may_see_units)
def units() -> ResponseReturnValue:
    day = today()
    tree = reached_tree(current_person, day)
    unit_id = request.args.get("unit", type=read_id)
    unit = tree.find(unit_id) if unit_id else None
    if "unit" in request.args and unit is None:
        abort(404)
    terms = versions.get_terms(day)
    below = tree.below(unit.id) if unit else None
    own = queries.groups_by_unit(terms, actor=current_person, day=day, at=clock.now(), units=below)
    return render_template(
        "ip_asn/units.html",
        picture=picture.picture_of(own, tree, terms.weights, unit=unit),
        terms=terms,
        day=day,
        keeps_discipline=keeps_discipline(),
        plot_bar=plots.bar,
        words=words,
    )
