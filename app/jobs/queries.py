"""Finding jobs: by their owner, and what there is to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.db import db
from app.jobs.models import UNFINISHED, Job

# A worker that reports nothing for so long is gone; each step of a job has to be shorter.
SILENCE = timedelta(seconds=60)


def find_own(job_id: int, person_id: int) -> Job | None:
    return db.session.scalar(select(Job).where(Job.id == job_id, Job.person_id == person_id))


def all_ids() -> set[int]:
    return set(db.session.scalars(select(Job.id)))


def find_unfinished(key: str) -> Job | None:
    return db.session.scalar(select(Job).where(Job.key == key, Job.state.in_(UNFINISHED)))


def arguments_of_unfinished(*kinds: str) -> Sequence[dict[str, Any]]:
    return db.session.scalars(
        select(Job.arguments).where(Job.kind.in_(kinds), Job.state.in_(UNFINISHED))
    ).all()


def is_overtaken(job_id: int, kind: str, *, argument: str, value: int) -> bool:
    """Whether a later job of this kind is about the same thing, whose id is an argument."""
    later = select(Job.id).where(
        Job.id > job_id, Job.kind == kind, Job.arguments[argument].as_integer() == value
    )
    return db.session.scalar(later.limit(1)) is not None


def find_done(kind: str, *, argument: str, value: int) -> Job | None:
    """The last one about the thing whose id is an argument, whoever started it."""
    done = select(Job).where(
        Job.kind == kind, Job.state == "done", Job.arguments[argument].as_integer() == value
    )
    return db.session.scalar(done.order_by(Job.id.desc()).limit(1))


def is_anything_to_do(*, at: datetime) -> bool:
    return db.session.scalar(select(Job.id).where(waits(at)).limit(1)) is not None


def waits(at: datetime) -> ColumnElement[bool]:
    """Not begun, or left by a worker that is gone."""
    return or_(Job.state == "queued", is_abandoned(at))


def is_abandoned(at: datetime) -> ColumnElement[bool]:
    return and_(Job.state == "running", Job.heartbeat_at < at - SILENCE)
