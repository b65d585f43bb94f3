"""What the clock does for the jobs."""

import shutil

from flask import current_app

from app.config import Config
from app.jobs import actions
from app.kit import clock
from app.web.transaction import transaction


def show_life() -> None:
    """By which others see that the background work goes on."""
    config: Config = current_app.config["LENTERA"]
    config.heartbeat.touch()


def remove_old() -> None:
    """Jobs that ended a week ago, and the files of all that are gone."""
    config: Config = current_app.config["LENTERA"]
    folders = {path.name: path for path in config.job_files.glob("*")}
    with transaction():
        kept = actions.remove_old(at=clock.now())
    for name, path in folders.items():
        if name not in {str(job_id) for job_id in kept}:
            shutil.rmtree(path, ignore_errors=True)
