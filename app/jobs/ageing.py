"""Jobs that have ended are removed after a time; their files follow within the hour (`tasks`)."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import remover
from app.jobs.models import Job
from app.kit.personal import Rule


def _jobs(before: datetime) -> Any:
    return select(Job.id).where(Job.finished_at < before)


RULES = (Rule("jobs", lazy_gettext("Long work and its files"), _jobs, remover(Job.id)),)
