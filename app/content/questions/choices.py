"""What single choice, true/false and multiple response share: choices, and how they are shown."""

import random
from abc import abstractmethod
from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from app.content.block import Block
from app.content.questions.arrangement import arranged
from app.content.questions.base import INLINE, Question, Response
from app.content.questions.tokens import Tokens
from app.content.questions.writing import item_lines
from app.content.text import Text


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`credit` 1 is right, anything less is not; the fraction given for choosing it."""

    text: Text = field(metadata=INLINE)
    key: str = ""
    credit: Fraction = Fraction(0)
    pin: bool = False
    feedback: Text | None = None

    @property
    def label(self) -> str:
        return self.text.source

    @property
    def is_right(self) -> bool:
        return self.credit == 1


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    KEYED: ClassVar[tuple[str, ...]] = ("choices",)

    choices: tuple[Choice, ...]

    @abstractmethod
    def mark_of(self, choice: Choice) -> str:
        """The mark before a choice, with or without its `x`."""

    def answer_lines(self) -> list[str]:
        return [line for choice in self.choices for line in self.lines_of(choice)]

    def lines_of(self, choice: Choice) -> list[str]:
        return item_lines(
            f"- {self.mark_of(choice)} ",
            choice.text,
            credit=None if choice.credit in (0, 1) else choice.credit,
            key=choice.key,
            pin=choice.pin,
            feedback=choice.feedback,
        )

    @abstractmethod
    def chosen(self, response: Response | None) -> Collection[str]:
        """Keys of the choices a response takes."""

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{"choices": [{token, html, chosen, state, feedback, is_key}]}`; `state` is None, right,
        wrong or (with the key) missed; feedback is that of what was chosen."""
        taken = self.chosen(response)
        pins = [choice.pin for choice in self.choices]
        shown = arranged(self.choices, pins, order if self.shuffle else None)
        return {"choices": [shown_choice(c, c.key in taken, tokens, show) for c in shown]}


def shown_choice(
    choice: Choice, chosen: bool, tokens: Tokens, show: frozenset[str]
) -> dict[str, Any]:
    tells = chosen and "feedback" in show and choice.feedback is not None
    return {
        "token": tokens.of(choice.key),
        "html": choice.text.html,
        "chosen": chosen,
        "state": state(choice, chosen, show),
        "feedback": choice.feedback.html if tells and choice.feedback else None,
        "is_key": choice.is_right if "key" in show else None,
    }


def state(choice: Choice, chosen: bool, show: frozenset[str]) -> str | None:
    if "correctness" not in show:
        return None
    if chosen:
        return "right" if choice.is_right else "wrong"
    return "missed" if choice.is_right and "key" in show else None


def choices_of(block: Block) -> tuple[Choice, ...]:
    if len(block.answers) < 2 and not block.is_torn:
        block.complain("E214")
    check_repeated([answer.text for answer in block.answers], block)
    is_keyed = any(answer.mark in ("(x)", "[x]") for answer in block.answers)
    if not (is_keyed or block.is_torn or block.is_survey):
        block.complain("E203")
    return tuple(
        Choice(
            text=Text(answer.text, answer.line),
            key=answer.key,
            credit=Fraction(1) if answer.mark in ("(x)", "[x]") else answer.credit or Fraction(0),
            pin=answer.pin,
            feedback=answer.feedback,
        )
        for answer in block.answers
    )


def check_repeated(texts: list[str], block: Block) -> None:
    """Two answers alike cannot be told apart; an answer without text cannot be chosen."""
    seen: set[str] = set()
    for answer, text in zip(block.answers, texts, strict=True):
        folded = " ".join(text.split())
        if not folded:
            block.complain("E212", answer.line)
        elif folded in seen:
            block.complain("E213", answer.line, text=folded[:40])
        seen.add(folded)
