"""Courses and their modules, as employees see them."""

from app.learning.views import catalogue, courses, modules, surveys
from app.learning.views.base import bp
from app.learning.views.overrides import bp as overrides

__all__ = ["bp", "catalogue", "courses", "modules", "overrides", "surveys"]
