"""The years of a unit, or of all, beside each other."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.kit import clock, plots
from app.org.queries import local_day
from app.org.tree import reached_tree
from app.records.queries import first_year
from app.reports import history
from app.reports.period import periods_since
from app.reports.views.base import bp
from app.web.access import requires
from app.web.input import read_id


@bp.get("/years")
@requires(is_officer)
def years() -> ResponseReturnValue:
    now = clock.now()
    tree = reached_tree(current_person)
    unit_id = request.args.get("unit", type=read_id)
    unit = tree.find(unit_id) if unit_id else None
    if "unit" in request.args and unit is None:
        abort(404)
    periods = periods_since(first_year(), local_day(current_person, at=now), most=history.MOST)
    units = tree.below(unit.id) if unit else None
    return render_template(
        "reports/years.html",
        tree=tree,
        unit=unit,
        years=history.years_of(periods, actor=current_person, units=units, at=now),
        stack=plots.stack,
    )
