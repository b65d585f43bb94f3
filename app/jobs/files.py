"""Where a job's files lie: a folder for each attempt, so that a worker that was only slow writes
into no other's. Who ends the job is its last attempt.
"""

from pathlib import Path

from flask import current_app

from app.config import Config
from app.jobs.actions import Ticket


def folder_of(job_id: int, attempt: int) -> Path:
    config: Config = current_app.config["LENTERA"]
    return config.job_files / str(job_id) / str(attempt)


def new_folder(ticket: Ticket) -> Path:
    folder = folder_of(ticket.id, ticket.attempt)
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return folder
