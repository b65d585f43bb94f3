"""The author's pages."""

from app.studio.views import desk, drafts, versions
from app.studio.views.base import bp

__all__ = ["bp", "desk", "drafts", "versions"]
