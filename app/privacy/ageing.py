"""Answered requests are removed after a time."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import remover
from app.kit.personal import Rule
from app.privacy.models import CorrectionRequest


def _answered(before: datetime) -> Any:
    return select(CorrectionRequest.id).where(CorrectionRequest.decided_at < before)


RULES = (
    Rule(
        "corrections",
        lazy_gettext("Answered correction requests"),
        _answered,
        remover(CorrectionRequest.id),
    ),
)
