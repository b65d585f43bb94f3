"""The registry of question types: one file, one class, one entry."""

from hashlib import sha256
from typing import Any

from app.content.questions import walk
from app.content.questions.base import Grade, Question, Response, canonical
from app.content.questions.cloze import Cloze
from app.content.questions.essay import Essay
from app.content.questions.matching import Matching
from app.content.questions.multiple import Multiple
from app.content.questions.numeric import Numeric
from app.content.questions.ordering import Ordering
from app.content.questions.scale import Scale
from app.content.questions.short import Short
from app.content.questions.single import Single
from app.content.questions.tokens import Tokens
from app.content.questions.truefalse import TrueFalse

__all__ = [
    "REGISTRY",
    "Grade",
    "Question",
    "Response",
    "Tokens",
    "TrueFalse",
    "content_hash",
    "dump",
    "grading_hash",
    "load",
]

# Where no type is stated, the first one of the answers' family that fits is taken.
REGISTRY: dict[str, type[Question]] = {
    cls.type: cls
    for cls in (
        *(TrueFalse, Single, Multiple, Numeric, Short, Matching),
        *(Ordering, Cloze, Essay, Scale),
    )
}
NAMES = ("ref", "was")


def dump(question: Question) -> dict[str, Any]:
    """JSON-able, with rendered HTML, without lines; `load` gives an equal question back."""
    data: dict[str, Any] = walk.to_data(question)
    return {"type": question.type, **data}


def load(data: dict[str, Any]) -> Question:
    question: Question = walk.from_data(REGISTRY[data["type"]], data)
    return question


def content_hash(question: Question) -> str:
    """Hex SHA-256 of all that a learner sees or is graded by; not of its id, lines and HTML."""
    bare = question.map_texts(lambda text, inline: walk.replace(text, html=""))
    data = {name: value for name, value in dump(bare).items() if name not in NAMES}
    return sha256(canonical(data).encode()).hexdigest()


def grading_hash(question: Question) -> str:
    """Hex SHA-256 of only what changes a grade: type, points, keys, credits, accepted answers."""
    facts = {
        "type": question.type,
        "points": str(question.points.normalize()),
        **question.grading_facts(),
    }
    return sha256(canonical(facts).encode()).hexdigest()
