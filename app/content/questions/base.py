"""What every question is and can do. One type is one file beside this one."""

import json
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Self

from app.content.escape import of_stem
from app.content.questions import walk
from app.content.questions.tokens import Tokens
from app.content.text import Text

if TYPE_CHECKING:
    from app.content.block import Block

Response = dict[str, Any]
"""A stored answer, JSON: its shape is each type's own and stands in the type's docstring."""

INLINE = {"inline": True}
OWN = {"own": True}
"""Of a field that is each language's own: accepted texts, a unit."""


@dataclass(frozen=True, slots=True)
class Grade:
    """`fraction` of the question's points, -1..1; `feedback`: keys of the answers met."""

    fraction: Fraction
    feedback: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    type: ClassVar[str]
    FAMILY: ClassVar[str]
    """The marks of its answers, as in `marks.FAMILIES`."""
    SETTINGS: ClassVar[frozenset[str]] = frozenset()
    """Settings in the heading's braces that only some types know."""
    SCORINGS: ClassVar[tuple[str, ...]] = ()
    """The values of `scoring`, where the type knows that setting; the first holds unsaid."""
    KEYED: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that hold what stored answers name by key."""
    LABELS: ClassVar[frozenset[str]] = frozenset()
    """Labels beside those that every type knows, as in `labels.OF_TYPES`."""
    needs_marking: ClassVar[bool] = False
    """Whether a person gives the points; `grade` gives nothing until then."""

    ref: str
    title: Text = field(metadata=INLINE)
    stem: Text
    lang: str
    was: str = ""
    points: Decimal = Decimal(1)
    hints: tuple[Text, ...] = ()
    explanation: Text | None = None
    correct: Text | None = None
    incorrect: Text | None = None
    trainer_note: Text | None = None
    tags: tuple[str, ...] = ()
    competency: str = ""
    shuffle: bool = True
    line: int = field(default=0, compare=False)

    @classmethod
    def fits(cls, block: "Block") -> bool:
        """Whether a block with marks of the family, and no stated type, is of this type."""
        return True

    @classmethod
    @abstractmethod
    def parse(cls, block: "Block") -> Self | None:
        """The question a block holds, or None; findings go to `block.report`."""

    @property
    def stem_html(self) -> str:
        """ "" where `present` holds the stem in pieces."""
        return self.stem.html

    def settings(self) -> dict[str, str]:
        """Those of `SETTINGS`, as written in the heading's braces; "" where not worth a word."""
        return {}

    def labels(self) -> dict[str, tuple[Text, ...]]:
        """By the names of `labels.LABELS`."""
        found = {
            "hint": self.hints,
            "correct": (self.correct,),
            "incorrect": (self.incorrect,),
            "explanation": (self.explanation,),
            "trainer_note": (self.trainer_note,),
        }
        return {name: tuple(text for text in texts if text) for name, texts in found.items()}

    def stem_source(self) -> str:
        """The stem, with nothing in it that would be read as something else."""
        return of_stem(self.stem.source)

    @abstractmethod
    def answer_lines(self) -> list[str]:
        """What stands under the stem, as the course language writes it: `parse` reads it back."""

    def map_texts(self, fn: Callable[[Text, bool], Text]) -> Self:
        """A copy with `fn(text, inline)` in the place of each text, to put rendered HTML in."""
        return walk.map_texts(self, fn)

    @abstractmethod
    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        """Posted form fields as a response; None where unanswered. Unknown tokens are ignored."""

    def is_complete(self, response: Response | None) -> bool:
        """Whether nothing is left to fill in; what is half filled in is worth a warning."""
        return response is not None

    @abstractmethod
    def grade(self, response: Response | None) -> Grade:
        """Total: an odd or missing response is worth nothing, never an error."""

    @abstractmethod
    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """All that the template of the type may know; its shape stands in the type's docstring.

        Nothing about keys, credit or feedback unless "correctness", "feedback" or "key" is in
        `show`. Without `order` the file's order is kept.
        """

    @abstractmethod
    def grading_facts(self) -> dict[str, Any]:
        """JSON of what decides a grade beside type and points."""

    def same_but(self, **changes: Any) -> Self:
        return walk.replace(self, **changes)


def canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
