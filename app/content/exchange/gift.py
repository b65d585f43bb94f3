"""GIFT, Moodle's text format. Text that says nothing of its format is what Moodle makes of it:
HTML with its line breaks.

After https://docs.moodle.org/en/GIFT_format
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from app.content.exchange.amounts import number_of, share_of
from app.content.exchange.comments import answer_marks, question_marks
from app.content.exchange.decode import decoded
from app.content.exchange.format import MEGABYTE, Format, Source, Wishes
from app.content.exchange.gift_syntax import FORMAT, WEIGHT, Block, blocks_in, release
from app.content.exchange.gift_writer import written
from app.content.exchange.html_markdown import markdown_of
from app.content.exchange.item import Item, Reply
from app.content.exchange.item_writer import blocks_of
from app.content.exchange.plain import escaped
from app.content.exchange.pool import Pools
from app.content.exchange.settings import tags_of, with_settings
from app.content.fields import LONGEST, REF
from app.content.findings import Finding, Report
from app.content.model import Course, Page

GENERAL = "####"
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
BLANK = "_____"
ARROW = "->"
BREAKS = re.compile(r"\n(?!\n)")


class Gift(Format):
    name = "gift"
    suffixes = (".gift", ".txt")
    can_read = can_write = True
    most_bytes = 4 * MEGABYTE

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        read = (Reader(block, source.report).item() for block in blocks_in(decoded(source.data)))
        return Pools(source).pages(item for item in read if item), {}

    def produce(
        self, course: Course, wishes: Wishes, findings: list[Finding]
    ) -> Mapping[str, bytes]:
        blocks = blocks_of(course, written, findings)
        return {f"{course.ref}.gift": "\n".join(blocks).encode()}


class Reader:
    """One block as an item."""

    def __init__(self, block: Block, report: Report) -> None:
        self.block, self.report = block, report
        self.format = "moodle"
        answers, _, general = (block.answers or "").rpartition(GENERAL)
        if GENERAL not in (block.answers or ""):
            answers, general = block.answers or "", ""
        self.answers = answers.strip()
        blank = f" {BLANK} {block.tail}" if len(block.tail) > 1 else block.tail
        self.text = self.asked(block.text + blank)
        self.explanation = self.markdown(general)

    def item(self) -> Item | None:
        block = self.block
        if block.fault:
            title = block.name or release(block.text)
            self.report.add("W914", block.line, title=title[:60], case=block.fault)
            return None
        text, settings = question_marks(self.text)
        item = Item(
            kind=self.kind(),
            name=block.name,
            text=text,
            ref=block.ref,
            category=block.category,
            line=block.line,
            tags=tags_of(block.tags),
            explanation=self.explanation,
        )
        item = READERS[item.kind](self, with_settings(item, settings))
        return with_keys(item, settings.get("keys", ""))

    def kind(self) -> str:
        """In Moodle's order: the first sign that fits decides."""
        signs = {
            "note": self.block.answers is None,
            "essay": not self.answers,
            "number": self.answers.startswith("#"),
            "choice": "~" in self.answers,
            "match": "=" in self.answers and all(ARROW in p for p in self.split("=")),
            "truefalse": self.answers.partition("#")[0].strip() in TRUE + FALSE,
        }
        return next((kind for kind, is_met in signs.items() if is_met), "short")

    def asked(self, text: str) -> str:
        """The first text, whose format the others follow."""
        if match := FORMAT.match(text):
            self.format = match.group(1)
        if self.format == "markdown":
            text = text.replace(BLANK, r"\_\_\_\_\_")
        return self.markdown(text)

    def markdown(self, text: str) -> str:
        form, text = self.format, text.strip()
        if match := FORMAT.match(text):
            form, text = match.group(1), text[match.end() :]
        text = release(text).strip()
        if form == "markdown":
            return text
        if form == "plain":
            return escaped(text)
        return markdown_of(text if form == "html" else BREAKS.sub("<br>", text)).text

    def split(self, sign: str) -> list[str]:
        return [piece.strip() for piece in self.answers.split(sign) if piece.strip()]

    def parts(self, piece: str) -> tuple[Fraction | None, str, str, str]:
        """Weight, answer, feedback as Markdown, and the key's comment in either."""
        weight = None
        if match := WEIGHT.match(piece):
            weight, piece = share_of(match.group(1)), piece[match.end() :]
        answer, _, feedback = piece.partition("#")
        return weight, answer.strip(), self.markdown(feedback), release(answer).strip()

    def choices(self, item: Item) -> Item:
        single = "=" in self.answers
        self.answers = self.answers.replace("=", "~=")
        replies = []
        for piece in self.split("~"):
            weight, answer, feedback, _ = self.parts(piece.removeprefix("="))
            credit = Fraction(1) if piece.startswith("=") else Fraction(0)
            text, tail = answer_marks(self.markdown(answer))
            credit = credit if weight is None else weight
            replies.append(
                Reply(text=text, credit=credit, feedback=feedback, key=tail.key, pin=tail.pin)
            )
        return replace(item, single=single, replies=tuple(replies))

    def short(self, piece: str) -> Reply:
        weight, _, feedback, answer = self.parts(piece)
        feedback, tail = answer_marks(feedback)
        credit = Fraction(1) if weight is None else weight
        return Reply(text=answer, credit=credit, feedback=feedback, key=tail.key)

    def shorts(self, item: Item) -> Item:
        return replace(item, replies=tuple(self.short(piece) for piece in self.split("=")))

    def essay(self, item: Item) -> Item:
        return item

    def note(self, item: Item) -> Item:
        self.report.add("W913", item.line, title=item.label, what="@description")
        return item

    def numbers(self, item: Item) -> Item:
        accepted, _, wrong = self.answers[1:].partition("~")
        self.answers = accepted
        replies = [reply for piece in self.split("=") if (reply := self.number(piece, item))]
        if wrong:
            replies.append(Reply(text="*", feedback=self.markdown(wrong.partition("#")[2])))
        return replace(item, replies=tuple(replies))

    def number(self, piece: str, item: Item) -> Reply | None:
        reply = self.short(piece)
        span = span_of(reply.text)
        if span is None:
            self.report.add("W913", item.line, title=item.label, what="@no-number")
            return None
        return replace(reply, text="", low=span[0], high=span[1])

    def pairs(self, item: Item) -> Item:
        replies = []
        for piece in self.split("="):
            term, _, match = piece.partition(ARROW)
            plain_match = escaped(release(match).strip(), starts_line=False)
            replies.append(Reply(text=self.markdown(term), match=plain_match))
        return replace(item, replies=tuple(replies))

    def truth(self, item: Item) -> Item:
        """The first feedback is for the wrong answer, the second for the right one."""
        is_true = self.answers.partition("#")[0].strip() in TRUE
        _, wrong, right = [*self.answers.split("#", 2), "", ""][:3]
        replies = []
        for word in ("true", "false"):
            is_right = (word == "true") == is_true
            feedback, tail = answer_marks(self.markdown(right if is_right else wrong))
            credit = Fraction(int(is_right))
            replies.append(Reply(text=word, credit=credit, feedback=feedback, key=tail.key))
        return replace(item, replies=tuple(replies))


