"""Who has answered a survey, and apart from it what was said.

Nothing leads from one to the other: no key, no moment, and no order, since the keys of responses
are random and SQLite keeps no row numbers for these tables.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model

UNORDERED = {"sqlite_with_rowid": False}


class SurveyParticipation(Model):
    """That a person has answered, on the agency's day; once per enrolment and survey."""

    __tablename__ = "survey_participation"
    __table_args__ = (UNORDERED,)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    answered_on: Mapped[date]


class SurveyResponse(Model):
    """A filled-in survey of nobody in particular; a day could still name who answered alone."""

    __tablename__ = "survey_response"
    __table_args__ = (Index("ix_survey_response_module_id", "module_id"), UNORDERED)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    year: Mapped[int]


class SurveyAnswer(Model):
    """What was said to one question. Its own random key keeps the texts of one person apart, too:
    lists of two questions stand in different orders."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id"),
        Index("ix_survey_answer_question_id", "question_id", "id"),
        UNORDERED,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("survey_response.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    # As `Question.read` gives it.
    response: Mapped[dict[str, Any]] = mapped_column(Json)
