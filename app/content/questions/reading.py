"""Careful reading of posted fields and stored responses, which may hold anything."""

from collections.abc import Mapping, Sequence

from app.content.limits import CONTROL
from app.content.questions.base import Response

LONGEST_TEXT = 1000


def first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def clean(text: str) -> str:
    return CONTROL.sub(" ", text).strip()[:LONGEST_TEXT]


def text_in(response: Response | None, name: str) -> str:
    value = response.get(name) if isinstance(response, dict) else None
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


def texts_in(response: Response | None, name: str) -> set[str]:
    value = response.get(name) if isinstance(response, dict) else None
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()


def pairs_in(response: Response | None, name: str) -> dict[str, str]:
    value = response.get(name) if isinstance(response, dict) else None
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: other for key, other in pairs if isinstance(key, str) and isinstance(other, str)}
