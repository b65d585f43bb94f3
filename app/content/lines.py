"""A file as numbered lines, with code and comments told apart from what they surround."""

import re
from dataclasses import dataclass
from functools import lru_cache

FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[^`]*$")
BULLET = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
QUOTES = re.compile(r"[ \t>]*")
COVER = "\x00"  # no file holds it, and no pattern takes it for a blank
TICKS = re.compile(r"(?<!\\)`+")


@dataclass(frozen=True, slots=True)
class Line:
    """`raw` is the line without its comments; `masked` is just as long, with code blanked out:
    a line of code is spaces, a code span within a line is signs that mean nothing."""

    number: int
    raw: str
    masked: str

    @property
    def is_blank(self) -> bool:
        return not self.raw.strip()

    @property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip(" \t"))


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A code fence or comment (`what`: "fence" or "comment") that swallows the rest of a file."""

    what: str
    line: int


def lines_of(source: str, *, first: int = 1) -> tuple[list[Line], Unclosed | None]:
    lines, unclosed = walked(source, first)
    return list(lines), unclosed


@lru_cache(maxsize=2)
def walked(source: str, first: int) -> tuple[tuple[Line, ...], Unclosed | None]:
    """Kept, since a text is looked at by several checks in turn."""
    walker = Walker()
    lines = tuple(walker.line(first + index, raw) for index, raw in enumerate(source.split("\n")))
    return lines, walker.unclosed


def joined(lines: list[Line]) -> str:
    return "\n".join(line.raw for line in lines)


class Walker:
    """Remembers, from line to line, whether it stands in a fence, a comment or a list."""

    def __init__(self) -> None:
        self.fence = ""
        self.unclosed: Unclosed | None = None
        self.in_list = False
        self.in_quote = False
        self.after_blank = True

    def line(self, number: int, raw: str) -> Line:
        if self.fence:
            self.close_fence(raw)
            return Line(number, raw, self.covered(raw))
        if not self.in_comment and (opening := FENCE.match(raw)):
            self.fence, self.unclosed = opening.group(1), Unclosed("fence", number)
            self.in_quote = ">" in raw[: opening.start(1)]
            self.in_list = self.in_list and raw.startswith((" ", "\t"))
            return Line(number, raw, self.covered(raw))
        raw = self.without_comments(number, raw)
        masked = mask_spans(raw)
        if self.is_indented_code(raw):
            masked = " " * len(raw)
        self.remember(raw)
        return Line(number, raw, masked)

    @property
    def in_comment(self) -> bool:
        return self.unclosed is not None and self.unclosed.what == "comment"

    def covered(self, raw: str) -> str:
        """A line of code as blanks; where the fence stands in a quote, its `>` stays."""
        kept = QUOTES.match(raw).group() if self.in_quote else ""  # type: ignore[union-attr]
        return kept + " " * (len(raw) - len(kept))

    def close_fence(self, raw: str) -> None:
        stripped = raw.strip(" \t>")
        if len(stripped) >= len(self.fence) and set(stripped) == {self.fence[0]}:
            self.fence, self.unclosed = "", None

    def without_comments(self, number: int, raw: str) -> str:
        """Comments become spaces of the same length; one may reach over several lines."""
        kept, rest = "", raw
        while rest:
            if self.in_comment:
                end = rest.find("-->")
                taken = len(rest) if end < 0 else end + 3
                kept += " " * taken
                self.unclosed = self.unclosed if end < 0 else None
            else:
                start = mask_spans(rest).find("<!--") if "<!--" in rest else -1
                taken = len(rest) if start < 0 else start
                kept += rest[:taken]
                if start >= 0:
                    self.unclosed = Unclosed("comment", number)
            rest = rest[taken:]
        return kept

    def is_indented_code(self, raw: str) -> bool:
        deep = raw.startswith(("    ", "\t")) and bool(raw.strip())
        return deep and self.after_blank and not self.in_list

    def remember(self, raw: str) -> None:
        blank = not raw.strip()
        if BULLET.match(raw):
            self.in_list = True
        elif not blank and self.after_blank and not raw.startswith((" ", "\t")):
            self.in_list = False
        if blank or not self.is_indented_code(raw):
            self.after_blank = blank


def mask_spans(line: str) -> str:
    """Code spans covered: a run of backticks up to the next run just as long."""
    if "`" not in line:
        return line
    runs = list(TICKS.finditer(line))
    following: dict[int, int] = {}
    partner: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index].group())
        partner[index] = following.get(length, -1)
        following[length] = index
    pieces, position, index = [], 0, 0
    while index < len(runs):
        other = partner[index]
        if other > 0:
            start, end = runs[index].start(), runs[other].end()
            pieces += [line[position:start], COVER * (end - start)]
            position, index = end, other
        index += 1
    return "".join(pieces) + line[position:]
