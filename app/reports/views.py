"""Reports for training officers; nothing here writes."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.accounts.reach import reaches_all
from app.kit import clock, plots
from app.org import queries as org
from app.org.tree import reached_tree
from app.records.queries import minimums
from app.reports import queries
from app.reports.hours import picture_of
from app.reports.period import period_of
from app.web.access import requires
from app.web.input import read_id

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/hours")
@requires(is_officer)
def hours() -> ResponseReturnValue:
    """The year's JP by unit, one step of the tree at a time."""
    now = clock.now()
    today = org.local_day(current_person, at=now)
    period = period_of(request.args.get("year"), today, first=queries.first_year()) or abort(404)
    tree = reached_tree(current_person, period.day)
    unit_id = request.args.get("unit", type=read_id)
    unit = tree.find(unit_id) if unit_id else None
    if "unit" in request.args and unit is None:
        abort(404)
    at = period.seen_at(now)
    own = queries.counts_by_unit(period, actor=current_person, at=at, minimums=minimums(period.day))
    is_all = unit is None and reaches_all(current_person)
    return render_template(
        "reports/hours.html",
        period=period,
        picture=picture_of(own, tree, unit=unit),
        stack=plots.stack,
        without_unit=queries.count_without_unit(day=period.day, at=at) if is_all else None,
    )
