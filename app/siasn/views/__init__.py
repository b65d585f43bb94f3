"""Handing the year's entries over to SIASN, batch by batch."""

from app.siasn.views import answering, batches, reading
from app.siasn.views.base import bp

__all__ = ["answering", "batches", "bp", "reading"]
