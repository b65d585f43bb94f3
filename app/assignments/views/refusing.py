"""Declining a course that was only recommended."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.assignments import actions, queries
from app.assignments.forms import RefusalForm
from app.assignments.policies import may_decline
from app.assignments.queries import Own
from app.assignments.views.base import bp
from app.kit import clock
from app.web.access import requires
from app.web.locale import language
from app.web.messages import say


@bp.get("/assignments/<int:assignment_id>/refusal")
@requires(may_decline)
def refusal(assignment_id: int) -> ResponseReturnValue:
    own = _find(assignment_id)
    return _page(own, RefusalForm()) if own else _declined()


@bp.post("/assignments/<int:assignment_id>/refusal")
@requires(may_decline)
def create_refusal(assignment_id: int) -> ResponseReturnValue:
    own, form = _find(assignment_id), RefusalForm()
    if own is None:
        return _declined()
    if not form.validate():
        return _page(own, form), 422
    actions.decline(own, reason=form.reason.data, by=current_person, at=clock.now())
    return _declined()


def _find(assignment_id: int) -> Own | None:
    """None where it has been declined; a mandatory one is seen, and not declined: 403."""
    found = queries.find_own(assignment_id, person_id=current_person.id)
    if found is None and not queries.has_declined(assignment_id, person_id=current_person.id):
        abort(404)
    if found and found.assignment.kind == "mandatory":
        abort(403)
    return found


def _declined() -> ResponseReturnValue:
    """The same for a second click."""
    say(gettext("Declined. You can still enrol later."))
    return redirect(url_for("home.index"))


def _page(own: Own, form: RefusalForm) -> str:
    return render_template(
        "assignments/refusal.html", own=own, words=own.version.words_in(language()), form=form
    )
