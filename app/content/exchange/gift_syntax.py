"""GIFT as text: what stands in a block, and the signs that have to be escaped.

A backslash makes `~ = # { } :` plain; `\\n` is a line break. While a block is taken apart, what was
escaped is held by signs of the private-use area, so that no separator is found in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

ESCAPE = re.compile(r"\\([\\~=#{}:n])")
HELD = {sign: chr(0xF800 + place) for place, sign in enumerate("\\~=#{}:n")}
RELEASED = str.maketrans({held: "\n" if sign == "n" else sign for sign, held in HELD.items()})
RESERVED = re.compile(r"[\\~=#{}:\n]")
LONGEST_COMMENT = 2_000
CATEGORY = "$CATEGORY:"
BRACKETS = re.compile(r"\[(id|tag):((?:\\.|[^\]\\]){1,200})\]")
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{0,7})?)%")
NAME = re.compile(r"::(.*?)::", re.DOTALL)


@dataclass(slots=True)
class Block:
    """One question's text, with what was escaped still held; `answers` is None where there are no
    braces. `tail` is what stands behind them. `fault` is braces (they do not pair) or groups (there
    are several, of which Moodle knows one)."""

    line: int
    category: str = ""
    ref: str = ""
    tags: list[str] = field(default_factory=list)
    name: str = ""
    text: str = ""
    answers: str | None = None
    tail: str = ""
    fault: str = ""


def hold(text: str) -> str:
    return ESCAPE.sub(lambda match: HELD[match.group(1)], text)


def release(text: str) -> str:
    return text.translate(RELEASED)


def escape(text: str) -> str:
    return RESERVED.sub(lambda m: "\\n" if m.group() == "\n" else "\\" + m.group(), text)


def blocks_in(text: str) -> Iterator[Block]:
    """Blank lines part the questions; where one was forgotten, the next name (`::`) behind closed
    braces does. A category holds for all that follow it."""
    category, gathered = "", Gathering()
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = raw.strip()
        is_next = gathered.is_closed and line.startswith(("::", CATEGORY))
        if gathered.lines and (is_next or not line):
            yield gathered.block(category, has_next=is_next)
            gathered = Gathering(gathered.behind if is_next else [])
        if line.startswith("//"):
            gathered.comment(line)
        elif line.startswith(CATEGORY):
            category = release(hold(line[len(CATEGORY) :])).strip()
        elif line:
            gathered.take(number, line)


@dataclass(slots=True)
class Gathering:
    """A question's lines as they come, with what was escaped held; `behind` are the comments
    behind its braces, which may be the next question's."""

    comments: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    first: int = 1
    opened: int = 0
    closed: int = 0

    @property
    def is_closed(self) -> bool:
        return 0 < self.opened == self.closed

    def comment(self, line: str) -> None:
        (self.behind if self.is_closed else self.comments).append(line)

    def take(self, number: int, line: str) -> None:
        self.first = self.first if self.lines else number
        held = hold(line)
        self.lines.append(held)
        self.opened += held.count("{")
        self.closed += held.count("}")

    def block(self, category: str, *, has_next: bool) -> Block:
        block = Block(self.first, category)
        for comment in (*self.comments, *([] if has_next else self.behind)):
            note(block, comment)
        return taken_apart(block, "\n".join(self.lines))


def note(block: Block, comment: str) -> None:
    for name, written in BRACKETS.findall(comment[:LONGEST_COMMENT]):
        value = re.sub(r"\\(.)", r"\1", written).strip()
        if name == "id":
            block.ref = value
        else:
            block.tags.append(value)


def taken_apart(block: Block, text: str) -> Block:
    if match := NAME.match(text):
        block.name, text = release(match.group(1)).strip(), text[match.end() :]
    before, opening, rest = text.partition("{")
    inside, closing, after = rest.partition("}")
    block.text, block.tail = before.strip(), after.strip()
    block.answers = inside.strip() if opening else None
    block.fault = fault_of(before, inside, after, is_paired=bool(opening) == bool(closing))
    return block


def fault_of(before: str, inside: str, after: str, *, is_paired: bool) -> str:
    if not is_paired or "}" in before or "{" in inside:
        return "braces"
    if "{" in after:
        return "groups"
    return "braces" if "}" in after else ""
