"""Long work of the officer in each of its states."""

from datetime import datetime, timedelta
from threading import Event

from app.accounts.models import Person
from app.jobs import actions, worker
from app.jobs.models import Job
from app.web.transaction import transaction

# A worker that was not heard of for so long is given up.
SILENCE = timedelta(minutes=20)


def carry_out(officer: Person, certificates: list[int], *, at: datetime) -> dict[str, str]:
    """Ids by state; outside any transaction, as workers are."""
    ids = {"job_done": _order(officer, certificates, at=at)}
    worker.run_next(Event())
    ids["job_failed"] = _order(officer, certificates, at=at - 4 * SILENCE)
    for turn in range(actions.MOST_ATTEMPTS, 0, -1):
        with transaction():
            actions.claim(at=at - turn * SILENCE)
    with transaction():
        actions.give_up(at=at)
    ids["job_running"] = _order(officer, certificates, at=at)
    with transaction():
        ticket = actions.claim(at=at)
        assert ticket
        actions.note_progress(ticket, done=2, total=3, step="papers", at=at)
    ids["job_queued"] = _order(officer, certificates, at=at)
    return {name: str(job_id) for name, job_id in ids.items()}


def _order(officer: Person, certificates: list[int], *, at: datetime) -> int:
    with transaction():
        job: Job = actions.start(
            "certificates.papers",
            person_id=officer.id,
            arguments={"certificates": certificates, "form": "pdf"},
            key=None,
            subject="3 sertifikat",
            language="id",
            back="/certificates",
            at=at,
        )
        return job.id
