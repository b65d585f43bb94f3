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
    me, lang = current_person.id, language()
    entries = history.attempts_of(me, lang=lang, before=before, is_over=True)
    shown = entries[: history.PAGE_SIZE]
    return render_template(
        "quizzes/history.html",
        running=() if before else history.running_of(me, lang=lang),
        quizzes=history.by_quiz(shown),
        last=shown[-1].attempt if shown else None,
        has_more=len(entries) > history.PAGE_SIZE,
        states=labels.STATES,
        is_first_page=before is None,
    )
