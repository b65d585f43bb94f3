"""What looks odd in the attempts at a quiz: figures for an officer's own judgement."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.reach import reaches
from app.kit import clock
from app.org import queries as org
from app.quizzes import integrity, integrity_data
from app.quizzes.actions import PURPOSES_WITH_MARK
from app.quizzes.integrity_answers import alike_answers
from app.quizzes.models import Attempt
from app.quizzes.policies import may_manage_attempts
from app.quizzes.quizzes import Quiz, find_quiz
from app.web.access import requires
from app.web.locale import language

bp = Blueprint("integrity", __name__)


@bp.get("/quizzes/<course_ref>/<module_ref>/integrity")
@requires(may_manage_attempts)
def index(course_ref: str, module_ref: str) -> ResponseReturnValue:
    quiz = find_quiz(course_ref, module_ref, lang=language()) or abort(404)
    is_looked_at = quiz.settings.purpose in PURPOSES_WITH_MARK
    return render_template(
        "quizzes/manage/integrity.html",
        quiz=quiz,
        is_looked_at=is_looked_at,
        **(_lists(quiz) if is_looked_at else {}),
    )


def _lists(quiz: Quiz) -> dict[str, object]:
    today = org.local_day(current_person, at=clock.now())
    own = reaches(current_person, Attempt.person_id)
    quick = integrity_data.quick_attempts(quiz, whose=own)
    alike = alike_answers(quiz, whose=own, day=today)
    devices = integrity_data.shared_devices(quiz, whose=own)
    people = [one.person_id for one in quick]
    people += [sheet.person_id for _, pair in alike for sheet in pair.sheets]
    people += [use.person_id for device in devices for use in device.uses]
    return {
        "quick": quick,
        "alike": alike,
        "devices": devices,
        "names": integrity_data.names_of(people),
        "words_a_minute": integrity.WORDS_A_MINUTE,
        "least_same": integrity.LEAST_SAME,
        "least_share": integrity.LEAST_SHARE,
        "common_count": integrity.COMMON_COUNT,
        "common_share": integrity.COMMON_SHARE,
        "most": integrity_data.MOST,
    }
