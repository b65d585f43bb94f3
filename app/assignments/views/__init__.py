"""Courses that are assigned: giving them, looking how far people are, declining."""

from app.assignments.views import assigning, looking, refusing
from app.assignments.views.base import bp

__all__ = ["assigning", "bp", "looking", "refusing"]
