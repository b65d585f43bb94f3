"""A piece of long work: it starts from its row, and starts again from it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of

STATES = ("queued", "running", "done", "failed")
UNFINISHED = ("queued", "running")
_UNFINISHED = text("state IN ('queued', 'running')")


@dataclass(frozen=True)
class Note:
    """What a job tells besides: an error's or a message's code, as `words_of` takes it, and whom
    or what it is about, one or several."""

    tone: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """Where its owner goes on (`endpoint` with its `values`), where there is such a page; else
    the job's own page stays, with `notes` and perhaps a `file` in the job's folder. `summary`
    heads that page where “Done” would be half the truth."""

    endpoint: str = ""
    values: dict[str, Any] | None = None
    file: str = ""
    notes: tuple[Note, ...] = ()
    summary: Note | None = None


class Job(Model):
    __tablename__ = "job"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("done >= 0 AND total >= 0", name="progress"),
        CheckConstraint(
            "(state IN ('done', 'failed')) = (finished_at IS NOT NULL)", name="finished"
        ),
        Index(
            "uq_job_unfinished",
            "key",
            unique=True,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        # An id names a folder of results and must not come back with another job.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]] = mapped_column(Json)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # What must not be done twice at once; None for what may.
    key: Mapped[str | None] = mapped_column(String(100))
    # The course, file or quiz it is about, as its owner calls it; "" where its kind has the words.
    subject: Mapped[str] = mapped_column(String(300))
    # In which its files speak.
    language: Mapped[str] = mapped_column(String(2))
    # The page of this site that it was started from.
    back: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10), default="queued")
    done: Mapped[int] = mapped_column(default=0)
    # None while nobody knows how much there is.
    total: Mapped[int | None]
    step: Mapped[str] = mapped_column(String(40), default="")
    # `Result` as a mapping.
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # {"code": …, "params": {…}} of a domain error.
    error: Mapped[dict[str, Any] | None] = mapped_column(Json)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def outcome(self) -> Result:
        """Of one that is done."""
        kept = self.result or {}
        notes = tuple(Note(**note) for note in kept.get("notes", ()))
        summary = Note(**kept["summary"]) if kept.get("summary") else None
        return Result(**{**kept, "notes": notes, "summary": summary})

    def succeed(self, result: Result, *, at: datetime) -> None:
        self.state = "done"
        self.result = asdict(result)
        self.finished_at = at

    def take_notes(self) -> tuple[Note, ...]:
        notes = self.outcome.notes
        self.result = {**(self.result or {}), "notes": []}
        return notes

    def fail(self, code: str, params: dict[str, Any], *, at: datetime) -> None:
        self.state = "failed"
        self.error = {"code": code, "params": params}
        self.finished_at = at
