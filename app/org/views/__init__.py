"""People, units, positions and agencies, for officers."""

from app.org.views import (
    agencies,
    details,
    heads,
    leaving,
    people,
    positions,
    posts,
    search,
    sign_in_help,
    tree,
    units,
)
from app.org.views.base import bp

__all__ = [
    "agencies",
    "bp",
    "details",
    "heads",
    "leaving",
    "people",
    "positions",
    "posts",
    "search",
    "sign_in_help",
    "tree",
    "units",
]
