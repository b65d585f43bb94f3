"""Gaps written back into a stem."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.content.body import ITEM
from app.content.escape import without_comments, without_spans
from app.content.gaps import BAR, GAP, SIGNS, place_of, table_lines
from app.content.lines import lines_of, mask_spans
from app.content.marks import leading_mark
from app.content.questions.writing import plain

if TYPE_CHECKING:
    from app.content.questions.cloze import Gap, Option

BACKSLASH = "&#92;"
BACKSLASH_BEFORE = re.compile(rf"\\(?={SIGNS.pattern})")
BRACE_BESIDE = re.compile(rf"(?<!\\)\{{(?={SIGNS.pattern})|(?<={SIGNS.pattern})\}}")
"""A backslash or brace right beside a gap would be read as part of its braces."""
DOUBLE = re.compile(r"(?<!\\)(?:\{{2,}|\}{2,}(?=[^}]))")


def parts_of(gap: "Gap", options: Sequence["Option"]) -> list[str]:
    """What stands between a gap's bars."""
    if gap.kind == "choice":
        return [f"({'x' if o.is_right else ' '}) {one_line(o.text.source)}" for o in options]
    if gap.kind == "number":
        return [f"= {text}" for text in gap.accepted]
    return [unmarked(plain(text)) for text in gap.accepted]


def one_line(text: str) -> str:
    return BAR.sub(r"\\|", without_comments(" ".join(text.split("\n")))).strip()


def unmarked(text: str) -> str:
    return "\\" + text if leading_mark(text, text) else text


def filled_in(stem: str, gaps: Sequence[Sequence[str]]) -> str:
    """`stem` holds a sign for each gap. In a table the bar is escaped, so that it parts no cells;
    in a list an arrow is, so that it makes no pair."""
    lines = lines_of(stem)[0]
    in_table = table_lines(lines)
    written = []
    for line in lines:
        bar = r" \| " if line.number in in_table else " | "
        inner = [single(bar.join(parts)) for parts in gaps]
        if ITEM.match(line.masked):
            inner = [text.replace("->", r"-\>") for text in inner]
        written.append(with_gaps(line.raw, inner))
    return "\n".join(written)


def single(inner: str) -> str:
    """Without doubled braces, but for those at the end, which are read rightly."""
    return DOUBLE.sub(lambda braces: "".join("\\" + one for one in braces.group()), inner)


def with_gaps(text: str, inner: Sequence[str]) -> str:
    """Between two backticks a gap would be code: they are escaped, then those in choices too."""
    places = [place for place in map(place_of, SIGNS.findall(text)) if place < len(inner)]
    bare = without_spans(text)
    tries = [(text, inner), (bare, inner), (bare, [without_spans(part) for part in inner])]
    for outer, parts in tries:
        line = filled(outer, parts)
        found = GAP.finditer(mask_spans(line))
        if [line[gap.start(1) : gap.end(1)] for gap in found] == [parts[n] for n in places]:
            break
    return line


def filled(text: str, inner: Sequence[str]) -> str:
    text = BACKSLASH_BEFORE.sub(BACKSLASH, text)
    text = BRACE_BESIDE.sub(r"\\\g<0>", text)
    for sign in SIGNS.findall(text):
        place = place_of(sign)
        text = text.replace(sign, "{{" + inner[place] + "}}" if place < len(inner) else "")
    return text
