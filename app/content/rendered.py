"""What rendering gives; apart from it, so that reading a result loads no Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rendered:
    """`outline`: `(level, anchor, text)` of the headings in their order."""

    html: str
    outline: tuple[tuple[int, str, str], ...]
