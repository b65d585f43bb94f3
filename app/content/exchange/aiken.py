"""Aiken: one question a block, choices `A. …`, and `ANSWER: A` at its end. Plain text.

After https://docs.moodle.org/en/Aiken_format
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from app.content.course_reader import FILE
from app.content.exchange.decode import decoded
from app.content.exchange.format import MEGABYTE, Format, Source, Unreadable, Wishes
from app.content.exchange.item import Item, Reply
from app.content.exchange.item_writer import item_of
from app.content.exchange.plain import escaped, is_plain, plain
from app.content.exchange.pool import Pools
from app.content.findings import Finding, Report
from app.content.model import Course, Page

CHOICE = re.compile(r"([A-Za-z])[.)]\s+(.*)")
ANSWER = re.compile(r"ANSWER\s*:\s*([A-Za-z])\s*", re.IGNORECASE)
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
        blocks = []
        for page in course.pages:
            report = Report(page.path, findings)
            items = (item_of(question, page.title, report) for question in page.questions)
            blocks += [text for item in items if item and (text := written(item, report))]
        if not blocks:
            raise Unreadable("E903", case="course")
        return {f"{course.ref}.txt": "\n".join(blocks).encode()}


@dataclass(slots=True)
class Block:
    line: int
    asked: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    answer: str = ""

    def item(self, report: Report) -> Item | None:
        text = "\n".join(escaped(line) for line in self.asked)
        if not self.choices or self.answer not in self.choices:
            report.add("W911", self.line, title=" ".join(self.asked)[:60])
            return None
        replies = tuple(
            Reply(
                text=escaped(choice, starts_line=False),
                credit=Fraction(int(letter == self.answer)),
                line=self.line,
            )
            for letter, choice in self.choices.items()
        )
        return Item(kind="choice", text=text, replies=replies, line=self.line)


def blocks_in(text: str) -> Iterator[Block]:
    """A block ends with its answer; blank lines mean nothing."""
    block = Block(1)
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        if not (block.asked or block.choices):
            block.line = number
        if answer := ANSWER.fullmatch(line):
            block.answer = answer.group(1).upper()
            yield block
            block = Block(number + 1)
        elif (choice := CHOICE.fullmatch(line)) and block.asked:
            block.choices.setdefault(choice.group(1).upper(), choice.group(2))
        elif block.choices:
            yield block  # its answer is missing: the report says so
            block = Block(number, [line])
        else:
            block.asked.append(line)
    if block.asked or block.choices:
        yield block


def written(item: Item, report: Report) -> str:
    """ "" where Aiken cannot hold the question; the report says what else is lost."""
    is_single = item.kind in ("choice", "truefalse") and item.single
    if not is_single or len(item.replies) > len(LETTERS):
        report.add("W910", item.line, title=item.label, type=item.kind)
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
