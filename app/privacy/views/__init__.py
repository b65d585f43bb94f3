"""Own data, corrections, retention."""

from app.privacy.views import affected, answers, corrections, own_data, retention
from app.privacy.views.base import bp, corrections_bp, retention_bp

__all__ = [
    "affected",
    "answers",
    "bp",
    "corrections",
    "corrections_bp",
    "own_data",
    "retention",
    "retention_bp",
]
