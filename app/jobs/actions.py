"""Starting a job, and handing it from worker to worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.db import db, insert_once
from app.jobs import queries
from app.jobs.models import Job, Note
from app.kit.errors import Conflict

MOST_ATTEMPTS = 3
# As the column has room; a longer one is a page with a long search, and leads back without it.
LONGEST_BACK = 500


class Overtaken(Exception):
    """Another worker has taken the job over, or it was given up: this one stops, and writes no
    more."""


@dataclass(frozen=True)
class Ticket:
    """A job as its worker knows it; `attempt` tells it from workers before and after."""

    id: int
    attempt: int
    kind: str
    person_id: int
    arguments: Mapping[str, Any]
    language: str


def start(
    kind: str,
    *,
    person_id: int,
    arguments: Mapping[str, Any],
    key: str | None,
    subject: str,
    language: str,
    back: str,
    at: datetime,
) -> Job:
    """The unfinished job of this key where there is one: two clicks are one. Without a key, always
    a new one."""
    values = {
        "kind": kind,
        "person_id": person_id,
        "arguments": dict(arguments),
        "subject": subject[:300],
        "language": language,
        "back": back if len(back) <= LONGEST_BACK else back.partition("?")[0],
        "created_at": at,
    }
    if key is None:
        job = Job(**values)
        db.session.add(job)
        db.session.flush()
        return job
    while (found := queries.find_unfinished(key)) is None:
        insert_once(Job, key=key, **values)
    return found


def give_up(*, at: datetime) -> None:
    """What several workers died over would bring down the next one, too."""
    db.session.execute(
        update(Job)
        .where(queries.is_abandoned(at), Job.attempts >= MOST_ATTEMPTS)
        .values(state="failed", error={"code": "job.given-up", "params": {}}, finished_at=at)
        .execution_options(synchronize_session=False)
    )


def claim(*, at: datetime) -> Ticket | None:
    """The oldest job that waits. Whoever comes second finds its UPDATE without a row."""
    oldest = select(Job.id).where(queries.waits(at)).order_by(Job.id).limit(1).scalar_subquery()
    row = db.session.execute(
        update(Job)
        .where(Job.id == oldest, queries.waits(at))
        .values(
            state="running",
            attempts=Job.attempts + 1,
            started_at=at,
            heartbeat_at=at,
            done=0,
            total=None,
            step="",
        )
        .returning(Job.id, Job.attempts, Job.kind, Job.person_id, Job.arguments, Job.language)
        .execution_options(synchronize_session=False)
    ).first()
    return Ticket(*row) if row else None


def note_progress(ticket: Ticket, *, done: int, total: int | None, step: str, at: datetime) -> None:
    """Raises Overtaken."""
    row = db.session.execute(
        update(Job)
        .where(*_held_by(ticket))
        .values(done=done, total=total, step=step, heartbeat_at=at)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        raise Overtaken


def hold(ticket: Ticket) -> Job:
    """Locked until the end of the transaction. Raises Overtaken."""
    job = db.session.scalar(select(Job).where(*_held_by(ticket)).with_for_update())
    if job is None:
        raise Overtaken
    return job


def put_back(ticket: Ticket) -> None:
    """As if it had not been tried: its worker is asked to stop, through no fault of the job."""
    db.session.execute(
        update(Job)
        .where(*_held_by(ticket))
        .values(state="queued", attempts=Job.attempts - 1)
        .execution_options(synchronize_session=False)
    )


def _held_by(ticket: Ticket) -> tuple[Any, ...]:
    return (Job.id == ticket.id, Job.state == "running", Job.attempts == ticket.attempt)


def queue_again(job: Job) -> None:
    """One that failed, under its own address, which its owner has. Attempts go on counting: the
    number tells workers apart. Raises Conflict."""
    if job.state != "failed" or (job.key and queries.find_unfinished(job.key)):
        raise Conflict("job.not-failed")
    try:
        with db.session.begin_nested():
            job.state, job.error, job.finished_at = "queued", None, None
    except IntegrityError as error:  # another of its key was a moment quicker
        raise Conflict("job.not-failed") from error


def take_notes(job_id: int) -> tuple[Note, ...]:
    """What a job that leads on has to tell: once, to whoever asks first."""
    job = db.session.scalar(
        select(Job)
        .where(Job.id == job_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return job.take_notes() if job else ()
