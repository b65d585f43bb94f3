"""A question as the banks of other systems have it, between their syntax and our types.

Moodle's model is the common ground: answers with a credit each. A format reads and writes items;
what an item means is said once, in `item_reader` and `item_writer`.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

TYPE_WORDS = {
    **{"choice": "@type-single", "truefalse": "@type-truefalse", "short": "@type-short"},
    **{"number": "@type-numeric", "match": "@type-matching", "order": "@type-order"},
    **{"cloze": "@type-cloze", "essay": "@type-essay", "scale": "@type-scale"},
}
"""What an item's kind, or a type that no item can be, is called in the handbooks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer. Texts are Markdown, except a typed answer's, which is plain; "*" there means
    anything else. `match` is what a term belongs to; a decoy has no text. `low` and `high` are a
    number's bounds."""

    text: str
    credit: Fraction = Fraction(0)
    feedback: str = ""
    match: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    key: str = ""
    match_key: str = ""
    pin: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`kind` is choice, truefalse, short, number, match, order, cloze, essay or note (no question).

    `name` is plain; `text` is all that the learner is asked, as Markdown; `category` is a path
    with `/`. A cloze has its gaps in the text, as the course language writes them."""

    kind: str
    name: str = ""
    text: str
    ref: str = ""
    category: str = ""
    line: int = 1
    replies: tuple[Reply, ...] = ()
    single: bool = True
    shuffle: bool = True
    points: Decimal = Decimal(1)
    scoring: str = ""
    case_sensitive: bool = False
    unit: str = ""
    min_words: int = 0
    review: str = ""
    was: str = ""
    competency: str = ""
    tags: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    explanation: str = ""
    correct: str = ""
    incorrect: str = ""
    trainer_note: str = ""
    rubric: str = ""
    model_answer: str = ""

    @property
    def label(self) -> str:
        """How findings name it."""
        return (self.name or " ".join(self.text.split()) or self.ref)[:60]

    @property
    def type_word(self) -> str:
        is_multiple = self.kind == "choice" and not self.single
        return "@type-multiple" if is_multiple else TYPE_WORDS.get(self.kind, self.kind)
