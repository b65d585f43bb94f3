"""The year's JP by unit, one step of the tree at a time."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.accounts.reach import reaches_all
from app.kit import clock, plots
from app.org.tree import reached_tree
from app.reports import queries
from app.reports.hours import picture_of
from app.reports.reading import period_for
from app.reports.views.base import bp
from app.web.access import requires
from app.web.input import read_id


@bp.get("/hours")
@requires(is_officer)
def hours() -> ResponseReturnValue:
    now = clock.now()
    period = period_for(current_person, request.args.get("year"), at=now) or abort(404)
    tree = reached_tree(current_person, period.day)
    unit_id = request.args.get("unit", type=read_id)
    unit = tree.find(unit_id) if unit_id else None
    if "unit" in request.args and unit is None:
        abort(404)
    at = period.seen_at(now)
    below = tree.below(unit.id) if unit else None
    own = queries.counts_by_unit(period, actor=current_person, at=at, units=below)
    is_all = unit is None and reaches_all(current_person)
    return render_template(
        "reports/hours.html",
        period=period,
        picture=picture_of(own, tree, unit=unit),
        stack=plots.stack,
        without_unit=queries.count_without_unit(day=period.day, at=at) if is_all else None,
    )
