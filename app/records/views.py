"""My record."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.certificates import queries as certificates
from app.kit import clock
from app.records import queries
from app.web.access import requires

bp = Blueprint("records", __name__)


@bp.get("/record")
@requires(is_employee)
def index() -> ResponseReturnValue:
    now = clock.now()
    today = clock.local_date(now, current_person.time_zone)
    held = certificates.certificates_of(current_person.id)
    return render_template(
        "records/index.html",
        entries=queries.entries_of(current_person.id),
        now=now,
        year=today.year,
        hours=queries.hours_in_year(current_person.id, today.year),
        certificates=held,
        count_valid=sum(view.status(now) == "valid" for view in held),
        requests=certificates.unfulfilled_requests_of(current_person.id),
    )
