"""Long work of everybody, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.jobs import kinds
from app.jobs.kinds import Kind
from app.jobs.models import STATES, Job

PAGE_SIZE = 50


@dataclass(frozen=True)
class JobView:
    """`kind` is None for one that this release knows no more."""

    job: Job
    owner: str
    kind: Kind | None

    @property
    def may_be_repeated(self) -> bool:
        return self.job.state == "failed" and self.kind is not None and self.kind.is_repeatable


def jobs(state: str, *, before: int | None) -> Sequence[JobView]:
    """One more than a page. `state`: "" for any; `before`: id of the last one shown."""
    statement = select(Job, Person.name).join(Person, Person.id == Job.person_id)
    if state in STATES:
        statement = statement.where(Job.state == state)
    if before:
        statement = statement.where(Job.id < before)
    rows = db.session.execute(statement.order_by(Job.id.desc()).limit(PAGE_SIZE + 1))
    return [JobView(job, name, kinds.kind_of(job.kind)) for job, name in rows]


def find(job_id: int) -> JobView | None:
    """Locked until the end of the transaction."""
    row = db.session.execute(
        select(Job, Person.name)
        .join(Person, Person.id == Job.person_id)
        .where(Job.id == job_id)
        .with_for_update(of=Job)
    ).first()
    return JobView(row[0], row[1], kinds.kind_of(row[0].kind)) if row else None
