"""My record, a year at a time."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.certificates import queries as certificates
from app.kit import clock
from app.library import queries as library
from app.org import queries as org
from app.records import all_years, corrections, entries, pathways, queries
from app.records.views.base import bp
from app.web.access import requires
from app.web.locale import language


@bp.get("/record")
@requires(is_employee)
def index() -> ResponseReturnValue:
    now = clock.now()
    today = org.local_day(current_person, at=now)
    years = sorted({today.year, *queries.years_of(current_person.id)}, reverse=True)
    year = request.args.get("year", today.year, type=int)
    if year not in years:
        abort(404)
    held = certificates.certificates_of(current_person.id)
    shown = queries.year_of(current_person.id, year, today=today)
    found = queries.entries_of(current_person.id, year=year)
    way = pathways.find_way(current_person.id, shown, today=today, lang=language())
    return render_template(
        "records/index.html",
        now=now,
        today=today,
        years=years,
        year=shown,
        entries=found,
        way=way,
        others=pathways.others_for(way) if way else (),
        waiting=pathways.waiting((one.activity for one in found), year=year) if way else None,
        all_years=all_years.at_a_glance(current_person.id, years, today=today),
        open_entries=entries.open_entries_of(current_person.id),
        closed=corrections.find_closed(current_person.id, year),
        certificates=held,
        count_valid=sum(view.status(now) == "valid" for view in held),
        requests=certificates.unfulfilled_requests_of(current_person.id),
        number=accounts.find_number(current_person.id),
        placement=org.find_placement(current_person.id, day=today),
    )


@bp.get("/record/certificates/<course_ref>")
@requires(is_employee)
def certificate(course_ref: str) -> ResponseReturnValue:
    """Where a course's page leads to its certificate; one that waits is told in the record."""
    version = library.find_live(course_ref) or abort(404)
    day = org.local_day(current_person, at=clock.now())
    found = certificates.find_valid(current_person.id, version.course_id, day=day)
    if found is None:
        return redirect(url_for(".index"))
    return redirect(url_for("certificates.verification", code=found.code))
