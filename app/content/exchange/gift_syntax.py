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
    braces. `tail` is what stands behind them."""

    line: int
    category: str = ""
    ref: str = ""
    tags: list[str] = field(default_factory=list)
    name: str = ""
    text: str = ""
    answers: str | None = None
    tail: str = ""
    is_torn: bool = False


def hold(text: str) -> str:
    return ESCAPE.sub(lambda match: HELD[match.group(1)], text)


def release(text: str) -> str:
    return text.translate(RELEASED)


def escape(text: str) -> str:
    return RESERVED.sub(lambda m: "\\n" if m.group() == "\n" else "\\" + m.group(), text)


def blocks_in(text: str) -> Iterator[Block]:
    """Blank lines part the questions; a category holds for all that follow it."""
    category, lines, first = "", list[str](), 1
    block = Block(1)
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = raw.strip()
        if line.startswith("//"):
            note(block, line)
        elif line.startswith(CATEGORY):
            category = release(hold(line[len(CATEGORY) :])).strip()
        elif line:
            first = first if lines else number
            lines.append(line)
        elif lines:
            block.line, block.category = first, category
            yield taken_apart(block, hold("\n".join(lines)))
            block, lines = Block(number), []


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
    block.is_torn = bool(opening) != bool(closing) or "}" in before
    return block
