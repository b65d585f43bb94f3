"""Numeric answer: a value, a tolerance, a percentage or a range."""

import random
import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Self

from app.content.block import Answer, Block
from app.content.numbers import is_grouped, is_number, read_answer, read_key, signed, written
from app.content.questions.base import OWN, Response
from app.content.questions.choices import check_repeated
from app.content.questions.reading import text_in
from app.content.questions.tokens import Tokens
from app.content.questions.typed import Expected, TypedQuestion, check_answers, credit_of

SEPARATOR = re.compile(r"(?<!\.)\.(?!\.)|,")
TOLERANCE = re.compile(r"\s*(?:±|\+/?-)\s*")


@dataclass(frozen=True, kw_only=True)
class Interval(Expected):
    """Both ends count as met."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True)
class Numeric(TypedQuestion):
    type: ClassVar[str] = "numeric"
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"unit"})

    answers: tuple[Interval, ...] = field(metadata=OWN)
    unit: str = field(default="", metadata=OWN)

    @classmethod
    def fits(cls, block: Block) -> bool:
        """All accepted answers are digits with separators, readable or not."""
        accepted = [answer.text for answer in block.answers if answer.mark == "="]
        return bool(accepted) and all(looks_numeric(text) for text in accepted)

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        check_answers(block)
        check_repeated([answer.text for answer in block.answers], block)
        intervals = [interval_of(answer, block) for answer in block.answers]
        answers = tuple(interval for interval in intervals if interval is not None)
        return cls(answers=answers, unit=block.setting("unit"), **block.fields)

    def settings(self) -> dict[str, str]:
        return {"unit": self.unit}

    def accepts(self, answer: Interval, text: str) -> bool:
        value = read_answer(text, self.lang, self.unit)
        return value is not None and answer.low <= value <= answer.high

    def is_complete(self, response: Response | None) -> bool:
        """What cannot be read as a number can never be right."""
        return self.value_in(response) is not None

    def value_in(self, response: Response | None) -> Fraction | None:
        return read_answer(text_in(response, "text"), self.lang, self.unit)

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{text, understood, unit, key: [accepted] | None, feedback}`; `understood` is the value
        as read, in the file's language, None where it is no number."""
        value = self.value_in(response)
        understood = None if value is None else written(value, self.lang)
        return {**self.shown(response, show), "understood": understood, "unit": self.unit}

    def grading_facts(self) -> dict[str, Any]:
        accepted = [[str(a.low), str(a.high), str(a.credit)] for a in self.answers]
        return {"lang": self.lang, "unit": self.unit, "accepted": sorted(accepted)}


def parts_of(text: str) -> tuple[str, str, str]:
    """`(value, operator, other)` with the operator "", "..", "±" or "±%"."""
    if ".." in text:
        low, _, high = text.partition("..")
        return low.strip(), "..", high.lstrip(".").strip()
    pieces = TOLERANCE.split(text.strip(), maxsplit=1)
    if len(pieces) == 1 or not pieces[0]:
        return text.strip(), "", ""
    if pieces[1].endswith("%"):
        return pieces[0], "±%", pieces[1][:-1].strip()
    return pieces[0], "±", pieces[1]


def looks_numeric(text: str) -> bool:
    """A value with a percent sign counts too, to be refused with a hint rather than be text."""
    value, operator, other = parts_of(text)
    if not operator:
        return is_number(value.removesuffix("%").strip())
    return is_number(value) and is_number(other)


def interval_of(answer: Answer, block: Block) -> Interval | None:
    if not (answer.text and check_number(answer.text, answer.line, block)):
        return None
    low, high = span_of(answer.text, block.lang)
    return Interval(
        text=answer.text,
        key=answer.key,
        credit=credit_of(answer),
        feedback=answer.feedback,
        low=low,
        high=high,
    )


def check_number(text: str, line: int, block: Block) -> bool:
    """Whether an expression can be read, in one way only; what keeps it from that is reported."""
    value, operator, other = parts_of(text)
    parts = [value, other] if operator else [value]
    unclear = [part for part in parts if read_key(part, block.lang) is None]
    if not all(is_number(part) for part in parts):
        block.complain("E211", line, text=text[:40])
    elif unclear:
        block.complain("E210", line, **clearer(text, unclear[0], block.lang))
    else:
        low, high = span_of(text, block.lang)
        if low <= high:
            return True
        block.complain("E215", line, text=text[:40])
    return False


def clearer(text: str, unclear: str, lang: str) -> dict[str, str]:
    """`2.5` in Indonesian has one meaning, in the signs of another language; `1.000` has two."""
    instead = SEPARATOR.sub(lambda match: "," if match.group() == "." else ".", text)
    parts = [part for part in parts_of(instead)[::2] if part]
    if is_grouped(signed(unclear)[1]) or any(read_key(part, lang) is None for part in parts):
        return {"number": unclear}
    return {"number": unclear, "instead": instead, "case": "mark"}


def span_of(text: str, lang: str) -> tuple[Fraction, Fraction]:
    """Lowest and highest value that an expression takes, once it can be read."""
    value, operator, other = parts_of(text)
    numbers = (read_key(part, lang) or Fraction(0) for part in (value, other) if part)
    return bounds(operator, *numbers)


def bounds(
    operator: str, value: Fraction, other: Fraction = Fraction(0)
) -> tuple[Fraction, Fraction]:
    if operator == "..":
        return value, other
    spread = abs(value) * other / 100 if operator == "±%" else other
    return value - spread, value + spread
