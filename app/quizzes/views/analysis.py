"""Item analysis: how well a quiz and its questions measure."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.library.models import Course
from app.quizzes import analysis_data, policies
from app.quizzes.analysis import plot
from app.quizzes.analysis.report import analyse
from app.quizzes.quizzes import find_quiz
from app.quizzes.reach import answers_for_course
from app.quizzes.views import analysis_words
from app.web.access import requires
from app.web.locale import language

bp = Blueprint("analysis", __name__)


@bp.get("/quizzes/<course_ref>/<module_ref>/items")
@requires(policies.may_correct)
def items(course_ref: str, module_ref: str) -> ResponseReturnValue:
    own = answers_for_course(current_person, Course.id)
    quiz = find_quiz(course_ref, module_ref, among=own, lang=language()) or abort(404)
    material = analysis_data.material(quiz)
    versions = analysis_data.versions(material, quiz, lang=language())
    return render_template(
        "quizzes/manage/items.html",
        quiz=quiz,
        material=material,
        report=analyse(material.sittings, versions, material.standing),
        plot=plot,
        words=analysis_words,
    )
