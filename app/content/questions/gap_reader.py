"""What a gap holds: variants of a text, numbers, or choices."""

from dataclasses import dataclass

from app.content.block import Block
from app.content.gaps import RawGap
from app.content.marks import EQUALS, ROUND, unescaped
from app.content.questions.numeric import check_number
from app.content.questions.short import normal


@dataclass(frozen=True, slots=True)
class Content:
    """`options` are texts and whether they are right, of a choice gap alone."""

    line: int
    kind: str
    accepted: tuple[str, ...]
    options: tuple[tuple[str, bool], ...] = ()


def gap_of(raw: RawGap, block: Block, *, is_sensitive: bool) -> Content:
    if any(ROUND.match(part) for part in raw.parts):
        return choice_gap(raw, block)
    is_number = any(part.startswith("=") for part in raw.parts)
    texts = [number_text(part) if is_number else plain_text(part) for part in raw.parts]
    check_repeated([normal(text, is_sensitive) for text in texts], raw.line, block)
    texts = [text for text in texts if text]
    if is_number:
        texts = [text for text in texts if check_number(text, raw.line, block)]
    return Content(raw.line, "number" if is_number else "text", tuple(texts))


def number_text(part: str) -> str:
    return EQUALS.sub("", part, count=1).strip() if part.startswith("=") else part


def plain_text(part: str) -> str:
    return " ".join(unescaped(part).split())


def choice_gap(raw: RawGap, block: Block) -> Content:
    options = []
    for part in raw.parts:
        match = ROUND.match(part)
        if match is None:
            block.complain("E219", raw.line, case="mixed")
        else:
            options.append((part[match.end() :].strip(), bool(match.group(1))))
    check_repeated([" ".join(text.split()) for text, _ in options], raw.line, block)
    right = [text for text, is_right in options if is_right]
    if len(right) > 1:
        block.complain("E204", raw.line)
    if not (right or block.is_survey):
        block.complain("E203", raw.line, case="gap")
    if len(options) < 2:
        block.complain("E214", raw.line)
    return Content(raw.line, "choice", tuple(right), tuple(options))


def check_repeated(texts: list[str], line: int, block: Block) -> None:
    if not all(texts):
        block.complain("E219", line, case="empty")
    for text in sorted({text for text in texts if text and texts.count(text) > 1}):
        block.complain("E213", line, text=text[:40])
