"""Lesson, quiz, survey: where an employee studies."""

from datetime import datetime

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.kit import clock
from app.learning import actions, checks, queries
from app.learning.overdue import close_overdue
from app.learning.queries import ModuleView
from app.learning.terms import terms_for
from app.learning.views.base import around, bp, find_module, outside
from app.learning.views.surveys import survey_page
from app.library import quiz_settings
from app.quizzes import actions as quizzes
from app.quizzes import grades
from app.quizzes import queries as attempts
from app.quizzes.models import Attempt
from app.quizzes.terms import hindrance
from app.web.access import requires
from app.web.device import browser_hash


@bp.get("/courses/<course_ref>/modules/<module_ref>")
@requires(is_employee)
def module(course_ref: str, module_ref: str) -> ResponseReturnValue:
    found = find_module(course_ref, module_ref)
    if found is None:
        return outside(course_ref)
    if found.module.kind == "quiz":
        return _quiz_page(found)
    if found.module.kind == "survey":
        return survey_page(found)
    return _lesson_page(found)


def _lesson_page(found: ModuleView, *, answered: str = "") -> ResponseReturnValue:
    secret = str(current_app.secret_key)
    fields = dict(request.form.lists()) if answered else None
    views = checks.views_of(
        found.module, lang=found.text.lang, secret=secret, answered=answered, fields=fields
    )
    if answered and answered not in views:
        abort(404)
    if request.headers.get("HX-Request") and answered:
        return render_template(
            "learning/_check.html",
            found=found,
            ref=answered,
            question=views[answered],
            answered=answered,
        )
    return render_template("learning/lesson.html", **around(found), checks=views, answered=answered)


def _quiz_page(found: ModuleView) -> ResponseReturnValue:
    at = clock.now()
    close_overdue(current_person.id, at=at)
    history = attempts.attempts_of(current_person.id, found.module.module_id)
    settings = quiz_settings.from_json(found.module.settings or {})
    terms = terms_for(current_person.id, found.module, settings, at=at)
    return render_template(
        "learning/quiz.html",
        **around(found),
        settings=settings,
        terms=terms,
        now=at,
        hindered=hindrance(terms=terms, settings=settings, previous=history, at=at),
        has_mark=settings.purpose in quizzes.PURPOSES_WITH_MARK,
        attempts=history,
        grade=grades.final(history, settings.grade),
        own_to_mark=attempts.find_own_to_mark(history),
    )


@bp.get("/courses/<course_ref>/modules/<module_ref>/next")
@requires(is_employee)
def next_module(course_ref: str, module_ref: str) -> ResponseReturnValue:
    """Where a quiz's result leads on to; quizzes do not know the course around them."""
    found = find_module(course_ref, module_ref)
    if found is None:
        return redirect(url_for(".course", course_ref=course_ref))
    outline = queries.outline_of(found.course.version.id, found.enrolment.id)
    _, after = outline.neighbours(found.module.module_id)
    if after is None:
        return redirect(url_for(".course", course_ref=course_ref))
    return redirect(url_for(".module", course_ref=course_ref, module_ref=after.entry.ref))


@bp.post("/courses/<course_ref>/modules/<module_ref>/checks/<question_ref>")
@requires(is_employee)
def create_check(course_ref: str, module_ref: str, question_ref: str) -> ResponseReturnValue:
    """Answers a self-check with its feedback; nothing is stored."""
    found = find_module(course_ref, module_ref) or abort(404)
    if found.module.kind in ("quiz", "survey"):
        abort(404)
    return _lesson_page(found, answered=question_ref)


@bp.post("/courses/<course_ref>/modules/<module_ref>/completion")
@requires(is_employee)
def create_completion(course_ref: str, module_ref: str) -> ResponseReturnValue:
    """A lesson is finished when its reader says so, a quiz when passed, a survey when answered."""
    found = find_module(course_ref, module_ref) or abort(404)
    if found.module.kind != "lesson":
        abort(404)
    was_complete = found.course.completion is not None
    actions.complete_module(found.enrolment, found.module.module_id, at=clock.now())
    outline = queries.outline_of(found.course.version.id, found.enrolment.id)
    _, after = outline.neighbours(found.module.module_id)
    if after is None or (not was_complete and queries.find_completion(found.enrolment.id)):
        return redirect(url_for(".course", course_ref=course_ref))
    return redirect(url_for(".module", course_ref=course_ref, module_ref=after.entry.ref))


@bp.post("/courses/<course_ref>/modules/<module_ref>/attempts")
@requires(is_employee)
def create_attempt(course_ref: str, module_ref: str) -> ResponseReturnValue:
    """Learning decides on what terms; the attempt itself is the quiz's."""
    found = find_module(course_ref, module_ref) or abort(404)
    if found.module.kind != "quiz":
        abort(404)
    return redirect(url_for("quizzes.attempt", attempt_id=_start(found, at=clock.now()).id))


def _start(found: ModuleView, *, at: datetime) -> Attempt:
    settings = quiz_settings.from_json(found.module.settings or {})
    return quizzes.start(
        person_id=current_person.id,
        quiz=found.module,
        course_version_id=found.course.version.id,
        terms=terms_for(current_person.id, found.module, settings, at=at),
        at=at,
        lang=found.text.lang,
        device=browser_hash() if settings.purpose in quizzes.PURPOSES_WITH_MARK else None,
    )
