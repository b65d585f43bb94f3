"""A person's notices, which of them come by mail, and what became of the mails."""

from app.notifications.views import choices, deliveries, inbox
from app.notifications.views.base import bp

__all__ = ["bp", "choices", "deliveries", "inbox"]
