"""Scale (Likert): statements rated on one scale. There is no key and nothing to earn."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.questions.base import INLINE, Grade, Question, Response
from app.content.questions.choices import check_repeated
from app.content.questions.reading import first, numbers_in
from app.content.questions.tokens import Tokens
from app.content.questions.writing import item_lines
from app.content.text import Text

FIELD = "rating-"
BAR = re.compile(r"(?<!\\)\|")
MOST_POINTS = 11


@dataclass(frozen=True, kw_only=True)
class Statement:
    text: Text = field(metadata=INLINE)
    key: str = ""

    @property
    def label(self) -> str:
        return self.text.source


@dataclass(frozen=True, kw_only=True)
class Scale(Question):
    """Response `{"ratings": {statement key: 1..n}}`; form fields `rating-<statement token>`."""

    type: ClassVar[str] = "scale"
    FAMILY: ClassVar[str] = "-"
    LABELS: ClassVar[frozenset[str]] = frozenset({"scale"})
    KEYED: ClassVar[tuple[str, ...]] = ("statements",)

    statements: tuple[Statement, ...]
    points_of_scale: tuple[Text, ...] = field(metadata=INLINE)
    """The first counts 1."""

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        if not block.is_survey:
            block.complain("E221", case="place")
        check_repeated([answer.text for answer in block.answers], block)
        for answer in block.answers:
            if answer.feedback:
                block.complain("E207", answer.feedback.line, what=">", mark=answer.mark)
        statements = tuple(
            Statement(text=Text(answer.text, answer.line), key=answer.key)
            for answer in block.answers
        )
        return cls(statements=statements, points_of_scale=points_of(block), **block.fields)

    def labels(self) -> dict[str, tuple[Text, ...]]:
        points = (BAR.sub(r"\|", " ".join(p.source.split())) for p in self.points_of_scale)
        return {**super().labels(), "scale": (Text(" | ".join(points)),)}

    def answer_lines(self) -> list[str]:
        return [line for s in self.statements for line in item_lines("- ", s.text, key=s.key)]

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        possible = {str(rating): rating for rating in self.ratings}
        posted = {s.key: first(fields, FIELD + tokens.of(s.key)) for s in self.statements}
        ratings = {key: possible[text] for key, text in posted.items() if text in possible}
        return {"ratings": ratings} if ratings else None

    @property
    def ratings(self) -> range:
        return range(1, len(self.points_of_scale) + 1)

    def rated(self, response: Response | None) -> dict[str, int]:
        given = numbers_in(response, "ratings")
        keys = {statement.key for statement in self.statements}
        return {key: n for key, n in given.items() if key in keys and n in self.ratings}

    def is_complete(self, response: Response | None) -> bool:
        return len(self.rated(response)) == len(self.statements)

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
        """`{"statements": [{token, html, rating}], "points": [html]}`, in the file's order."""
        rated = self.rated(response)
        return {
            "statements": [
                {"token": tokens.of(s.key), "html": s.text.html, "rating": rated.get(s.key)}
                for s in self.statements
            ],
            "points": [point.html for point in self.points_of_scale],
        }

    def grading_facts(self) -> dict[str, Any]:
        """Not for a grade: a rating means something else on another scale."""
        return {"points_of_scale": [point.source for point in self.points_of_scale]}


def points_of(block: Block) -> tuple[Text, ...]:
    label = block.label("scale")
    if label is None:
        block.complain("E221", case="missing")
        return ()
    pieces = [" ".join(piece.split()) for piece in BAR.split(label.source)]
    points = tuple(Text(piece, label.line) for piece in pieces if piece)
    if not 2 <= len(points) <= MOST_POINTS:
        block.complain("E221", label.line, case="few", limit=MOST_POINTS)
    return points
