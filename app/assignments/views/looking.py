"""The list of assignments, one with its people, its file, and withdrawing it."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.assignments import actions, audited, meant, policies, progress, queries
from app.assignments.forms import WithdrawalForm
from app.assignments.policies import may_assign
from app.assignments.progress import SHOWN, Place, Whose
from app.assignments.queries import Row
from app.assignments.table import STATES
from app.assignments.views.base import bp, today
from app.jobs.watching import watched_once
from app.kit import clock
from app.web.access import requires
from app.web.input import read_id
from app.web.locale import language
from app.web.messages import say, warn


@bp.get("/assignments")
@requires(may_assign)
def index() -> ResponseReturnValue:
    before, day = request.args.get("before", type=read_id), today()
    found = queries.assignments_of(current_person, day=day, lang=language(), before=before)
    rows = found[: queries.PAGE_SIZE]
    return render_template(
        "assignments/index.html",
        rows=rows,
        meant=meant.of_assignments([row.assignment.id for row in rows]),
        has_more=len(found) > queries.PAGE_SIZE,
        before=before,
        today=day,
    )


@bp.get("/assignments/<int:assignment_id>")
@requires(may_assign)
def show(assignment_id: int) -> ResponseReturnValue:
    return _page(_find(assignment_id), WithdrawalForm())


@bp.post("/assignments/<int:assignment_id>/withdrawal")
@requires(may_assign)
def create_withdrawal(assignment_id: int) -> ResponseReturnValue:
    found, form = _find(assignment_id), WithdrawalForm()
    if not policies.may_withdraw(current_person, found.assignment):
        abort(403)
    if not form.validate():
        return _page(found, form), 422
    reason, at = form.reason.data, clock.now()
    if actions.withdraw(found.assignment, reason=reason, by=current_person, at=at):
        say(gettext("Withdrawn. It no longer stands on anybody's pages; what was done stays."))
    else:
        warn(gettext("Somebody has withdrawn this assignment before you."))
    return redirect(url_for(".show", assignment_id=assignment_id))


@bp.post("/assignments/<int:assignment_id>/exports")
@requires(may_assign)
def create_export(assignment_id: int) -> ResponseReturnValue:
    found, show = _find(assignment_id), _shown(request.form.get("show", ""))
    audited.exported(found.assignment, by_id=current_person.id)
    return watched_once(
        "assignments.export",
        {"assignment_id": assignment_id, "show": show},
        subject=found.words.title,
        back=url_for(".show", assignment_id=assignment_id, show=show or None),
    )


def _find(assignment_id: int) -> Row:
    found = queries.find(assignment_id, actor=current_person, day=today(), lang=language())
    return found or abort(404)


def _shown(value: str) -> str:
    return value if value in SHOWN else ""


def _page(found: Row, form: WithdrawalForm) -> str:
    whose = Whose(found.assignment, current_person, today())
    show, after = _shown(request.args.get("show", "")), _place()
    people = progress.people_of(whose, show=show, after=after)
    return render_template(
        "assignments/show.html",
        found=found,
        assignment=found.assignment,
        form=form,
        whose=whose,
        meant=meant.of_assignments([found.assignment.id])[found.assignment.id],
        counts=progress.counts_of(whose),
        people=people[: progress.PAGE_SIZE],
        next_place=people[progress.PAGE_SIZE - 1].place
        if len(people) > progress.PAGE_SIZE
        else None,
        is_continued=after is not None,
        show=show,
        states=STATES,
        may_withdraw=policies.may_withdraw(current_person, found.assignment),
    )


def _place() -> Place | None:
    after, key = request.args.get("after", type=read_id), request.args.get("key")
    return Place(key, after) if after and key is not None else None
