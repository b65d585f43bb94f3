"""Which mistake broke the YAML: told from the author's lines, since a YAML parser gives up later
and in words for programmers."""

import re

ENTRY = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[^\s:#\-\[\]{}][^:#]*):(?: +(?P<value>.*))?$")
NO_BLANK = re.compile(r" *(?:- +)*[\w-]+:[^\s/]")
COLON = re.compile(r":(?: |$)")
COMMENT = re.compile(r"(?:^| )#.*$")
SIGNS = re.compile(r"[@`%,\]}*&!]|[?-] |[>|] *[^\s>|+\-#0-9]")
BLOCK = re.compile(r"[>|][+\-0-9]*$")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
CLOSING = {"[": "]", "{": "}"}
LOOK_AHEAD = 40
"""Lines in which a quote or bracket may still be closed; without an end this could take minutes."""


def fault_of(lines: list[str], last: int) -> tuple[int, str]:
    """Index of the line with the mistake and the word for it; `last` is where the parser stopped,
    which is at or behind the mistake."""
    search = Search(lines)
    for index in range(min(last + 1, len(lines))):
        if word := search.fault_in(index):
            return index, word
    return min(last, max(len(lines) - 1, 0)), "@syntax"


class Search:
    """Goes through the lines from the first, remembering the last key that took a text."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.outer: int | None = None
        self.depth = 0
        self.has_text = False
        self.in_block = False

    def fault_in(self, index: int) -> str:
        line = COMMENT.sub("", self.lines[index]).rstrip()
        indent = len(line) - len(line.lstrip(" "))
        if not line or (self.in_block and indent > self.depth):
            return ""
        self.in_block = False
        if entry := ENTRY.match(line):
            return self.fault_in_entry(entry, index)
        if NO_BLANK.match(line):
            return "@no-blank"
        if line.lstrip().startswith("- "):
            value = line.lstrip(" -")
            return self.fault_in_value(value, index)
        is_further = self.has_text and indent > self.depth
        return "" if is_further or line.lstrip()[0] in "]}-" else "@no-colon"

    def fault_in_entry(self, entry: re.Match[str], index: int) -> str:
        depth, value = len(entry["indent"]), (entry["value"] or "").strip()
        self.outer = depth if self.outer is None else self.outer
        is_deeper = self.has_text and depth > self.depth and "-" not in entry["indent"]
        if is_deeper or depth < self.outer:
            return "@indent"
        self.depth, self.has_text = depth, bool(value)
        self.in_block = bool(BLOCK.match(value))
        return "" if self.in_block else self.fault_in_value(value, index)

    def fault_in_value(self, value: str, index: int) -> str:
        if value.startswith(('"', "'")):
            return "" if self.is_closed(value, index, value[0]) else "@quote"
        if value.startswith(("[", "{")):
            return "" if self.is_closed(value, index, CLOSING[value[0]]) else "@bracket"
        if SIGNS.match(value):
            return "@sign"
        return "@colon" if COLON.search(value) else ""

    def is_closed(self, value: str, index: int, closing: str) -> bool:
        """Whether the quote or bracket ends the value, here or before the next key begins."""
        if closing in "]}":
            bare = QUOTED.sub("", value)
            return bare.endswith(closing) or (closing not in bare and self.goes_on(index, closing))
        if whole := QUOTED.match(value):
            return whole.end() == len(value)
        return self.goes_on(index, closing)

    def goes_on(self, index: int, closing: str) -> bool:
        for line in self.lines[index + 1 : index + 1 + LOOK_AHEAD]:
            if ENTRY.match(line) and len(line) - len(line.lstrip(" ")) <= self.depth:
                return False
            if line.rstrip().endswith((closing, closing + ",")):
                return True
        return False
