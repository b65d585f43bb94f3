"""The one sheet that every page links: tokens, Pico, base and components, one after the other.

Joined, they are one request, and compress as one text. What few pages need (long text, questions,
plots) stays a sheet of its own, linked by those pages.
"""

import re
from pathlib import Path

NAME = "css/lentera.css"
COMPONENTS = (
    "skip-link",
    "header",
    "menu",
    "footer",
    "breadcrumb",
    "button",
    "field",
    "error-summary",
    "save-status",
    "filters",
    "badge",
    "callout",
    "toast",
    "card",
    "rule-box",
    "big-number",
    "progress",
    "outline",
    "timeline",
    "tabs",
    "data-table",
    "pager",
    "empty-state",
    "hint",
    "dialog",
    "offline-note",
)
PARTS = (
    "css/tokens.css",
    "vendor/pico.css",
    "css/base.css",
    *(f"css/components/{name}.css" for name in COMPONENTS),
    "css/print.css",
)
# A tenth of what travels; licences (`/*!`) stay.
COMMENT = re.compile(rb"/\*[^!].*?\*/\n?", re.DOTALL)


def joined(folder: Path) -> bytes:
    """`folder`: the one that holds all static files."""
    return COMMENT.sub(b"", b"".join((folder / part).read_bytes() for part in PARTS))
