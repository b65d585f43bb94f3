"""The index of professionalism: weights, one's own simulation, people and units."""

from app.ip_asn.views import own, people, units, weights
from app.ip_asn.views.base import bp, own_bp

__all__ = ["bp", "own", "own_bp", "people", "units", "weights"]
