"""Sessions of coaching: logging them, reading them, answering to them."""

from app.coaching.views import answering, logging, reading
from app.coaching.views.base import bp

__all__ = ["answering", "bp", "logging", "reading"]
