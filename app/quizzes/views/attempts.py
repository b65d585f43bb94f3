"""Answering a quiz: the attempt, its answers, its submission, and points for own answers."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.kit import clock
from app.kit.errors import Conflict
from app.quizzes import actions, checking, marking, queries
from app.quizzes.actions import SavedAnswer
from app.quizzes.forms import read_points
from app.quizzes.messages import MESSAGES
from app.quizzes.paging import Paging
from app.quizzes.queries import AttemptContext
from app.quizzes.views.page import question_page, result_page, running_page, summary_page
from app.web.access import requires, signed_in
from app.web.errors import message_of, register_messages
from app.web.messages import warn
from app.web.transaction import transaction

bp = Blueprint("quizzes", __name__)
register_messages(MESSAGES)

FIELD = re.compile(r"q([1-9][0-9]{0,3})-([a-z0-9-]{1,40})")


@bp.get("/attempts/<int:attempt_id>")
@requires(signed_in)
def attempt(attempt_id: int) -> ResponseReturnValue:
    """Whose attempt it is the query decides; an attempt that ran out is closed on the way."""
    context = _find(attempt_id, at=clock.now())
    if context.attempt.is_open:
        page = running_page(context, request.args.get("page", 1, type=int))
        return _fresh(render_template("quizzes/attempt.html", **page, now=clock.now()))
    page = result_page(context)
    return _fresh(render_template("quizzes/result.html", **page, now=clock.now()))


def _fresh(html: str) -> ResponseReturnValue:
    """Going back must show the answers and their numbers as they are now."""
    page = make_response(html)
    page.headers["Cache-Control"] = "no-store"
    return page


@bp.post("/attempts/<int:attempt_id>/answers")
@requires(signed_in)
def create_answers(attempt_id: int) -> ResponseReturnValue:
    """The answers of the page, and where the plain form leads: `go` is a page's number."""
    is_fetch = request.headers.get("X-Requested-With") == "fetch"
    try:
        saved = actions.save_answers(
            attempt_id, person_id=current_person.id, fields=_posted_fields(), at=clock.now()
        )
    except Conflict as error:
        if is_fetch:
            raise
        warn(message_of(error))
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))
    if is_fetch:
        return render_template("quizzes/_saved.html", saved=saved, attempt_id=attempt_id)
    _warn_of_newer(saved)
    return _go_on(attempt_id, request.form.get("go", "", type=str))


def _go_on(attempt_id: int, go: str) -> ResponseReturnValue:
    if not go.isdecimal():
        return redirect(url_for("quizzes.summary", attempt_id=attempt_id))
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    paging = Paging.of(context.settings)
    to = int(go)
    if paging.is_sequential:
        pages = paging.pages(len(queries.dots_of(attempt_id)))
        actions.turn_page(context.attempt, to=to, pages=pages)
    return redirect(url_for("quizzes.attempt", attempt_id=attempt_id, page=to))


@bp.post("/attempts/<int:attempt_id>/questions/<int:number>/check")
@requires(signed_in)
def create_check(attempt_id: int, number: int) -> ResponseReturnValue:
    """Stores what was posted, of the whole page without JavaScript, and checks one answer."""
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    is_fetch = request.headers.get("X-Requested-With") == "fetch"
    try:
        saved = checking.save_and_check(
            context.attempt, number, fields=_posted_fields(), at=clock.now()
        )
    except Conflict as error:
        if is_fetch:
            raise
        warn(message_of(error))
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))
    if is_fetch:
        page = question_page(context, number, queries.dots_of(attempt_id))
        return render_template("quizzes/_question.html", **page)
    _warn_of_newer(saved)
    page_number = Paging.of(context.settings).page_of(number)
    return redirect(
        url_for("quizzes.attempt", attempt_id=attempt_id, page=page_number, _anchor=f"q{number}")
    )


@bp.get("/attempts/<int:attempt_id>/summary")
@requires(signed_in)
def summary(attempt_id: int) -> ResponseReturnValue:
    context = _find(attempt_id, at=clock.now())
    if not context.attempt.is_open:
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))
    return render_template("quizzes/summary.html", **summary_page(context), now=clock.now())


@bp.post("/attempts/<int:attempt_id>/submission")
@requires(signed_in)
def create_submission(attempt_id: int) -> ResponseReturnValue:
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    actions.submit(context.attempt, at=clock.now())
    return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))


@bp.post("/attempts/<int:attempt_id>/abandonment")
@requires(signed_in)
def create_abandonment(attempt_id: int) -> ResponseReturnValue:
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    actions.abandon(context.attempt, at=clock.now())
    return redirect(
        url_for("learning.module", course_ref=context.course_ref, module_ref=context.module_ref)
    )


@bp.post("/attempts/<int:attempt_id>/grades")
@requires(signed_in)
def create_own_grades(attempt_id: int) -> ResponseReturnValue:
    """The learner's points for own answers, all with one form; what has points keeps them."""
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    typed = _typed_points(attempt_id)
    points, errors = _read_points(typed)
    if errors:
        shown = {slot: text for slot, (text, _) in typed.items()}
        page = result_page(context, typed=shown, errors=errors)
        return render_template("quizzes/result.html", **page, now=clock.now()), 422
    marking.mark_own(attempt_id, points, at=clock.now())
    return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))


def _typed_points(attempt_id: int) -> dict[int, tuple[str, Decimal]]:
    """By slot: what was typed, and the most that may be given."""
    return {
        slot.slot: (request.form.get(f"q{slot.slot}-points", ""), version.points)
        for slot, version in queries.slots_of(attempt_id)
        if marking.is_own_to_mark(slot)
    }


def _read_points(
    typed: Mapping[int, tuple[str, Decimal]],
) -> tuple[dict[int, Decimal], dict[int, str]]:
    """Points and errors, by slot."""
    points: dict[int, Decimal] = {}
    errors: dict[int, str] = {}
    for slot, (text, most) in typed.items():
        try:
            points[slot] = read_points(text, most=most)
        except ValueError as error:
            errors[slot] = str(error)
    return points, errors


def _warn_of_newer(saved: Sequence[SavedAnswer]) -> None:
    if late := [str(answer.slot) for answer in saved if not answer.is_stored]:
        warn(
            gettext(
                "Question %(numbers)s: a newer answer was stored already, and that one counts. "
                "Look at it once more before you hand in.",
                numbers=", ".join(late),
            )
        )


def _find(attempt_id: int, *, at: datetime) -> AttemptContext:
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    if context.attempt.is_open and context.attempt.has_run_out(at):
        with transaction():
            actions.close_due(attempt_id, at=at)
        context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    return context


def _posted_fields() -> dict[int, dict[str, list[str]]]:
    """`q3-choice=…` → {3: {"choice": […]}}; fields of another form are not ours."""
    fields: dict[int, dict[str, list[str]]] = {}
    for name, values in request.form.lists():
        if match := FIELD.fullmatch(name):
            fields.setdefault(int(match[1]), {})[match[2]] = values
    return fields
