"""The first page of each role."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_supervisor
from app.certificates import queries as certificates
from app.home import parts
from app.home.members import Member, Wanted, counts_of, page_of
from app.kit import clock, plots
from app.learning import counts
from app.learning.overdue import close_overdue
from app.notifications import queries as notices
from app.notifications.texts import views_of as views_of_notices
from app.org import queries as org
from app.quizzes import queries as quizzes
from app.records import queries as records
from app.web.access import requires, signed_in
from app.web.input import read_id
from app.web.locale import language

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(signed_in)
def index() -> ResponseReturnValue:
    now = clock.now()
    close_overdue(current_person.id, at=now)
    today = org.local_day(current_person, at=now)
    lang = language()
    return render_template(
        "home/index.html",
        now=now,
        notices=views_of_notices(notices.newest_unread(current_person.id)),
        open_attempts=quizzes.open_attempts_of(current_person.id, lang=lang),
        requests=certificates.open_requests_of(current_person.id),
        learning=parts.learning_of(current_person, today=today, lang=lang),
        officer=parts.officer_of(current_person, now=now, today=today, lang=lang),
        author=parts.author_of(current_person, lang=lang),
        count_to_mark=parts.count_to_mark(current_person),
    )


@bp.get("/team")
@requires(is_supervisor)
def team() -> ResponseReturnValue:
    today = org.local_day(current_person, at=clock.now())
    members = _members(today)
    wanted = Wanted(
        words=request.args.get("q", ""),
        show=request.args.get("show", ""),
        sort=request.args.get("sort", "hours"),
    )
    counted = counts_of(members)
    return render_template(
        "home/team.html",
        year=today.year,
        members=members,
        counts=counted,
        parts=plots.stack(counted),
        wanted=wanted,
        page=page_of(members, wanted, after=request.args.get("after", type=read_id)),
    )


def _members(today: date) -> Sequence[Member]:
    rows = org.team_of(current_person.id, day=today, limit=1000)
    ids = [person.id for person, _, _ in rows]
    targets = records.targets_of(ids, day=today)
    hours = records.hours_by_person(ids, today.year)
    courses = counts.counts_by_person(ids)
    return [
        Member(
            person.id,
            person.name,
            position,
            unit,
            hours.get(person.id, Decimal(0)),
            targets[person.id].min_jp if person.id in targets else None,
            *courses.get(person.id, (0, 0)),
        )
        for person, position, unit in rows
    ]
