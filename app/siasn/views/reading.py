"""What is ready for SIASN, and what keeps the rest back."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.jobs.watching import watched_once
from app.siasn import queries, readiness
from app.siasn.messages import FAULTS
from app.siasn.policies import may_hand_over
from app.siasn.views.base import bp, read_scope, years_until
from app.web.access import requires
from app.web.input import read_id


@bp.get("")
@requires(may_hand_over)
def index() -> ResponseReturnValue:
    scope, before = read_scope(), request.args.get("before", type=read_id)
    found = queries.batches(scope.agency_id, scope.year, before=before)
    return render_template(
        "siasn/index.html",
        scope=scope,
        years=years_until(scope.day),
        agencies=queries.agencies(),
        overview=readiness.overview(scope),
        totals=queries.totals(scope.agency_id, scope.year),
        batches=found[: queries.BATCHES],
        has_more=len(found) > queries.BATCHES,
        is_continued=before is not None,
    )


@bp.get("/new")
@requires(may_hand_over)
def new() -> ResponseReturnValue:
    """What is ready, and what keeps the rest back."""
    scope, after = read_scope(), request.args.get("after", type=read_id)
    code, before = request.args.get("fault", ""), request.args.get("before", type=read_id)
    refused = readiness.refused_entries(scope, before=before)
    found = readiness.faulty_entries(scope, code=code, after=after)
    return render_template(
        "siasn/new.html",
        scope=scope,
        overview=readiness.overview(scope),
        words=FAULTS,
        code=code if code in FAULTS else "",
        faulty=found[: readiness.PAGE_SIZE],
        has_more=len(found) > readiness.PAGE_SIZE,
        is_continued=after is not None,
        refused=refused[: readiness.PAGE_SIZE],
        has_more_refused=len(refused) > readiness.PAGE_SIZE,
        is_refused_continued=before is not None,
    )


@bp.post("/faults")
@requires(may_hand_over)
def create_faults_file() -> ResponseReturnValue:
    scope = read_scope()
    back = url_for(".new", agency=scope.agency_id, year=scope.year)
    return watched_once("siasn.faulty", scope.to_json(), back=back, subject=str(scope.year))
