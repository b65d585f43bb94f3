"""What the clock does for the jobs."""

import shutil

from flask import current_app

from app.config import Config
from app.jobs import queries


def show_life() -> None:
    """By which others see that the background work goes on."""
    config: Config = current_app.config["LENTERA"]
    config.heartbeat.touch()


def remove_files() -> None:
    """Of jobs that are gone. The folders are listed first: one that came between stays."""
    config: Config = current_app.config["LENTERA"]
    folders = {path.name: path for path in config.job_files.glob("*")}
    kept = {str(job_id) for job_id in queries.all_ids()}
    for name, path in folders.items():
        if name not in kept:
            shutil.rmtree(path, ignore_errors=True)
