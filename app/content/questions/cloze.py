"""Cloze: a text with gaps to be filled in, each with a word, a number or one of several choices."""

import html
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.gaps import SIGNS, gapped, place_of
from app.content.numbers import read_answer, written
from app.content.questions.arrangement import arranged
from app.content.questions.base import INLINE, OWN, Grade, Question, Response
from app.content.questions.gap_reader import gap_of
from app.content.questions.gap_writer import filled_in, parts_of
from app.content.questions.numeric import span_of
from app.content.questions.reading import clean, first, pairs_in
from app.content.questions.short import normal
from app.content.questions.tokens import Tokens
from app.content.text import Text

FIELD = "gap-"
TAG = re.compile(r"""<[a-zA-Z/](?:"[^"]*"|'[^']*'|[^"'<>])*>""")
WIDTHS = (8, 16, 24, 32)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """`kind` is text, number or choice; `accepted` what is right, as written: variants, numbers
    with their tolerance, or the right option alone."""

    kind: str
    accepted: tuple[str, ...] = field(metadata=OWN)
    key: str = ""

    @property
    def label(self) -> str:
        return self.accepted[0] if self.accepted else ""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of the gap at place `gap`, counted from 0."""

    text: Text = field(metadata=INLINE)
    gap: int
    is_right: bool = False
    key: str = ""

    @property
    def label(self) -> str:
        return self.text.source


@dataclass(frozen=True, kw_only=True)
class Cloze(Question):
    """Response `{"gaps": {gap key: text or option key}}`; form fields `gap-<gap token>`.

    The stem holds a sign of `gaps.SIGNS` for each gap and nothing of what is right.
    """

    type: ClassVar[str] = "cloze"
    FAMILY: ClassVar[str] = "{{}}"
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"case"})
    KEYED: ClassVar[tuple[str, ...]] = ("gaps", "options")

    gaps: tuple[Gap, ...]
    options: tuple[Option, ...] = ()
    case_sensitive: bool = False

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        found = gapped(block.stem)
        for fault in found.faults:
            block.complain("E219", fault.line, case=fault.case)
        is_sensitive = block.setting("case") == "sensitive"
        contents = [gap_of(raw, block, is_sensitive=is_sensitive) for raw in found.gaps]
        gaps = tuple(Gap(kind=content.kind, accepted=content.accepted) for content in contents)
        options = tuple(
            Option(text=Text(text, content.line), gap=place, is_right=is_right)
            for place, content in enumerate(contents)
            for text, is_right in content.options
        )
        fields = {**block.fields, "stem": found.stem}
        return cls(gaps=gaps, options=options, case_sensitive=is_sensitive, **fields)

    @property
    def stem_html(self) -> str:
        return ""

    def settings(self) -> dict[str, str]:
        return {"case": "sensitive" if self.case_sensitive else ""}

    def stem_source(self) -> str:
        inner = [parts_of(gap, self.options_of(gap)) for gap in self.gaps]
        return filled_in(super().stem_source(), inner)

    def answer_lines(self) -> list[str]:
        return []

    def options_of(self, gap: Gap) -> list[Option]:
        return [option for option in self.options if self.gaps[option.gap] is gap]

    def read(self, fields: Mapping[str, Sequence[str]], tokens: Tokens) -> Response | None:
        filled = {}
        for gap in self.gaps:
            text = clean(first(fields, FIELD + tokens.of(gap.key)))
            if gap.kind == "choice":
                text = tokens.key_of(text, (o.key for o in self.options_of(gap))) or ""
            if text:
                filled[gap.key] = text
        return {"gaps": filled} if filled else None

    def is_complete(self, response: Response | None) -> bool:
        """What cannot be read as a number fills no gap for one."""
        filled = pairs_in(response, "gaps")
        return all(self.is_filled(gap, filled.get(gap.key, "")) for gap in self.gaps)

    def is_filled(self, gap: Gap, text: str) -> bool:
        if gap.kind == "number":
            return read_answer(text, self.lang) is not None
        return bool(text)

    def grade(self, response: Response | None) -> Grade:
        """The mean of the gaps."""
        filled = pairs_in(response, "gaps")
        right = sum(self.is_right(gap, filled.get(gap.key, "")) for gap in self.gaps)
        return Grade(Fraction(right, max(len(self.gaps), 1)))

    def is_right(self, gap: Gap, text: str) -> bool:
        if not text:
            return False
        if gap.kind == "choice":
            return any(o.is_right and o.key == text for o in self.options_of(gap))
        if gap.kind == "number":
            return self.is_met(gap, read_answer(text, self.lang))
        accepted = (normal(variant, self.case_sensitive) for variant in gap.accepted)
        return normal(text, self.case_sensitive) in accepted

    def is_met(self, gap: Gap, value: Fraction | None) -> bool:
        spans = (span_of(text, self.lang) for text in gap.accepted)
        return value is not None and any(low <= value <= high for low, high in spans)

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{"pieces": [{"html"} | {"gap": {token, kind, text, options: [{token, html, chosen}],
        size, state, key: [str] | None, understood}}]}`; put together the pieces are the stem.

        `size`, in characters, is the same for all gaps of a kind: a width of its own would tell.
        """
        filled = pairs_in(response, "gaps")
        pieces: list[dict[str, Any]] = []
        for piece in pieces_of(self.stem.html, len(self.gaps)):
            if isinstance(piece, str):
                pieces.append({"html": piece})
            else:
                gap = self.gaps[piece]
                pieces.append(
                    {"gap": self.shown(gap, filled.get(gap.key, ""), tokens, order, show)}
                )
        return {"pieces": pieces}

    def shown(
        self,
        gap: Gap,
        text: str,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        options = self.options_of(gap)
        options = arranged(options, [False] * len(options), order if self.shuffle else None)
        state = "right" if self.is_right(gap, text) else "wrong" if text else None
        return {
            "token": tokens.of(gap.key),
            "kind": gap.kind,
            "text": "" if gap.kind == "choice" else text,
            "options": [
                {"token": tokens.of(o.key), "html": o.text.html, "chosen": o.key == text}
                for o in options
            ],
            "size": self.size(gap.kind),
            "state": state if "correctness" in show else None,
            "key": self.key_of(gap) if "key" in show else None,
            "understood": self.understood(gap, text),
        }

    def size(self, kind: str) -> int:
        longest = max(len(text) for g in self.gaps if g.kind == kind for text in (*g.accepted, ""))
        return next((width for width in WIDTHS if longest < width), WIDTHS[-1])

    def key_of(self, gap: Gap) -> list[str]:
        """Plain texts."""
        if gap.kind != "choice":
            return list(gap.accepted)
        right = [option.text.html for option in self.options_of(gap) if option.is_right]
        return [html.unescape(TAG.sub("", text)) for text in right]

    def understood(self, gap: Gap, text: str) -> str | None:
        """A number as it was read, in the file's language."""
        value = read_answer(text, self.lang) if gap.kind == "number" else None
        return None if value is None else written(value, self.lang)

    def grading_facts(self) -> dict[str, Any]:
        gaps = {gap.key: [gap.kind, *sorted(self.facts_of(gap))] for gap in self.gaps}
        return {"lang": self.lang, "case_sensitive": self.case_sensitive, "gaps": gaps}

    def facts_of(self, gap: Gap) -> Iterator[str]:
        if gap.kind == "choice":
            yield from (option.key for option in self.options_of(gap) if option.is_right)
        elif gap.kind == "number":
            yield from ("..".join(map(str, span_of(text, self.lang))) for text in gap.accepted)
        else:
            yield from (normal(text, self.case_sensitive) for text in gap.accepted)


def pieces_of(stem: str, count: int) -> Iterator[str | int]:
    """HTML and places of gaps in turn. A sign within a tag, or met before, would break the page:
    it is dropped, and a gap that the HTML does not show comes at the end."""
    stem = TAG.sub(lambda match: SIGNS.sub("", match.group()), stem)
    left, end = list(range(count)), 0
    for match in SIGNS.finditer(stem):
        yield stem[end : match.start()]
        place, end = place_of(match.group()), match.end()
        if place in left:
            left.remove(place)
            yield place
    yield stem[end:]
    yield from left
