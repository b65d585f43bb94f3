"""One attempt for those who answer for the quiz: looking at it, correcting it, giving it time."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import ColumnElement

from app.accounts.identity import current_person
from app.accounts.reach import find_reached, reaches, reaches_all
from app.audit.watching import is_viewed
from app.kit import clock
from app.kit.errors import Conflict
from app.quizzes import labels, marking, policies, queries, supervised, supervision
from app.quizzes.forms import PointsForm, TimeForm
from app.quizzes.models import Attempt
from app.quizzes.reach import answers_for
from app.quizzes.supervised import SupervisedAttempt, SupervisedQuestion
from app.web.access import requires
from app.web.errors import message_of
from app.web.filters import number as written
from app.web.locale import language
from app.web.messages import say

bp = Blueprint("supervision", __name__)

# Of a review: who has seen this may answer better the second time.
TELLING = frozenset({"correctness", "feedback", "explanation", "key"})


@bp.get("/quizzes/attempts/<int:attempt_id>")
@requires(policies.may_see_results)
def attempt(attempt_id: int) -> ResponseReturnValue:
    found = _find(attempt_id)
    return _attempt_page(found, _time_form(found))


@bp.post("/quizzes/attempts/<int:attempt_id>/reopening")
@requires(policies.may_manage_attempts)
def create_reopening(attempt_id: int) -> ResponseReturnValue:
    found = _find_to_manage(attempt_id)
    told = gettext("The attempt is open again, and its learner is told.")
    return _change_time(found, _time_form(found), supervision.reopen, told)


@bp.post("/quizzes/attempts/<int:attempt_id>/extension")
@requires(policies.may_manage_attempts)
def create_extension(attempt_id: int) -> ResponseReturnValue:
    found = _find_to_manage(attempt_id)
    told = gettext("The new deadline holds, and the learner is told.")
    return _change_time(found, TimeForm(is_timed=True), supervision.extend, told)


def _change_time(
    found: SupervisedAttempt, form: TimeForm, change: Callable[..., None], told: str
) -> ResponseReturnValue:
    """`change`: `supervision.reopen` or `extend`."""
    if not form.validate():
        return _attempt_page(found, form), 422
    try:
        change(
            found.attempt.id,
            minutes=form.minutes.data,
            reason=form.reason.data,
            by_id=current_person.id,
            at=clock.now(),
        )
    except Conflict as error:
        form.form_errors.append(message_of(error))
        return _attempt_page(found, form), 409
    say(told)
    return redirect(url_for(".attempt", attempt_id=found.attempt.id))


@bp.get("/quizzes/attempts/<int:attempt_id>/questions/<int:number>")
@requires(policies.may_see_results)
def question(attempt_id: int, number: int) -> ResponseReturnValue:
    found, asked = _find_question(attempt_id, number)
    form = PointsForm(most=asked.version.points)
    if asked.earned is not None:
        form.points.data = written(asked.earned)
    return _question_page(found, asked, form, is_told=True)


@bp.post("/quizzes/attempts/<int:attempt_id>/questions/<int:number>/grades")
@requires(policies.may_see_results)
def create_grade(attempt_id: int, number: int) -> ResponseReturnValue:
    found, asked = _find_question(attempt_id, number)
    form = PointsForm(most=asked.version.points)
    if not form.validate():
        return _question_page(found, asked, form), 422
    try:
        marking.override(
            attempt_id,
            asked.slot.id,
            seen=form.known,
            points=form.given,
            reason=form.comment.data,
            by_id=current_person.id,
            at=clock.now(),
        )
    except Conflict as error:
        form.form_errors.append(message_of(error))
        return _question_page(found, asked, form, is_told=True), 409
    say(gettext("These points count now, and the learner is told."))
    return redirect(url_for(".attempt", attempt_id=attempt_id, _anchor=f"q{number}"))


def _find(attempt_id: int) -> SupervisedAttempt:
    return _find_among(answers_for(current_person), attempt_id)


def _find_to_manage(attempt_id: int) -> SupervisedAttempt:
    """Of a person whom the officer looks after; as an author one may see more."""
    return _find_among(reaches(current_person, Attempt.person_id), attempt_id)


def _find_among(whose: ColumnElement[bool], attempt_id: int) -> SupervisedAttempt:
    found = supervised.find(
        attempt_id, viewer_id=current_person.id, whose=whose, lang=language()
    ) or abort(404)
    is_viewed(found.attempt.person_id, "results.attempt")
    return found


def _find_question(attempt_id: int, number: int) -> tuple[SupervisedAttempt, SupervisedQuestion]:
    """One whose points may be given by hand: of an attempt handed in, with something to earn."""
    found = _find(attempt_id)
    asked = supervised.questions_of(found, only=[number])
    if not asked or not asked[0].version.points or found.attempt.submitted_at is None:
        abort(404)
    return found, asked[0]


def _time_form(found: SupervisedAttempt) -> TimeForm:
    return TimeForm(is_timed=found.attempt.deadline is not None)


def _attempt_page(found: SupervisedAttempt, form: TimeForm) -> str:
    questions = supervised.questions_of(found)
    return render_template(
        "quizzes/manage/attempt.html",
        found=found,
        attempt=found.attempt,
        questions=questions,
        states=labels.STATES,
        trail=supervised.trail_of(found, questions),
        form=form,
        may_manage=_may_manage(found),
        why_not=supervision.why_not_reopen(found.attempt),
        has_told=_has_told(found),
    )


def _may_manage(found: SupervisedAttempt) -> bool:
    if reaches_all(current_person) or not policies.may_manage_attempts(current_person):
        return reaches_all(current_person)
    return find_reached(current_person, found.attempt.person_id) is not None


def _has_told(found: SupervisedAttempt) -> bool:
    """Whether the review may have shown the learner what was right."""
    attempt = found.attempt
    attempts = queries.attempts_of(attempt.person_id, attempt.module_id)
    return bool(policies.shown(attempt, attempts, found.settings) & TELLING)


def _question_page(
    found: SupervisedAttempt,
    asked: SupervisedQuestion,
    form: PointsForm,
    *,
    is_told: bool = False,
) -> str:
    """`is_told`: whoever sends the form sees now what is newest."""
    if is_told:
        form.seen.data = asked.grades[0][0].number if asked.grades else 0
    return render_template(
        "quizzes/manage/attempt_question.html",
        found=found,
        attempt=found.attempt,
        asked=asked,
        form=form,
    )
