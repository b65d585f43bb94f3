"""From where what happens now is done; set at the edge, read where it is recorded.

Threads begin without it, so the work of the background process needs to set nothing.
"""

from contextvars import ContextVar

from app.audit.models import Origin

BACKGROUND = Origin("background")
COMMAND_LINE = Origin("command")

current: ContextVar[Origin] = ContextVar("origin", default=BACKGROUND)
