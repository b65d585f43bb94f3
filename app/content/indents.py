"""Lists within lists, however far an author indents them.

Other viewers nest an item that stands under the text of the one above, mostly two or three
columns in; Python-Markdown wants four. So everything in a list is set to four columns a level,
and a blank line put where it needs one to see that a paragraph, quote or table has ended.
"""

import re
from dataclasses import dataclass, field, replace

from app.content.lines import FENCE, Line

LEVEL = 4
ITEM = re.compile(r"(?:[-*+]|\d{1,9}\.)(?:(?P<gap>[ \t]+)(?=\S)|[ \t]*$)")
RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
BLOCK = re.compile(r"`{3}|~{3}|>|\|")
NOT_LAZY = re.compile(r"#{1,6}[ \t]|`{3}|~{3}|>|m[0-9a-f]{32}n\d+e$")


@dataclass(slots=True)
class Nesting:
    """`texts`: for each open item the column in which its text begins, as the author wrote it;
    `loose`: how many items were open when the last of them held more than one plain text."""

    texts: list[int] = field(default_factory=list)
    loose: int = 0
    kind: str = ""
    quote: str = ""
    fence: str = ""
    after_blank: bool = True

    def shifted(self, line: Line) -> list[Line]:
        prefix = self.prefix_of(line.raw)
        if prefix.count(">") != self.quote.count(">") and not self.fence:
            self.texts, self.loose, self.after_blank = [], 0, True
            self.quote = prefix
        raw = line.raw[len(prefix) :]
        bare = raw.lstrip(" \t")
        if not bare:
            self.after_blank = True
            return [line]
        indent = indent_of(raw)
        if self.fence:
            new, is_apart = self.fenced(indent), False
        else:
            before = len(self.texts)
            new = self.placed(indent, bare)
            is_apart = self.needs_blank(bare, before)
        self.follow_fence(bare)
        self.after_blank = False
        shown = moved(line, prefix, " " * new + bare)
        blank = replace(line, raw=prefix.rstrip(), masked=prefix.rstrip())
        return [blank, shown] if is_apart else [shown]

    def needs_blank(self, bare: str, before: int) -> bool:
        """Before a block within an item, and before the item that follows such a one; `before`
        items were open above this line."""
        block, item, depth = BLOCK.match(bare), ITEM.match(bare), len(self.texts)
        kind, last = (block.group() if block else ""), self.kind
        self.kind = kind
        if item and depth <= before:
            was_loose = 0 < depth <= self.loose
            self.loose = min(self.loose, depth - 1)
            return was_loose and not self.after_blank
        starts_block = bool(depth and kind and kind != last)
        if starts_block or self.after_blank:
            self.loose = before if item else depth
        return starts_block and not self.after_blank

    def prefix_of(self, raw: str) -> str:
        """The signs of a quote around the list; one within an item is the item's own text."""
        found = QUOTE.match(raw)
        if not found or (not self.quote and self.texts and indent_of(raw) >= self.texts[-1]):
            return ""
        return found.group()

    def follow_fence(self, bare: str) -> None:
        if not self.fence:
            opening = FENCE.match(bare)
            self.fence = opening.group(1) if opening else ""
        elif len(bare.rstrip()) >= len(self.fence) and set(bare.rstrip()) == {self.fence[0]}:
            self.fence = ""

    def fenced(self, indent: int) -> int:
        text = self.texts[-1] if self.texts else 0
        return max(indent - text, 0) + LEVEL * len(self.texts)

    def placed(self, indent: int, bare: str) -> int:
        """The column a line belongs to; an item's line opens a level for those below it."""
        item = None if RULE.match(bare) else ITEM.match(bare)
        if not item and self.is_lazy(indent, bare):
            return indent
        while self.texts and indent < self.texts[-1]:
            self.texts.pop()
        beyond = indent - (self.texts[-1] if self.texts else 0)
        is_code = beyond >= LEVEL and (self.after_blank or not self.texts)
        if item is None or is_code:
            return beyond + LEVEL * len(self.texts)
        gap = len((item["gap"] or " ").expandtabs(LEVEL))
        width = len(item.group()) - len(item["gap"] or "")
        self.texts.append(indent + width + (gap if gap <= LEVEL else 1))
        return LEVEL * (len(self.texts) - 1)

    def is_lazy(self, indent: int, bare: str) -> bool:
        """A line that runs on from the one above, whatever column it stands in."""
        continues = bool(self.texts) and indent < self.texts[-1] and not self.after_blank
        return continues and not NOT_LAZY.match(bare)


def indent_of(raw: str) -> int:
    return len(raw[: len(raw) - len(raw.lstrip(" \t"))].expandtabs(LEVEL))


def moved(line: Line, prefix: str, rest: str) -> Line:
    raw = prefix + rest
    if raw == line.raw:
        return line
    bare = len(rest) - len(rest.lstrip(" "))
    if not line.masked.strip(" "):
        return replace(line, raw=raw, masked=" " * len(raw))
    tail = line.masked[len(line.raw) - (len(rest) - bare) :]
    return replace(line, raw=raw, masked=prefix + " " * bare + tail)


def with_even_indents(lines: list[Line]) -> list[Line]:
    nesting = Nesting()
    return [shifted for line in lines for shifted in nesting.shifted(line)]
