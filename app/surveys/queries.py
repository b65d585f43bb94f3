"""Reading who has answered, and the answers without who gave them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.db import db
from app.surveys.models import SurveyAnswer, SurveyParticipation, SurveyResponse

TEXTS_A_PAGE = 20


def find_participation(enrolment_id: int, module_id: int) -> SurveyParticipation | None:
    return db.session.get(SurveyParticipation, (enrolment_id, module_id))


def years_of(module_id: int) -> dict[int, int]:
    """Year → how many responses."""
    rows = db.session.execute(
        select(SurveyResponse.year, func.count())
        .where(SurveyResponse.module_id == module_id)
        .group_by(SurveyResponse.year)
        .order_by(SurveyResponse.year)
    )
    return dict(rows.all())


def _answers(module_id: int, version_ids: Collection[int], *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(
            SurveyResponse.module_id == module_id,
            SurveyAnswer.question_version_id.in_(version_ids),
        )
    )


def counts(module_id: int, version_ids: Collection[int]) -> dict[int, int]:
    """Question version id → how many answered it."""
    version = SurveyAnswer.question_version_id
    rows = db.session.execute(
        _answers(module_id, version_ids, version, func.count()).group_by(version)
    )
    return dict(rows.all())


def tallies(
    module_id: int, version_ids: Collection[int]
) -> Sequence[tuple[int, dict[str, Any], int]]:
    """(question version id, response, how many gave just this response)."""
    columns = (SurveyAnswer.question_version_id, SurveyAnswer.response)
    rows = db.session.execute(
        _answers(module_id, version_ids, *columns, func.count()).group_by(*columns)
    )
    return [(version_id, response, count) for version_id, response, count in rows]


def first_texts(
    module_id: int, version_ids: Collection[int]
) -> Mapping[int, Sequence[tuple[UUID, dict[str, Any]]]]:
    """Question id → (key, response) of its first page, by the random keys; one too many tells
    that there are more."""
    place = func.row_number().over(partition_by=SurveyAnswer.question_id, order_by=SurveyAnswer.id)
    ranked = _answers(module_id, version_ids, SurveyAnswer.id, place.label("place")).subquery()
    rows = db.session.execute(
        select(SurveyAnswer.question_id, SurveyAnswer.id, SurveyAnswer.response)
        .join(ranked, ranked.c.id == SurveyAnswer.id)
        .where(ranked.c.place <= TEXTS_A_PAGE + 1)
        .order_by(SurveyAnswer.id)
    )
    found: dict[int, list[tuple[UUID, dict[str, Any]]]] = {}
    for question_id, key, response in rows:
        found.setdefault(question_id, []).append((key, response))
    return found


def texts_after(
    module_id: int, question_id: int, version_ids: Collection[int], *, after: UUID | None
) -> Sequence[tuple[UUID, dict[str, Any]]]:
    """(key, response) of a page of one question's, one too many as above."""
    statement = (
        _answers(module_id, version_ids, SurveyAnswer.id, SurveyAnswer.response)
        .where(SurveyAnswer.question_id == question_id)
        .order_by(SurveyAnswer.id)
        .limit(TEXTS_A_PAGE + 1)
    )
    if after:
        statement = statement.where(SurveyAnswer.id > after)
    return [(key, response) for key, response in db.session.execute(statement)]
