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
from app.quizzes.actions import Fields, SavedAnswer
from app.quizzes.forms import read_points
from app.quizzes.messages import MESSAGES
from app.quizzes.paging import Paging
from app.quizzes.queries import AttemptContext
from app.quizzes.views.page import question_page, result_page, running_page, summary_page
from app.web.access import requires, signed_in
from app.web.errors import message_of, register_messages
from app.web.kept import keeps_post
from app.web.locale import LANGUAGES, switch_language
from app.web.messages import say, warn
from app.web.transaction import transaction

bp = Blueprint("quizzes", __name__)
register_messages(MESSAGES)

FIELD = re.compile(r"q([1-9][0-9]{0,3})-([a-z0-9-]{1,40})")
# Where a button leads: "3", a page; "3-7", question 7 on it; anything else, the summary.
PLACE = re.compile(r"([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?")


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


@bp.get("/attempts/<int:attempt_id>/deadline")
@requires(signed_in)
def deadline(attempt_id: int) -> ResponseReturnValue:
    """Asked by the countdown before it says that the time is up: an officer may have given more."""
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    return _fresh(render_template("quizzes/_deadline.html", attempt=context.attempt))


@bp.post("/attempts/<int:attempt_id>/answers")
@keeps_post
@requires(signed_in)
def create_answers(attempt_id: int) -> ResponseReturnValue:
    """The answers of the page, and where the plain form leads: see `PLACE`.

    The switch of the language is one of its buttons too, so that it loses nothing that was typed.
    """
    try:
        saved = _save(attempt_id, _posted_fields())
    except Conflict as error:
        if _is_fetch():
            raise
        warn(message_of(error))
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))
    if _is_fetch():
        return render_template("quizzes/_saved.html", saved=saved, attempt_id=attempt_id)
    if (chosen := request.args.get("language")) in LANGUAGES:
        switch_language(chosen)
    _warn_of_unstored(saved)
    return _go_on(attempt_id, saved)


def _save(attempt_id: int, fields: Mapping[int, Fields]) -> Sequence[SavedAnswer]:
    """A page on which every answer is final has nothing to store, and leads on all the same."""
    if not fields:
        return ()
    return actions.save_answers(
        attempt_id, person_id=current_person.id, fields=fields, at=clock.now()
    )


def _go_on(attempt_id: int, saved: Sequence[SavedAnswer]) -> ResponseReturnValue:
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    place = PLACE.fullmatch(request.form.get("go", ""))
    if place is None:
        return redirect(url_for("quizzes.summary", attempt_id=attempt_id))
    paging = Paging.of(context.settings)
    # A page is not left for good before its reader has seen the newer answer that counts.
    if paging.is_sequential and all(answer.outcome != "newer" for answer in saved):
        pages = paging.pages(len(queries.dots_of(attempt_id)))
        actions.turn_page(context.attempt, to=int(place[1]), pages=pages)
    return redirect(_address(attempt_id, page=place[1], slot=place[2]))


def _address(attempt_id: int, *, page: str | int, slot: str | int | None) -> str:
    anchor = f"q{slot}" if slot else None
    return url_for("quizzes.attempt", attempt_id=attempt_id, page=page, _anchor=anchor)


@bp.post("/attempts/<int:attempt_id>/questions/<int:number>/check")
@keeps_post
@requires(signed_in)
def create_check(attempt_id: int, number: int) -> ResponseReturnValue:
    """Stores what was posted, of the whole page without JavaScript, and checks one answer."""
    context = queries.find_attempt(attempt_id, person_id=current_person.id) or abort(404)
    page = Paging.of(context.settings).page_of(number)
    try:
        saved = checking.save_and_check(
            context.attempt, number, fields=_posted_fields(), at=clock.now()
        )
    except Conflict as error:
        return _refuse_check(attempt_id, error, back=_address(attempt_id, page=page, slot=number))
    if _is_fetch():
        shown = question_page(context, number, queries.dots_of(attempt_id))
        newer = _numbers(saved, "newer")
        return render_template("quizzes/_checked_question.html", **shown, is_replaced=bool(newer))
    _warn_of_unstored(saved)
    return redirect(_address(attempt_id, page=page, slot=number))


def _refuse_check(attempt_id: int, error: Conflict, *, back: str) -> ResponseReturnValue:
    if _is_fetch():
        words = {"code": error.code, "message": message_of(error), "attempt_id": attempt_id}
        return render_template("quizzes/_refused.html", **words), 409
    warn(message_of(error))
    return redirect(back)


def _is_fetch() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


@bp.get("/attempts/<int:attempt_id>/summary")
@requires(signed_in)
def summary(attempt_id: int) -> ResponseReturnValue:
    context = _find(attempt_id, at=clock.now())
    if not context.attempt.is_open:
        return redirect(url_for("quizzes.attempt", attempt_id=attempt_id))
    page = summary_page(context)
    return _fresh(render_template("quizzes/summary.html", **page, now=clock.now()))


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
    say(gettext("That attempt is closed. You can begin a new one here."))
    return redirect(
        url_for("learning.module", course_ref=context.course_ref, module_ref=context.module_ref)
    )


@bp.post("/attempts/<int:attempt_id>/grades")
@keeps_post
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


def _warn_of_unstored(saved: Sequence[SavedAnswer]) -> None:
    if newer := _numbers(saved, "newer"):
        warn(
            gettext(
                "Question %(numbers)s: a newer answer was stored already, and that one counts. "
                "Look at it once more before you hand in.",
                numbers=newer,
            )
        )
    if closed := _numbers(saved, "closed"):
        warn(
            gettext(
                "Question %(numbers)s takes no answer any more, so your change was not stored.",
                numbers=closed,
            )
        )


def _numbers(saved: Sequence[SavedAnswer], outcome: str) -> str:
    return ", ".join(str(answer.slot) for answer in saved if answer.outcome == outcome)


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
