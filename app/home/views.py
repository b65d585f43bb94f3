"""The first page of each role."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer, is_supervisor
from app.certificates import queries as certificates
from app.kit import clock
from app.learning import queries as learning
from app.learning.queries import Current, Step
from app.org import queries as org
from app.records import queries as records
from app.web.access import requires, signed_in

bp = Blueprint("home", __name__)

# The yearly minimum for PNS, in JP; it will come from the settings of the employment type.
YEARLY_MINIMUM_JP = 20


@bp.get("/")
@requires(signed_in)
def index() -> ResponseReturnValue:
    year = clock.local_date(clock.now(), current_person.time_zone).year
    hours = records.hours_in_year(current_person.id, year)
    courses = learning.courses_of(current_person.id)
    running = [course for course in courses if not course.completed_at]
    return render_template(
        "home/index.html",
        year=year,
        hours=hours,
        hours_left=max(YEARLY_MINIMUM_JP - hours, 0),
        target=YEARLY_MINIMUM_JP,
        running=running,
        next_step=_next_step(running[0]) if running else None,
        finished=[course for course in courses if course.completed_at],
        requests=certificates.open_requests_of(current_person.id),
        count_waiting=certificates.count_open_requests() if is_officer(current_person) else 0,
    )


def _next_step(course: Current) -> Step | None:
    """Where the person goes on in a running course; None when every module is done."""
    found = learning.find_course(course.ref, person_id=current_person.id)
    if found is None or found.enrolment is None:
        return None
    return learning.outline_of(found.version.id, found.enrolment.id).next


@bp.get("/team")
@requires(is_supervisor)
def team() -> ResponseReturnValue:
    today = clock.local_date(clock.now(), current_person.time_zone)
    members = org.team_of(current_person.id, day=today)
    ids = [person.id for person, _, _ in members]
    return render_template(
        "home/team.html",
        year=today.year,
        target=YEARLY_MINIMUM_JP,
        members=members,
        hours=records.hours_by_person(ids, today.year),
        courses=learning.counts_by_person(ids),
    )
