"""Where a job's files lie."""

from pathlib import Path

from flask import current_app

from app.config import Config


def folder_of(job_id: int) -> Path:
    config: Config = current_app.config["LENTERA"]
    return config.job_files / str(job_id)


def new_folder(job_id: int) -> Path:
    folder = folder_of(job_id)
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return folder
