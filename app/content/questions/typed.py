"""What short and numeric answers share: a typed text, compared with what the author expects."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from app.content.block import Answer, Block
from app.content.questions.base import OWN, Grade, Question, Response
from app.content.questions.reading import clean, first, text_in
from app.content.questions.tokens import Tokens
from app.content.questions.writing import feedback_lines, plain, tail_of
from app.content.text import Text


@dataclass(frozen=True, kw_only=True)
class Expected:
    """An accepted answer, or with credit 0 an expected wrong one; `text` is as the author wrote."""

    text: str
    key: str = ""
    credit: Fraction = Fraction(1)
    feedback: Text | None = None

    @property
    def label(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class TypedQuestion(Question):
    """Response `{"text": str}`; form field `text`."""

    KEYED: ClassVar[tuple[str, ...]] = ("answers",)
    FAMILY: ClassVar[str] = "="

    answers: tuple[Expected, ...] = field(metadata=OWN)

    @abstractmethod
    def accepts(self, answer: Any, text: str) -> bool:
        """Whether what was typed is this answer."""

    def answer_lines(self) -> list[str]:
        return [line for answer in self.answers for line in self.lines_of(answer)]

    def lines_of(self, answer: Expected) -> list[str]:
        mark = "!=" if answer.credit == 0 else "="
        tail = tail_of(None if answer.credit in (0, 1) else answer.credit, answer.key, False)
        return [
            f"- {mark} {plain(answer.text)} {tail}".rstrip(),
            *feedback_lines("  ", answer.feedback),
        ]

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        text = clean(first(fields, "text"))
        return {"text": text} if text else None

    def grade(self, response: Response | None) -> Grade:
        """With several answers met the highest credit counts, and its feedback."""
        text = text_in(response, "text")
        met = [answer for answer in self.answers if text and self.accepts(answer, text)]
        if not met:
            return Grade(Fraction(0))
        best = max(met, key=lambda answer: answer.credit)
        return Grade(best.credit, (best.key,))

    def shown(self, response: Response | None, show: frozenset[str]) -> dict[str, Any]:
        """`text`, `key` (the fully right answers) and `feedback` as far as they may be shown."""
        met = self.grade(response).feedback if "feedback" in show else ()
        told = (a.feedback.html for a in self.answers if a.key in met and a.feedback)
        right = [answer.text for answer in self.answers if answer.credit == 1]
        return {
            "text": text_in(response, "text"),
            "key": right if "key" in show else None,
            "feedback": next(told, None),
        }


def credit_of(answer: Answer) -> Fraction:
    if answer.mark == "!=":
        return Fraction(0)
    return Fraction(1) if answer.credit is None else answer.credit


def check_answers(block: Block) -> None:
    full = any(answer.mark == "=" and credit_of(answer) == 1 for answer in block.answers)
    if not (full or block.is_torn or block.is_survey):
        block.complain("E203")
