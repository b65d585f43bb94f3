"""Course and glossary: where an employee looks around and enrols."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.kit import clock
from app.kit.errors import Conflict
from app.learning import actions, queries
from app.learning.completion import left_out
from app.learning.overdue import close_overdue
from app.learning.queries import CourseView, GlossaryView
from app.learning.views.base import bp, find_course, moved, reads_results
from app.web.access import requires
from app.web.errors import message_of
from app.web.locale import language
from app.web.messages import say, warn


@bp.get("/courses/<course_ref>")
@requires(is_employee)
def course(course_ref: str) -> ResponseReturnValue:
    close_overdue(current_person.id, at=clock.now())
    found = find_course(course_ref)
    if found is None:
        return moved(course_ref)
    outline = queries.outline_of(
        found.version.id, found.enrolment.id if found.enrolment else None, lang=language()
    )
    return render_template(
        "learning/course.html",
        course=found,
        outline=outline,
        left_out=left_out(found.version.completion, [step.entry for step in outline.steps]),
        prerequisites=queries.prerequisites_of(
            found.version, person_id=current_person.id, lang=language()
        ),
        news=queries.news_of(found),
        suggestions=_suggestions(found),
        reads_results=reads_results(found.ref),
    )


def _suggestions(found: CourseView) -> Sequence[CourseView]:
    """To who has finished what they came for."""
    if found.completion is None:
        return []
    return queries.suggestions_after(found.version, person_id=current_person.id, lang=language())


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
    found = find_course(course_ref) or abort(404)
    wanted = request.args.get("lang") or language()
    return found, queries.glossary_of(found.version, lang=wanted) or abort(404)


@bp.post("/courses/<course_ref>/enrolment")
@requires(is_employee)
def create_enrolment(course_ref: str) -> ResponseReturnValue:
    found = find_course(course_ref) or abort(404)
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
