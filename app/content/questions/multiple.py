"""Multiple response: any number of choices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.questions.base import Grade, Response
from app.content.questions.choices import Choice, ChoiceQuestion, choices_of
from app.content.questions.reading import texts_in
from app.content.questions.scoring import share
from app.content.questions.tokens import Tokens


@dataclass(frozen=True, kw_only=True)
class Multiple(ChoiceQuestion):
    """Response `{"choices": [keys]}` in the file's order; form field `choice`, repeated."""

    type: ClassVar[str] = "multiple"
    FAMILY: ClassVar[str] = "[]"
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"scoring"})
    SCORINGS: ClassVar[tuple[str, ...]] = ("exact", "partial", "penalty")

    scoring: str = "exact"

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        scoring = block.scoring_of(cls.SCORINGS)
        return cls(choices=choices_of(block), scoring=scoring, **block.fields)

    def settings(self) -> dict[str, str]:
        return {"scoring": self.scoring}

    def mark_of(self, choice: Choice) -> str:
        return "[x]" if choice.is_right else "[ ]"

    def chosen(self, response: Response | None) -> Collection[str]:
        return texts_in(response, "choices")

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        posted = set(fields.get("choice", ()))
        keys = [choice.key for choice in self.choices if tokens.of(choice.key) in posted]
        return {"choices": keys} if keys else None

    def grade(self, response: Response | None) -> Grade:
        keys = self.chosen(response)
        taken = [choice for choice in self.choices if choice.key in keys]
        if not taken:
            return Grade(Fraction(0))
        right = sum(choice.is_right for choice in taken)
        possible = sum(choice.is_right for choice in self.choices)
        fraction = share(right, len(taken) - right, possible, self.scoring)
        return Grade(fraction, tuple(choice.key for choice in taken))

    def grading_facts(self) -> dict[str, Any]:
        return {
            "scoring": self.scoring,
            "right": {choice.key: choice.is_right for choice in self.choices},
        }
