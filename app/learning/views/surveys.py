"""A survey page: answered once, and then only thanks."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.policies import is_employee
from app.content.questions import load
from app.kit import clock
from app.kit.errors import Invalid
from app.learning import actions
from app.learning.queries import ModuleView
from app.learning.views.base import around, bp, find_module, reads_results
from app.library import queries as library
from app.surveys import queries as surveys
from app.surveys.messages import MESSAGES
from app.surveys.policies import LEAST
from app.surveys.questionnaire import AskedQuestion
from app.web.access import requires
from app.web.errors import message_of, register_messages
from app.web.input import read_id
from app.web.kept import keeps_post
from app.web.messages import warn

register_messages(MESSAGES)


def survey_page(found: ModuleView, *, error: str = "") -> str:
    participation = surveys.find_participation(found.enrolment.id, found.module.module_id)
    return render_template(
        "learning/survey.html",
        **around(found),
        participation=participation,
        questions=[] if participation else _asked_in(found),
        least=LEAST,
        error=error,
        reads_results=reads_results(found.course.ref),
    )


@bp.post("/courses/<course_ref>/modules/<module_ref>/response")
@keeps_post
@requires(is_employee)
def create_response(course_ref: str, module_ref: str) -> ResponseReturnValue:
    """Once; who comes a second time is told that the first answers count."""
    found = _as_seen(find_module(course_ref, module_ref) or abort(404))
    if found.module.kind != "survey":
        abort(404)
    form = dict(request.form.lists())
    questions = [asked.filled_in(form) for asked in _asked_in(found)]
    try:
        is_first = actions.answer_survey(
            found.enrolment, found.module.module_id, questions, at=clock.now()
        )
    except Invalid as problem:
        return survey_page(found, error=message_of(problem)), 422
    if not is_first:
        warn(gettext("You have answered this survey before. Your first answers count."))
    return redirect(url_for(".module", course_ref=course_ref, module_ref=module_ref))


def _asked_in(found: ModuleView) -> list[AskedQuestion]:
    lang = found.text.lang
    return [
        AskedQuestion(slot, version.question_id, version.id, load(version.body_in(lang)))
        for slot, (_, version) in enumerate(library.questions_of(found.module.id), start=1)
    ]


def _as_seen(found: ModuleView) -> ModuleView:
    """The page as it stood before the person, if a new version has come since."""
    seen = request.form.get("version", type=read_id)
    module = library.find_version_of_module(found.module.module_id, seen) if seen else None
    return replace(found, module=module) if module else found
