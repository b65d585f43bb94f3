"""The first page of each role."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_supervisor
from app.assignments.display import my_assignments
from app.certificates import queries as certificates
from app.home import parts, team_table
from app.home.members import Member, Wanted, counts_of, narrowed, page_of
from app.kit import clock, plots
from app.kit.tables import MEDIA_TYPES
from app.learning import counts
from app.learning.overdue import close_overdue
from app.notifications import queries as notices
from app.notifications.texts import views_of as views_of_notices
from app.org import queries as org
from app.quizzes import queries as quizzes
from app.records import entries
from app.records import queries as records
from app.records.standing import share_of_year, standing_of
from app.reports import audited
from app.reports.people_table import ENDINGS
from app.web.access import requires, signed_in
from app.web.input import read_id
from app.web.locale import language
from app.web.transaction import transaction

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
        assigned=my_assignments(),
        open_attempts=quizzes.open_attempts_of(current_person.id, lang=lang),
        returned=entries.open_entries_of(current_person.id, states=["returned"]),
        requests=certificates.open_requests_of(current_person.id),
        learning=parts.learning_of(current_person, today=today, lang=lang),
        officer=parts.officer_of(current_person, now=now, today=today, lang=lang),
        author=parts.author_of(current_person, lang=lang),
        count_to_mark=parts.count_to_mark(current_person),
        count_to_verify=parts.count_to_verify(current_person, today=today),
    )


@bp.get("/team")
@requires(is_supervisor)
def team() -> ResponseReturnValue:
    today = org.local_day(current_person, at=clock.now())
    members, wanted = _members(today), _wanted()
    counted = counts_of(members)
    return render_template(
        "home/team.html",
        year=today.year,
        members=members,
        counts=counted,
        parts=plots.stack(counted.parts),
        wanted=wanted,
        page=page_of(members, wanted, after=request.args.get("after", type=read_id)),
    )


@bp.get("/team/export.<ending>")
@requires(is_supervisor)
def export_team(ending: str) -> ResponseReturnValue:
    if ending not in ENDINGS:
        abort(404)
    today = org.local_day(current_person, at=clock.now())
    found = narrowed(_members(today), _wanted())
    content = team_table.content_of(found, ending, year=today.year)
    name = team_table.name_of(ending, day=today)
    # It changes nothing, but who took it along is recorded, in a short transaction of its own.
    with transaction():
        audited.exported_team(name, by=current_person)
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=name
    )


def _wanted() -> Wanted:
    return Wanted(
        words=request.args.get("q", ""),
        show=request.args.get("show", ""),
        sort=request.args.get("sort", "hours"),
    )


def _members(today: date) -> Sequence[Member]:
    rows = org.team_of(current_person.id, day=today, limit=1000)
    ids = [person.id for person, _, _ in rows]
    targets = records.targets_of(ids, day=today)
    hours = records.hours_by_person(ids, today.year)
    courses, share = counts.counts_by_person(ids), share_of_year(today)
    members = []
    for person, position, unit in rows:
        jp = hours.get(person.id, Decimal(0))
        target = targets[person.id].min_jp if person.id in targets else None
        standing = standing_of(jp, target, share=share)
        taken = courses.get(person.id, (0, 0))
        members.append(Member(person.id, person.name, position, unit, jp, target, standing, *taken))
    return members
