"""People, units, positions and agencies, for officers."""

from app.org.views import agencies, people, positions, posts, tree, units
from app.org.views.base import bp

__all__ = ["agencies", "bp", "people", "positions", "posts", "tree", "units"]
