"""Single choice: one of several, with partial credit where the author gives it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.questions.base import Grade, Response
from app.content.questions.choices import Choice, ChoiceQuestion, choices_of
from app.content.questions.reading import first, text_in
from app.content.questions.tokens import Tokens


@dataclass(frozen=True, kw_only=True)
class Single(ChoiceQuestion):
    """Response `{"choice": key}`; form field `choice`."""

    type: ClassVar[str] = "single"
    FAMILY: ClassVar[str] = "()"

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        right = [answer for answer in block.answers if answer.mark == "(x)"]
        for answer in right[1:]:
            block.complain("E204", answer.line)
        return cls(choices=choices_of(block), **block.fields)

    def mark_of(self, choice: Choice) -> str:
        return "(x)" if choice.is_right else "( )"

    def chosen(self, response: Response | None) -> Collection[str]:
        return {text_in(response, "choice")} - {""}

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        key = tokens.key_of(first(fields, "choice"), (choice.key for choice in self.choices))
        return {"choice": key} if key else None

    def grade(self, response: Response | None) -> Grade:
        taken = self.chosen(response)
        for choice in self.choices:
            if choice.key in taken:
                return Grade(choice.credit, (choice.key,))
        return Grade(Fraction(0))

    def grading_facts(self) -> dict[str, Any]:
        return {"credits": {choice.key: str(choice.credit) for choice in self.choices}}
