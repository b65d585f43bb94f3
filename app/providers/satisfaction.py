"""How content people were with courses, by the scales of their surveys.

A mean rating is told of 100, as the index of Permenpan-RB 14/2017 does: 3.2 of 4 points are 80. It
is over all years, and of nothing but what the results of the surveys show: a statement that fewer
than five have rated is left out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from app.content.questions import load
from app.content.questions.scale import Scale
from app.db import db
from app.library.models import Module, ModuleQuestion, ModuleVersion, Question, QuestionVersion
from app.surveys.models import SurveyAnswer, SurveyResponse
from app.surveys.results import Distribution, Wording, collect

TENTH = Decimal("0.1")
# (question version id, response, how many gave just this response)
Tally = tuple[int, dict[str, Any], int]


@dataclass(frozen=True)
class Satisfaction:
    """`index`: of 100, over `ratings` of statements."""

    index: Decimal
    ratings: int


def satisfaction_of(course_ids: Collection[int]) -> Mapping[int, Satisfaction]:
    """Course id → how content people were; one of which nothing may be told is left out."""
    asked = _wordings(course_ids)
    given = _tallies({one.version_id for wordings in asked.values() for one in wordings})
    shown: dict[int, list[Distribution]] = {}
    for (course_id, module_id), wordings in asked.items():
        found = _shown(wordings, given.get(module_id, ()))
        shown.setdefault(course_id, []).extend(found)
    return {course_id: _mean(found) for course_id, found in shown.items() if found}


def _wordings(course_ids: Collection[int]) -> Mapping[tuple[int, int], Sequence[Wording]]:
    """(course id, module id) → scales that this survey ever asked, the newest wording first."""
    rows = db.session.execute(
        select(Module.course_id, Module.id, Question.ref, QuestionVersion)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(ModuleQuestion, ModuleQuestion.module_version_id == ModuleVersion.id)
        .join(QuestionVersion, QuestionVersion.id == ModuleQuestion.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Module.course_id.in_(course_ids), ModuleVersion.kind == "survey")
        .group_by(Module.id, Question.id, QuestionVersion.id)
        .order_by(QuestionVersion.id.desc())
    )
    found: dict[tuple[int, int], list[Wording]] = {}
    for course_id, module_id, ref, version in rows:
        question = load(version.body)
        if isinstance(question, Scale):
            wording = Wording(version.question_id, ref, version.id, question, is_current=True)
            found.setdefault((course_id, module_id), []).append(wording)
    return found


def _tallies(version_ids: Collection[int]) -> Mapping[int, Sequence[Tally]]:
    """By module: what is told of one survey must not follow from two that were told together."""
    version, response = SurveyAnswer.question_version_id, SurveyAnswer.response
    questions = select(QuestionVersion.question_id).where(QuestionVersion.id.in_(version_ids))
    rows = db.session.execute(
        select(SurveyResponse.module_id, version, response, func.count())
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyAnswer.question_id.in_(questions), version.in_(version_ids))
        .group_by(SurveyResponse.module_id, version, response)
    )
    found: dict[int, list[Tally]] = {}
    for module_id, *tally in rows:
        found.setdefault(module_id, []).append((tally[0], tally[1], tally[2]))
    return found


def _shown(wordings: Sequence[Wording], tallies: Sequence[Tally]) -> list[Distribution]:
    counts: dict[int, int] = {}
    for version_id, _, count in tallies:
        counts[version_id] = counts.get(version_id, 0) + count
    results = [one for one in collect(wordings, counts, tallies) if one.is_shown]
    return [one for result in results for one in result.distributions if one.is_shown]


def _mean(shown: Sequence[Distribution]) -> Satisfaction:
    ratings = sum(one.total for one in shown)
    parts = [one.total * (one.mean or Decimal(0)) / len(one.bars) for one in shown]
    return Satisfaction((sum(parts, Decimal(0)) * 100 / ratings).quantize(TENTH), ratings)