READERS: dict[str, Callable[[Reader, Item], Item]] = {
    "note": Reader.note,
    "essay": Reader.essay,
    "number": Reader.numbers,
    "choice": Reader.choices,
    "match": Reader.pairs,
    "truefalse": Reader.truth,
    "short": Reader.shorts,
}


def with_keys(item: Item, written: str) -> Item:
    """Keys of ours, in the order of the answers; worth nothing where answers came or went."""
    pairs = [keys.partition(":") for keys in written.split("|")]
    if not written or len(pairs) != len(item.replies):
        return item
    found = (
        replace(reply, key=key if is_key(key) else "", match_key=other if is_key(other) else "")
        for reply, (key, _, other) in zip(item.replies, pairs, strict=True)
    )
    return replace(item, replies=tuple(found))


def is_key(key: str) -> bool:
    return bool(REF.fullmatch(key)) and len(key) <= LONGEST


def span_of(text: str) -> tuple[Fraction, Fraction] | None:
    """`12`, `12:0.5` (a tolerance) or `11..13`."""
    if ".." in text:
        first, _, last = text.partition("..")
        low, high = number_of(first), number_of(last.lstrip("."))
        return None if low is None or high is None else (min(low, high), max(low, high))
    value, _, tolerance = text.partition(":")
    middle, spread = number_of(value), number_of(tolerance or "0")
    if middle is None or spread is None:
        return None
    return middle - abs(spread), middle + abs(spread)
