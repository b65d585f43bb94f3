"""Courses and their modules, as employees see them."""

from app.learning.views import courses, modules, surveys
from app.learning.views.base import bp

__all__ = ["bp", "courses", "modules", "surveys"]
