"""Essay or reflection: a text that a person judges, never the machine."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.limits import CONTROL
from app.content.questions.base import Grade, Question, Response
from app.content.questions.reading import first, text_in
from app.content.questions.tokens import Tokens
from app.content.text import Text

LONGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """Response `{"text": str}` with its line ends; form field `text`.

    `review` says who judges: self (with rubric and model answer at hand), peer or trainer.
    """

    type: ClassVar[str] = "essay"
    FAMILY: ClassVar[str] = ""
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"review", "min-words"})
    LABELS: ClassVar[frozenset[str]] = frozenset({"rubric", "model_answer"})
    needs_marking: ClassVar[bool] = True

    review: str = "self"
    min_words: int = 0
    rubric: Text | None = None
    model_answer: Text | None = None

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        words = block.setting("min-words")
        return cls(
            review=block.setting("review", "self"),
            min_words=int(words) if words.isdecimal() else 0,
            rubric=block.label("rubric"),
            model_answer=block.label("model_answer"),
            **block.fields,
        )

    def settings(self) -> dict[str, str]:
        words = str(self.min_words) if self.min_words else ""
        return {"review": "" if self.review == "self" else self.review, "min-words": words}

    def labels(self) -> dict[str, tuple[Text, ...]]:
        own = {"rubric": self.rubric, "model_answer": self.model_answer}
        return {**super().labels(), **{name: (text,) for name, text in own.items() if text}}

    def answer_lines(self) -> list[str]:
        return []

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        lines = first(fields, "text").replace("\r\n", "\n").replace("\r", "\n")
        text = CONTROL.sub(" ", lines)[:LONGEST].rstrip()
        return {"text": text} if text.strip() else None

    def is_complete(self, response: Response | None) -> bool:
        written = words_in(text_in(response, "text", longest=LONGEST))
        return written >= max(self.min_words, 1)

    def grade(self, response: Response | None) -> Grade:
        return Grade(Fraction(0))

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{text, words, min_words, review, rubric, model_answer}`; the rubric is for the learner
        from the start, the model answer with the explanation or the key."""
        text = text_in(response, "text", longest=LONGEST)
        tells = show & {"explanation", "key"}
        return {
            "text": text,
            "words": words_in(text),
            "min_words": self.min_words,
            "review": self.review,
            "rubric": self.rubric.html if self.rubric else None,
            "model_answer": self.model_answer.html if tells and self.model_answer else None,
        }

    def grading_facts(self) -> dict[str, Any]:
        return {"review": self.review}


def words_in(text: str) -> int:
    return len(text.split())
