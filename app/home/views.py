"""The first page of each role."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer, is_supervisor
from app.certificates import queries as certificates
from app.kit import clock
from app.learning import counts
from app.learning import queries as learning
from app.learning.outline import Step
from app.learning.overdue import close_overdue
from app.learning.queries import Current
from app.notifications import queries as notices
from app.notifications.texts import views_of as views_of_notices
from app.org import queries as org
from app.quizzes import queries as quizzes
from app.quizzes import waiting
from app.quizzes.policies import may_mark
from app.records import queries as records
from app.web.access import requires, signed_in
from app.web.locale import language

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(signed_in)
def index() -> ResponseReturnValue:
    now = clock.now()
    close_overdue(current_person.id, at=now)
    today = clock.local_date(now, current_person.time_zone)
    hours = records.hours_in_year(current_person.id, today.year)
    targets = records.targets_of([current_person.id], day=today)
    target = targets[current_person.id].min_jp if targets else None
    courses = learning.courses_of(current_person.id, lang=language())
    running = [course for course in courses if not course.completed_at]
    return render_template(
        "home/index.html",
        now=now,
        notices=views_of_notices(notices.newest_unread(current_person.id)),
        year=today.year,
        hours=hours,
        hours_left=max(target - hours, 0) if target else 0,
        target=target,
        open_attempts=quizzes.open_attempts_of(current_person.id, lang=language()),
        running=running,
        next_step=_next_step(running[0]) if running else None,
        finished=[course for course in courses if course.completed_at],
        requests=certificates.open_requests_of(current_person.id),
        count_waiting=certificates.count_open_requests() if is_officer(current_person) else 0,
        may_mark=may_mark(current_person),
        count_to_mark=waiting.count(current_person.id) if may_mark(current_person) else 0,
    )


def _next_step(course: Current) -> Step | None:
    """Where the person goes on in a running course; None when every module is done."""
    found = learning.find_course(course.ref, person_id=current_person.id, lang=language())
    if found is None or found.enrolment is None:
        return None
    outline = learning.outline_of(found.version.id, found.enrolment.id, lang=language())
    return outline.next


@bp.get("/team")
@requires(is_supervisor)
def team() -> ResponseReturnValue:
    today = clock.local_date(clock.now(), current_person.time_zone)
    members = org.team_of(current_person.id, day=today)
    ids = [person.id for person, _, _ in members]
    return render_template(
        "home/team.html",
        year=today.year,
        targets=records.targets_of(ids, day=today),
        members=members,
        hours=records.hours_by_person(ids, today.year),
        courses=counts.counts_by_person(ids),
    )
