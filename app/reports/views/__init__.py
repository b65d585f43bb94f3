"""Reports for training officers; nothing here writes but who took a file along."""

from app.reports.views import files, hours, people, years
from app.reports.views.base import bp

__all__ = ["bp", "files", "hours", "people", "years"]
