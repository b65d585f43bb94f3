"""The author's pages."""

from app.studio.views import desk, drafts, surveys, versions
from app.studio.views.base import bp

__all__ = ["bp", "desk", "drafts", "surveys", "versions"]
