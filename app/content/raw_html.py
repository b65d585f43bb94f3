"""Raw HTML in an author's text: found in one place, for the checker to report and the renderer
to take out, so that both mean the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")
WITH_CONTENT = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    tag: str


def html_spans(masked: str) -> Iterator[Span]:
    """Tags in a text whose code is masked; scripts and styles with what they hold."""
    lower = masked.lower()
    unclosed: set[str] = set()
    position = 0
    while match := TAG.search(masked, position):
        name, end = match.group(2).lower(), match.end()
        if name in WITH_CONTENT and not match.group(1) and name not in unclosed:
            closing = lower.find(f"</{name}", end)
            bracket = lower.find(">", closing) if closing >= 0 else -1
            if bracket < 0:
                unclosed.add(name)
            else:
                end = bracket + 1
        yield Span(match.start(), end, name)
        position = end


def without_html(raw: str, masked: str) -> str:
    """`raw` without its tags; a `<br>` leaves a blank so that words do not run together."""
    kept, position = [], 0
    for span in html_spans(masked):
        kept += [raw[position : span.start], " " if span.tag == "br" else ""]
        position = span.end
    return "".join(kept) + raw[position:]
