"""Long work of the officer in each of its states."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Event
from typing import Any

from app.accounts.models import Person
from app.jobs import actions, worker
from app.jobs.models import Job
from app.reference.queries import rules_of
from app.reference.rule import Rule, to_json
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


def look_ahead(officer: Person, *, at: datetime) -> dict[str, str]:
    """Previews of a new rule for e-learning, and of the end of the one that holds."""
    new = Rule(16, date(2020, 1, 1), None, "programme", daily_cap=Decimal(1))
    held = rules_of(16)[0].id
    asked: dict[str, dict[str, Any]] = {
        "preview_rule": {"form_id": 16, "rule": to_json(new)},
        "preview_end": {"form_id": 16, "rule_id": held, "last_day": "2025-12-31"},
    }
    ids = {name: _preview(officer, arguments, at=at) for name, arguments in asked.items()}
    while worker.run_next(Event()):
        pass
    return ids


def _preview(officer: Person, arguments: dict[str, Any], *, at: datetime) -> str:
    with transaction():
        job = actions.start(
            "records.preview",
            person_id=officer.id,
            arguments=arguments,
            key=None,
            subject="E-learning",
            language="id",
            back="/jp-rules/16",
            at=at,
        )
        return str(job.id)


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
