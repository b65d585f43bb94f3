"""The audit; `roles` is a blueprint of its own, under another entry of the navigation."""

from app.admin.views import audit, branding, jobs, settings
from app.admin.views.base import bp

__all__ = ["audit", "bp", "branding", "jobs", "settings"]
