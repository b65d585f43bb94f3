"""Answering a survey."""

from collections.abc import Sequence
from datetime import date

from app.db import db, insert_once
from app.kit.errors import Invalid
from app.surveys.models import SurveyAnswer, SurveyParticipation, SurveyResponse
from app.surveys.questionnaire import AskedQuestion


def answer(
    questions: Sequence[AskedQuestion], *, enrolment_id: int, module_id: int, day: date
) -> bool:
    """Keep what was said, and apart from it that the person has answered; whether it was the
    first time. Only the first counts. Raises Invalid where nothing is answered."""
    given = [asked for asked in questions if asked.response is not None]
    if not given:
        raise Invalid("survey.empty")
    is_first = insert_once(
        SurveyParticipation, enrolment_id=enrolment_id, module_id=module_id, answered_on=day
    )
    if is_first:
        _keep(given, module_id=module_id, year=day.year)
    return is_first is not None


def _keep(given: Sequence[AskedQuestion], *, module_id: int, year: int) -> None:
    response = SurveyResponse(module_id=module_id, year=year)
    db.session.add(response)
    db.session.flush()
    for asked in given:
        db.session.add(
            SurveyAnswer(
                response_id=response.id,
                question_id=asked.question_id,
                question_version_id=asked.version_id,
                response=asked.response,
            )
        )
    db.session.flush()
