"""Ordering: items to be brought into the order in which the author wrote them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.questions.arrangement import arranged
from app.content.questions.base import INLINE, Grade, Question, Response
from app.content.questions.choices import check_repeated
from app.content.questions.reading import first, list_in, pairs_in
from app.content.questions.scoring import share
from app.content.questions.tokens import Tokens
from app.content.questions.writing import item_lines
from app.content.text import Text

FIELD = "order-"


@dataclass(frozen=True, kw_only=True)
class Item:
    text: Text = field(metadata=INLINE)
    key: str = ""
    feedback: Text | None = None

    @property
    def label(self) -> str:
        return self.text.source


@dataclass(frozen=True, kw_only=True)
class Ordering(Question):
    """Response `{"order": [item keys]}`; form fields `order-<item token>`, a place from 1.

    As long as a place is missing or given twice, the response is `{"places": {item key: place}}`.
    """

    type: ClassVar[str] = "order"
    FAMILY: ClassVar[str] = "1."
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"scoring"})
    SCORINGS: ClassVar[tuple[str, ...]] = ("partial", "exact")
    KEYED: ClassVar[tuple[str, ...]] = ("items",)

    items: tuple[Item, ...]
    scoring: str = "partial"

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        if len(block.answers) < 2 and not block.is_torn:
            block.complain("E220")
        if "shuffle" in block.heading.settings:
            block.complain("E115", key="shuffle", type=cls.type)
        check_repeated([answer.text for answer in block.answers], block)
        items = tuple(
            Item(text=Text(answer.text, answer.line), key=answer.key, feedback=answer.feedback)
            for answer in block.answers
        )
        return cls(items=items, scoring=block.scoring_of(cls.SCORINGS), **block.fields)

    def settings(self) -> dict[str, str]:
        return {"scoring": self.scoring}

    def answer_lines(self) -> list[str]:
        return [
            line
            for number, item in enumerate(self.items, start=1)
            for line in item_lines(f"{number}. ", item.text, key=item.key, feedback=item.feedback)
        ]

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        posted = {item.key: first(fields, FIELD + tokens.of(item.key)) for item in self.items}
        places = {key: place for key, place in posted.items() if place in self.numbers}
        if sorted(places.values(), key=int) == self.numbers:
            return {"order": sorted(places, key=lambda key: int(places[key]))}
        return {"places": places} if places else None

    @property
    def numbers(self) -> list[str]:
        return [str(number) for number in range(1, len(self.items) + 1)]

    def ordered(self, response: Response | None) -> list[Item]:
        """All items as the learner ordered them, or none."""
        by_key = {item.key: item for item in self.items}
        keys = list_in(response, "order")
        return [by_key[key] for key in keys] if sorted(keys) == sorted(by_key) else []

    def is_complete(self, response: Response | None) -> bool:
        return bool(self.ordered(response))

    def grade(self, response: Response | None) -> Grade:
        """partial: pairs that follow each other rightly ÷ (items − 1)."""
        places = [self.items.index(item) for item in self.ordered(response)]
        right = sum(later == earlier + 1 for earlier, later in pairwise(places))
        fraction = share(right, 0, len(self.items) - 1, self.scoring)
        return Grade(fraction if places else Fraction(0), tuple(list_in(response, "order")))

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{"items": [{token, html, place, state, key_place, feedback}], "count", "is_answered"}`.

        Once ordered they stand in the learner's order. Until then they are shuffled with `order`
        and stand by their token without, so that their place never tells. `state` is right where
        the item stands at its own place.
        """
        ordered = self.ordered(response)
        by_token = sorted(self.items, key=lambda item: tokens.of(item.key))
        shown = ordered or arranged(by_token, [False] * len(by_token), order)
        places = self.places(response, ordered)
        return {
            "items": [self.shown(item, places.get(item.key), tokens, show) for item in shown],
            "count": len(self.items),
            "is_answered": bool(ordered),
        }

    def places(self, response: Response | None, ordered: Sequence[Item]) -> dict[str, int]:
        if ordered:
            return {item.key: place for place, item in enumerate(ordered, start=1)}
        given = pairs_in(response, "places")
        return {key: int(place) for key, place in given.items() if place in self.numbers}

    def shown(
        self, item: Item, place: int | None, tokens: Tokens, show: frozenset[str]
    ) -> dict[str, Any]:
        key_place = self.items.index(item) + 1
        state = "right" if place == key_place else "wrong" if place else None
        tells = place and "feedback" in show and item.feedback
        return {
            "token": tokens.of(item.key),
            "html": item.text.html,
            "place": place,
            "state": state if "correctness" in show else None,
            "key_place": key_place if "key" in show else None,
            "feedback": item.feedback.html if tells and item.feedback else None,
        }

    def grading_facts(self) -> dict[str, Any]:
        return {"scoring": self.scoring, "order": [item.key for item in self.items]}
