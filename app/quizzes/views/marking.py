"""The marker's desk: what waits for points, and one answer with its points and comment."""

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.audit.watching import is_viewed
from app.kit import clock
from app.kit.errors import Conflict
from app.notifications import kinds
from app.quizzes import marking, policies, presentation, waiting
from app.quizzes.forms import GradeForm
from app.quizzes.notice_texts import TEXTS
from app.quizzes.waiting import Answer
from app.web.access import requires
from app.web.errors import message_of
from app.web.filters import number
from app.web.input import read_id, read_moment
from app.web.kept import keeps_post
from app.web.locale import language
from app.web.messages import say

bp = Blueprint("marking", __name__)
kinds.register(TEXTS)


@bp.get("/marking")
@requires(policies.may_mark)
def index() -> ResponseReturnValue:
    found = waiting.answers(current_person, lang=language(), after=_after())
    return render_template(
        "quizzes/marking/index.html",
        answers=found[: waiting.PAGE_SIZE],
        has_more=len(found) > waiting.PAGE_SIZE,
        is_first_page=_after() is None,
        marked=waiting.marked_by(current_person, lang=language()),
        count=waiting.count(current_person),
        now=clock.now(),
    )


def _after() -> tuple[datetime, int] | None:
    try:
        at = read_moment(request.args.get("after_at", ""))
        return at, read_id(request.args.get("after", ""))
    except ValueError:
        return None


@bp.get("/marking/<int:answer_id>")
@requires(policies.may_mark)
def answer(answer_id: int) -> ResponseReturnValue:
    found = _find(answer_id)
    return _page(found, GradeForm(most=found.version.points), is_fresh=True)


@bp.post("/marking/<int:answer_id>/grades")
@keeps_post
@requires(policies.may_mark)
def create_grade(answer_id: int) -> ResponseReturnValue:
    found = _find(answer_id)
    form = GradeForm(most=found.version.points)
    if not form.validate():
        return _page(found, form), 422
    try:
        marking.mark(
            found.attempt.id,
            answer_id,
            seen=form.known,
            points=form.given,
            comment=form.comment.data or "",
            by_id=current_person.id,
            at=clock.now(),
        )
    except Conflict as error:
        form.form_errors.append(message_of(error))
        return _page(found, form, is_told=True), 409
    return _next(found)


def _find(answer_id: int) -> Answer:
    found = waiting.find(answer_id, marker=current_person, lang=language()) or abort(404)
    is_viewed(found.learner.id, "results.marking")
    return found


def _next(done: Answer) -> ResponseReturnValue:
    """Who marks goes on with the answer behind this one, else with the list."""
    place = (done.attempt.submitted_at or clock.now(), done.slot.id)
    rest = waiting.answers(current_person, lang=language(), after=place)
    if rest:
        say(gettext("Saved. Here is the next answer."))
        return redirect(url_for(".answer", answer_id=rest[0].id))
    say(gettext("Saved."))
    return redirect(url_for(".index"))


def _page(found: Answer, form: GradeForm, *, is_fresh: bool = False, is_told: bool = False) -> str:
    """A fresh form shows the points that count; `is_told`: its sender sees now what is newer."""
    grades = waiting.grades_of(found.slot.id)
    if grades and is_fresh:
        form.points.data = number(grades[0][0].points)
        form.comment.data = grades[0][0].comment
    if is_fresh or is_told:
        form.seen.data = grades[0][0].number if grades else 0
    return render_template(
        "quizzes/marking/answer.html",
        answer=found,
        question=presentation.view_of_answer(found.attempt, found.slot, found.version),
        grades=grades,
        form=form,
    )
