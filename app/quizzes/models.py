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
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of
from app.kit.errors import Conflict
from app.quizzes.grades import fraction_of

# From which state to which; a trigger in the database refuses every other move.
MOVES = {
    "in_progress": ("overdue", "submitted", "abandoned"),
    "overdue": ("in_progress", "submitted", "abandoned"),
    "submitted": ("needs_grading", "graded", "in_progress"),
    "needs_grading": ("graded", "in_progress"),
    "graded": ("graded", "in_progress"),
    "abandoned": ("in_progress",),
}
STATES = tuple(MOVES)
OPEN = ("in_progress", "overdue")
MARKERS = ("self", "trainer")
# Beside the usual way of an attempt: what the clock, its owner or an officer did to it.
EVENTS = ("timed_out", "abandoned", "reopened", "extended", "overridden", "regraded")
_OPEN = text("state IN ('in_progress', 'overdue')")
# Written out, for a query to find the index of just these.
UNFINISHED = text("state IN ('in_progress', 'overdue', 'submitted')")
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
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("number >= 1 AND number <= attempts_allowed", name="limit"),
        CheckConstraint(
            "(state IN ('in_progress', 'overdue', 'abandoned')) = (submitted_at IS NULL)",
            name="submitted",
        ),
        CheckConstraint("(state = 'graded') = (score IS NOT NULL)", name="graded"),
        CheckConstraint("page >= 1", name="page"),
        one_of("state", STATES),
        # What is counted for the list of all quizzes is read from it alone.
        Index("ix_attempt_module_id_number_state", "module_id", "number", "state"),
        Index(
            "ix_attempt_deadline",
            "deadline",
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
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
    # Where questions come one after another: the page reached; those before it are left for good.
    page: Mapped[int] = mapped_column(default=1, server_default="1")
    # Hash of a random mark in the browser that began it; says no more than "the same browser".
    device: Mapped[str | None] = mapped_column(String(64))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_waiting(self) -> bool:
        """Handed in, and somebody still has to give points."""
        return self.state == "needs_grading"

    @property
    def fraction(self) -> Decimal | None:
        """The grade from 0 to 1; None while it is not graded."""
        return fraction_of(self.score, self.max_score)

    @property
    def is_passed(self) -> bool:
        """Of this attempt alone; whether the quiz is passed, `grades.final` says."""
        return self.fraction is not None and self.fraction >= self.pass_mark

    @property
    def taken_until(self) -> datetime | None:
        """The end of the grace; None without a deadline."""
        return self.deadline and self.deadline + timedelta(seconds=self.grace)

    def has_run_out(self, at: datetime) -> bool:
        """Past what the learner was shown; answers on their way are still taken for the grace."""
        return self.deadline is not None and at > self.deadline

    def is_over(self, at: datetime) -> bool:
        """Whether answers are no longer taken."""
        return self.taken_until is not None and at > self.taken_until

    def is_due(self, at: datetime) -> bool:
        """Whether the clock has something to do here."""
        if self.state == "in_progress":
            return self.has_run_out(at)
        return self.state == "submitted" or (self.state == "overdue" and self.is_over(at))

    def run_out(self) -> None:
        self._move("overdue")

    def hand_in(self, *, at: datetime) -> None:
        """An overdue attempt counts as handed in at its deadline."""
        self._move("submitted")
        self.submitted_at = min(at, self.deadline) if self.deadline else at

    def abandon(self) -> None:
        """It counts as one of the attempts, and was never handed in."""
        self._move("abandoned")

    def wait_for_points(self) -> None:
        if self.state != "needs_grading":
            self._move("needs_grading")

    def grade(self, score: Decimal) -> None:
        """Once every answer has its points, and again when they were corrected."""
        self._move("graded")
        self.score = score

    def reopen(self, *, deadline: datetime | None) -> None:
        self._move("in_progress")
        self.deadline, self.submitted_at, self.score = deadline, None, None

    def _move(self, to: str) -> None:
        if to not in MOVES[self.state]:
            raise Conflict("attempt.state", state=self.state)
        self.state = to


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
    is_flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    # How often it was checked on the way, and when it took its last answer: solved or used up.
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Graded by the key of a later version; None: by that of the version seen.
    key_version_id: Mapped[int | None] = mapped_column(ForeignKey("question_version.id"))
    # Who gives the points of a handed in answer that the machine cannot judge.
    marker: Mapped[str | None] = mapped_column(String(10))
    # Of the question's points, −1 to 1; None until graded.
    fraction: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))

    @property
    def is_waiting(self) -> bool:
        return self.marker is not None and self.fraction is None


class AnswerTry(Model):
    """An answer that was checked during the attempt; written once."""

    __tablename__ = "answer_try"

    attempt_question_id: Mapped[int] = mapped_column(
        ForeignKey("attempt_question.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    response: Mapped[dict[str, Any] | None] = mapped_column(Json)
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)


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


class Regrading(Model):
    """A correction of a quiz's keys, carried out on what had been answered."""

    __tablename__ = "regrading"
    __table_args__ = (Index("ix_regrading_module_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    # Whether scores that would go down went down; else those attempts kept theirs.
    is_lowering: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttemptEvent(Model):
    """What happened to an attempt beside its usual way; never changed, never deleted."""

    __tablename__ = "attempt_event"
    __table_args__ = (
        one_of("kind", EVENTS),
        Index("ix_attempt_event_attempt_id", "attempt_id"),
        Index("ix_attempt_event_regrading_id", "regrading_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None: the clock.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    regrading_id: Mapped[int | None] = mapped_column(ForeignKey("regrading.id"))
    # Of the attempt before and after; None where it had or has none.
    old_score: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))
    new_score: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))
    # JSON; its shape stands with the action that writes it.
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
