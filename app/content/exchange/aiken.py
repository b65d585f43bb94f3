"""Aiken: one question a block, choices `A. …`, and `ANSWER: A` at its end. Plain text.

After https://docs.moodle.org/en/Aiken_format
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from app.content.course_reader import FILE
from app.content.exchange.decode import decoded
from app.content.exchange.format import MEGABYTE, Format, Source, Wishes
from app.content.exchange.item import Item, Reply
from app.content.exchange.item_writer import blocks_of
from app.content.exchange.plain import escaped, is_plain, plain
from app.content.exchange.pool import Pools
from app.content.findings import Finding, Report
from app.content.model import Course, Page

CHOICE = re.compile(r"([A-Za-z])[.)]\s+(.*)")
ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)
LETTER = re.compile(r"([A-Za-z])[.)]?")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Aiken(Format):
    name = "aiken"
    suffixes = (".aiken", ".txt")
    can_read = can_write = True
    most_bytes = 4 * MEGABYTE

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        blocks = blocks_in(decoded(source.data))
        items = [item for block in blocks if (item := block.item(source.report))]
        return Pools(source).pages(items), {}

    def produce(
        self, course: Course, wishes: Wishes, findings: list[Finding]
    ) -> Mapping[str, bytes]:
        Report(FILE, findings).add("W926", 1, what="@aiken")
        blocks = blocks_of(course, written, findings)
        return {f"{course.ref}.txt": "\n".join(blocks).encode()}


@dataclass(slots=True)
class Block:
    """Lines up to an answer. It is broken where the choices do not run A, B, C …, or other text
    stands among them: which letter is right would be a guess then."""

    line: int
    asked: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    answer: str = ""
    is_broken: bool = False
    is_closed: bool = False

    def take(self, line: str) -> None:
        answer, choice = ANSWER.fullmatch(line), CHOICE.fullmatch(line)
        expected = LETTERS[len(self.choices) : len(self.choices) + 1]
        if answer and (self.choices or LETTER.fullmatch(answer[1])):
            self.close(answer[1])
        elif choice and self.asked and choice[1].upper() == expected:
            self.choices.append(choice[2])
        elif self.choices:
            self.is_broken = True
        else:
            self.asked.append(line)

    def close(self, answer: str) -> None:
        letter = LETTER.fullmatch(answer)
        self.answer = letter[1].upper() if letter else ""
        self.is_broken = self.is_broken or not letter
        self.is_closed = True

    def ends_before(self, line: str) -> bool:
        """After a blank line other text opens a question: this one's answer is missing."""
        is_part = CHOICE.fullmatch(line) or ANSWER.fullmatch(line)
        return bool(self.choices) and not (is_part or self.is_broken)

    def item(self, report: Report) -> Item | None:
        title = " ".join(self.asked)[:60]
        if self.is_broken:
            report.add("W914", self.line, title=title, case="choices")
            return None
        if not self.answer or self.answer not in LETTERS[: len(self.choices)]:
            report.add("W911", self.line, title=title)
            return None
        replies = tuple(
            Reply(
                text=escaped(choice, starts_line=False),
                credit=Fraction(int(LETTERS[place] == self.answer)),
                line=self.line,
            )
            for place, choice in enumerate(self.choices)
        )
        text = "\n".join(escaped(line) for line in self.asked)
        return Item(kind="choice", text=text, replies=replies, line=self.line)


def blocks_in(text: str) -> Iterator[Block]:
    """A block ends with its answer; blank lines mean nothing but where that is missing."""
    block, is_apart = Block(1), False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if line and (block.is_closed or (is_apart and block.ends_before(line))):
            yield block
            block = Block(number)
        if line:
            block.line = block.line if block.asked else number
            block.take(line)
        is_apart = not line
    if block.asked or block.is_closed:
        yield block


def written(item: Item, report: Report) -> str:
    """ "" where Aiken cannot hold the question; the report says what else is lost."""
    is_single = item.kind in ("choice", "truefalse") and item.single
    if not is_single or len(item.replies) > len(LETTERS):
        report.add("W910", item.line, title=item.label, type=item.type_word)
        return ""
    texts = [reply.text for reply in item.replies]
    if not all(is_plain(text) for text in (item.text.replace("\n", " "), *texts)):
        report.add("W913", item.line, title=item.label, what="@markup")
    lines = [" ".join(plain(item.text).split())]
    right = 0
    for place, reply in enumerate(item.replies):
        lines.append(f"{LETTERS[place]}. {' '.join(plain(reply.text).split())}")
        right = place if reply.credit == 1 else right
    return "\n".join([*lines, f"ANSWER: {LETTERS[right]}", ""])
