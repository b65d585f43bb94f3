"""Corrected keys: what they would change, and carrying them out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.accounts.identity import current_person
from app.kit import clock
from app.library.models import Course
from app.quizzes import policies, regradings, rehearsal
from app.quizzes.carrying_out import carry_out
from app.quizzes.forms import RegradingForm
from app.quizzes.quizzes import Quiz, find_quiz
from app.quizzes.reach import answers_for_course
from app.quizzes.regrading import Order
from app.web.access import requires
from app.web.input import read_id
from app.web.locale import language
from app.web.messages import say, warn

bp = Blueprint("corrections", __name__)

# Shorter than what proxies wait for an answer.
SECONDS = 20


@bp.get("/quizzes/<course_ref>/<module_ref>/corrections")
@requires(policies.may_correct)
def index(course_ref: str, module_ref: str) -> ResponseReturnValue:
    return _page(_find(course_ref, module_ref), RegradingForm(formdata=None))


@bp.post("/quizzes/<course_ref>/<module_ref>/corrections")
@requires(policies.may_correct)
def create(course_ref: str, module_ref: str) -> ResponseReturnValue:
    quiz = _find(course_ref, module_ref)
    form = RegradingForm()
    if not form.validate():
        return _page(quiz, form), 422
    order = Order(quiz, form.is_lowering, form.reason.data, by_id=current_person.id, at=clock.now())
    is_done = carry_out(order, seconds=SECONDS)
    _tell(order.changed, is_done=is_done)
    return redirect(url_for(".index", course_ref=course_ref, module_ref=module_ref))


def _tell(changed: int, *, is_done: bool) -> None:
    if not is_done:
        warn(
            gettext(
                "%(count)s attempts are corrected, and there are more than fit into one go. Press "
                "the button once more: it goes on where it stopped.",
                count=changed,
            )
        )
    elif changed:
        say(ngettext("%(num)d attempt is corrected.", "%(num)d attempts are corrected.", changed))
    else:
        say(gettext("Done. Nobody's points have changed."))


def _find(course_ref: str, module_ref: str) -> Quiz:
    own = answers_for_course(current_person, Course.id)
    return find_quiz(course_ref, module_ref, among=own, lang=language()) or abort(404)


def _page(quiz: Quiz, form: RegradingForm) -> str:
    before = request.args.get("before", type=read_id)
    history = regradings.regradings_of(quiz.module_id, before=before)
    return render_template(
        "quizzes/manage/corrections.html",
        quiz=quiz,
        form=form,
        rehearsal=rehearsal.dry_run(quiz),
        history=history[: regradings.PAGE_SIZE],
        has_more=len(history) > regradings.PAGE_SIZE,
        before=before,
    )
