"""Catalogue, course, module: where an employee studies."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.kit import clock
from app.kit.errors import Conflict
from app.learning import actions, checks, queries
from app.learning.messages import MESSAGES
from app.learning.overdue import close_overdue
from app.learning.queries import CourseView, GlossaryView, ModuleView
from app.library import quiz_settings
from app.quizzes import actions as quizzes
from app.quizzes import queries as attempts
from app.quizzes.models import AttemptTerms
from app.web.access import requires
from app.web.errors import message_of, register_messages
from app.web.input import read_id
from app.web.locale import language
from app.web.messages import say, warn

bp = Blueprint("learning", __name__)
register_messages(MESSAGES)


@bp.get("/courses")
@requires(is_employee)
def catalogue() -> ResponseReturnValue:
    words = request.args.get("q", "")[:200]
    subject = request.args.get("subject", "")
    last_id = request.args.get("after", type=read_id)
    after = (request.args.get("after_title", ""), last_id) if last_id else None
    found = queries.catalogue(
        current_person.id, words=words, subject=subject, after=after, lang=language()
    )
    return render_template(
        "learning/catalogue.html",
        courses=found[: queries.PAGE_SIZE],
        is_first_page=after is None,
        has_more=len(found) > queries.PAGE_SIZE,
        words=words,
        subject=subject,
        subjects=queries.subjects(),
    )


@bp.get("/courses/<course_ref>")
@requires(is_employee)
def course(course_ref: str) -> ResponseReturnValue:
    close_overdue(current_person.id, at=clock.now())
    found = _find_course(course_ref) or abort(404)
    outline = queries.outline_of(
        found.version.id, found.enrolment.id if found.enrolment else None, lang=language()
    )
    return render_template(
        "learning/course.html",
        course=found,
        outline=outline,
        prerequisites=queries.prerequisites_of(
            found.version, person_id=current_person.id, lang=language()
        ),
        news=queries.news_of(found),
    )


@bp.get("/courses/<course_ref>/glossary")
@requires(is_employee)
def glossary(course_ref: str) -> ResponseReturnValue:
    found, terms = _glossary(course_ref)
    return render_template("learning/glossary.html", course=found, glossary=terms)


@bp.get("/courses/<course_ref>/glossary/<anchor>")
@requires(is_employee)
def term(course_ref: str, anchor: str) -> ResponseReturnValue:
    """What one term means, for a lesson that shows it beside the word."""
    _, terms = _glossary(course_ref)
    found = next((term for term in terms.terms if term["anchor"] == anchor), None) or abort(404)
    return render_template("learning/_term.html", term=found, lang=terms.lang)


def _glossary(course_ref: str) -> tuple[CourseView, GlossaryView]:
    """In the language of the lesson that leads here, else in the reader's."""
    found = _find_course(course_ref) or abort(404)
    wanted = request.args.get("lang") or language()
    return found, queries.glossary_of(found.version, lang=wanted) or abort(404)


@bp.post("/courses/<course_ref>/enrolment")
@requires(is_employee)
def create_enrolment(course_ref: str) -> ResponseReturnValue:
    found = _find_course(course_ref) or abort(404)
    try:
        actions.enrol(current_person, found.version, at=clock.now())
    except Conflict as error:
        warn(message_of(error))
        return redirect(url_for(".course", course_ref=course_ref))
    first = queries.outline_of(found.version.id, None).next
    say(gettext("You are enrolled. Enjoy learning!"))
    if first is None:
        return redirect(url_for(".course", course_ref=course_ref))
    return redirect(url_for(".module", course_ref=course_ref, module_ref=first.entry.ref))


@bp.get("/courses/<course_ref>/modules/<module_ref>")
@requires(is_employee)
def module(course_ref: str, module_ref: str) -> ResponseReturnValue:
    found = _find_module(course_ref, module_ref)
    if found is None:
        return _outside(course_ref)
    if found.module.kind == "quiz":
        return _quiz_page(found)
    return _lesson_page(found)


def _find_course(course_ref: str) -> CourseView | None:
    return queries.find_course(course_ref, person_id=current_person.id, lang=language())


def _find_module(course_ref: str, module_ref: str) -> ModuleView | None:
    """To be read in the language of the interface, where there is a translation."""
    return queries.find_module(course_ref, module_ref, person_id=current_person.id, lang=language())


def _outside(course_ref: str) -> ResponseReturnValue:
    """Not enrolled, or no such module: the course page says which."""
    found = _find_course(course_ref)
    if found is None or found.enrolment:
        abort(404)
    warn(gettext("Enrol in the course first, then you can open its modules."))
    return redirect(url_for(".course", course_ref=course_ref))


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
    return render_template(
        "learning/lesson.html", **_around(found), checks=views, answered=answered
    )


def _quiz_page(found: ModuleView) -> ResponseReturnValue:
    close_overdue(current_person.id, at=clock.now())
    history = attempts.attempts_of(current_person.id, found.module.module_id)
    settings = quiz_settings.from_json(found.module.settings or {})
    return render_template(
        "learning/quiz.html",
        **_around(found),
        settings=settings,
        has_mark=settings.purpose in quizzes.PURPOSES_WITH_MARK,
        attempts=history,
    )


def _around(found: ModuleView) -> dict[str, object]:
    outline = queries.outline_of(
        found.course.version.id, found.enrolment.id, lang=found.course.wanted
    )
    before, after = outline.neighbours(found.module.module_id)
    current = next(step for step in outline.steps if step.entry.module_id == found.module.module_id)
    return {
        "found": found,
        "course": found.course,
        "module": found.module,
        "text": found.text,
        "outline": outline,
        "step": current,
        "place": outline.place_of(found.module.module_id),
        "before": before,
        "after": after,
    }


@bp.get("/courses/<course_ref>/modules/<module_ref>/next")
@requires(is_employee)
def next_module(course_ref: str, module_ref: str) -> ResponseReturnValue:
    """Where a quiz's result leads on to; quizzes do not know the course around them."""
    found = _find_module(course_ref, module_ref)
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
    found = _find_module(course_ref, module_ref) or abort(404)
    if found.module.kind == "quiz":
        abort(404)
    return _lesson_page(found, answered=question_ref)


@bp.post("/courses/<course_ref>/modules/<module_ref>/completion")
@requires(is_employee)
def create_completion(course_ref: str, module_ref: str) -> ResponseReturnValue:
    """A lesson is finished when its reader says so; a quiz when it is passed."""
    found = _find_module(course_ref, module_ref) or abort(404)
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
    found = _find_module(course_ref, module_ref) or abort(404)
    if found.module.kind != "quiz":
        abort(404)
    settings = quiz_settings.from_json(found.module.settings or {})
    attempt = quizzes.start(
        person_id=current_person.id,
        quiz=found.module,
        course_version_id=found.course.version.id,
        terms=AttemptTerms(attempts=settings.attempts),
        at=clock.now(),
        lang=found.text.lang,
    )
    return redirect(url_for("quizzes.attempt", attempt_id=attempt.id))
