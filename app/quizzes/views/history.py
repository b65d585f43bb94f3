"""One's own attempts at all quizzes."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.quizzes import history, labels
from app.web.access import requires
from app.web.input import read_id
from app.web.locale import language

bp = Blueprint("history", __name__)


@bp.get("/attempts")
@requires(is_employee)
def index() -> ResponseReturnValue:
    before = request.args.get("before", type=read_id)
    entries = history.attempts_of(current_person.id, lang=language(), before=before)
    return render_template(
        "quizzes/history.html",
        entries=entries[: history.PAGE_SIZE],
        has_more=len(entries) > history.PAGE_SIZE,
        states=labels.STATES,
        is_first_page=before is None,
    )
