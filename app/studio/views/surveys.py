"""What the surveys of a course found, for authors and training officers."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_author
from app.library.authors import is_author_of
from app.studio import surveys
from app.studio.surveys import SurveyPage
from app.studio.views.base import bp
from app.surveys import queries
from app.surveys.policies import LEAST, may_read_results
from app.web.access import requires


@bp.get("/studio/courses/<course_ref>/surveys/<module_ref>")
@requires(may_read_results)
def survey(course_ref: str, module_ref: str) -> ResponseReturnValue:
    page = surveys.find_survey(course_ref, module_ref, actor=current_person) or abort(404)
    results, texts = surveys.results_of(page)
    return render_template(
        "surveys/results.html",
        page=page,
        is_own=is_own(page),
        results=results,
        texts=texts,
        years=queries.years_of(page.module.module_id),
        least=LEAST,
    )


@bp.get("/studio/courses/<course_ref>/surveys/<module_ref>/answers/<question_ref>")
@requires(may_read_results)
def survey_answers(course_ref: str, module_ref: str, question_ref: str) -> ResponseReturnValue:
    """What was written to one question; too few texts are as good as none."""
    page = surveys.find_survey(course_ref, module_ref, actor=current_person) or abort(404)
    after = request.args.get("after", type=UUID)
    result, texts = surveys.find_texts(page, question_ref, after=after) or abort(404)
    return render_template(
        "surveys/answers.html", page=page, is_own=is_own(page), result=result, texts=texts
    )


def is_own(page: SurveyPage) -> bool:
    """Whether the way back leads to the studio."""
    return is_author(current_person) and is_author_of(current_person, page.course_ref)
