"""Attempts at quizzes and the answers in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of
from app.kit.errors import Conflict

STATES = ("in_progress", "needs_grading", "graded")
MARKERS = ("self", "trainer")
_IN_PROGRESS = text("state = 'in_progress'")
_WAITING = text("marker IS NOT NULL AND fraction IS NULL")


@dataclass(frozen=True)
class AttemptTerms:
    """On what terms a person may try; decided by learning, stored with the attempt."""

    attempts: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    extra_time: timedelta = timedelta()


class Attempt(Model):
    """One try at a quiz, on the version of it that was live at the start."""

    __tablename__ = "attempt"
    __table_args__ = (
        # Two clicks start one attempt; a limit holds whatever arrives at once.
        UniqueConstraint("person_id", "module_id", "number"),
        Index(
            "uq_attempt_in_progress",
            "person_id",
            "module_id",
            unique=True,
            sqlite_where=_IN_PROGRESS,
            postgresql_where=_IN_PROGRESS,
        ),
        CheckConstraint("number >= 1 AND number <= attempts_allowed", name="limit"),
        CheckConstraint("(state = 'in_progress') = (submitted_at IS NULL)", name="submitted"),
        CheckConstraint("(state = 'graded') = (score IS NOT NULL)", name="graded"),
        one_of("state", STATES),
        Index(
            "ix_attempt_deadline",
            "deadline",
            sqlite_where=_IN_PROGRESS,
            postgresql_where=_IN_PROGRESS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    number: Mapped[int]
    attempts_allowed: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), default="in_progress")
    # In which it was begun and stays, in review too; "" is that of the source.
    lang: Mapped[str] = mapped_column(String(35), default="", server_default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Shown to the learner; answers are taken until `deadline` plus the quiz's grace.
    deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    grace: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    score: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))
    max_score: Mapped[Decimal] = mapped_column(Numeric(9, 4))
    pass_mark: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    # Of choice tokens and the order of questions and choices.
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))

    @property
    def is_open(self) -> bool:
        return self.state == "in_progress"

    @property
    def is_waiting(self) -> bool:
        """Handed in, and somebody still has to give points."""
        return self.state == "needs_grading"

    @property
    def fraction(self) -> Decimal | None:
        """The grade from 0 to 1; None while it is not graded."""
        if self.score is None:
            return None
        return self.score / self.max_score if self.max_score else Decimal(1)

    @property
    def is_passed(self) -> bool:
        return self.fraction is not None and self.fraction >= self.pass_mark

    def is_overdue(self, at: datetime) -> bool:
        """Whether answers are no longer taken."""
        return self.deadline is not None and at > self.deadline + timedelta(seconds=self.grace)

    def hand_in(self, *, at: datetime) -> None:
        """The one way out of progress; an overdue attempt counts as handed in at its deadline."""
        self._leave("in_progress")
        self.state = "needs_grading"
        self.submitted_at = min(at, self.deadline) if self.deadline else at

    def grade(self, score: Decimal) -> None:
        """Once every answer has its points, and again when a marker corrects some."""
        self._leave("needs_grading", "graded")
        self.state = "graded"
        self.score = score

    def _leave(self, *states: str) -> None:
        if self.state not in states:
            raise Conflict("attempt.state", state=self.state)


class AttemptQuestion(Model):
    """A question in its place in an attempt, with the latest answer."""

    __tablename__ = "attempt_question"
    __table_args__ = (
        UniqueConstraint("attempt_id", "slot"),
        Index("ix_attempt_question_question_version_id", "question_version_id"),
        one_of("marker", MARKERS),
        # What waits for points: few rows of a table that grows for good.
        Index(
            "ix_attempt_question_waiting",
            "marker",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    slot: Mapped[int]
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    # As `Question.read` gives it: keys of choices, never positions. None: not answered.
    response: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # Counts the browser's sends, so that a late copy never overwrites a newer answer.
    seq: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Who gives the points of a handed in answer that the machine cannot judge.
    marker: Mapped[str | None] = mapped_column(String(10))
    # Of the question's points, −1 to 1; None until graded.
    fraction: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))

    @property
    def is_waiting(self) -> bool:
        return self.marker is not None and self.fraction is None


class ManualGrade(Model):
    """Points that a person gave for an answer; the highest number counts, the others stay."""

    __tablename__ = "manual_grade"
    __table_args__ = (
        # Two markers at once: the second is told, and decides anew.
        UniqueConstraint("attempt_question_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("points >= 0", name="points"),
        Index("ix_manual_grade_given_by_id", "given_by_id", "given_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_question_id: Mapped[int] = mapped_column(ForeignKey("attempt_question.id"))
    number: Mapped[int]
    points: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    comment: Mapped[str] = mapped_column(Text, default="")
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
