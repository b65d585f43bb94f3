"""The list of one's sessions, and one of them."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_employee, is_supervisor
from app.coaching import queries
from app.coaching.models import STATES
from app.coaching.own_data import STATE_NAMES
from app.coaching.views.base import bp, session_page
from app.web.access import requires, signed_in
from app.web.input import read_id


@bp.get("/coaching")
@requires(signed_in)
def index() -> ResponseReturnValue:
    is_coach = request.args.get("as") == "coach" or not is_employee(current_person)
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    before = request.args.get("before", type=read_id)
    found = queries.sessions_of(current_person.id, is_coach=is_coach, state=state, before=before)
    return render_template(
        "coaching/index.html",
        rows=found[: queries.PAGE_SIZE],
        has_more=len(found) > queries.PAGE_SIZE,
        before=before,
        is_coach=is_coach,
        state=state,
        states=STATE_NAMES,
        waiting=queries.waiting_for(current_person.id),
        may_log=is_supervisor(current_person) if is_coach else is_employee(current_person),
    )


@bp.get("/coaching/<int:coaching_id>")
@requires(signed_in)
def show(coaching_id: int) -> ResponseReturnValue:
    return session_page(coaching_id)
