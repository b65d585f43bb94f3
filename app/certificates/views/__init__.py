"""The officer's lists and steps, the owner's download, everyone's verification."""

from app.certificates.views import issued, issuing, papers, requests, series, verification
from app.certificates.views.base import bp

__all__ = ["bp", "issued", "issuing", "papers", "requests", "series", "verification"]
