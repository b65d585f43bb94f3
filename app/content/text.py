"""A fragment of an author's Markdown, the smallest thing the course language is made of."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown as written, the line it stood on, and its safe HTML once it has been rendered.

    The line is left out of comparisons: moving a text within its file changes nothing.
    """

    source: str
    line: int = field(default=0, compare=False)
    html: str = ""
