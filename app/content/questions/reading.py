"""Careful reading of posted fields and stored responses, which may hold anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.content.limits import CONTROL
from app.content.questions.base import Response

LONGEST_TEXT = 1000


def first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def clean(text: str) -> str:
    return CONTROL.sub(" ", text).strip()[:LONGEST_TEXT]


def text_in(response: Response | None, name: str, *, longest: int = LONGEST_TEXT) -> str:
    value = response.get(name) if isinstance(response, dict) else None
    return value[:longest] if isinstance(value, str) else ""


def list_in(response: Response | None, name: str) -> list[str]:
    value = response.get(name) if isinstance(response, dict) else None
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def texts_in(response: Response | None, name: str) -> set[str]:
    return set(list_in(response, name))


def mapping_in(response: Response | None, name: str) -> dict[Any, Any]:
    value = response.get(name) if isinstance(response, dict) else None
    return value if isinstance(value, dict) else {}


def pairs_in(response: Response | None, name: str) -> dict[str, str]:
    pairs = mapping_in(response, name).items()
    return {key: other for key, other in pairs if isinstance(key, str) and isinstance(other, str)}


def numbers_in(response: Response | None, name: str) -> dict[str, int]:
    pairs = mapping_in(response, name).items()
    return {key: n for key, n in pairs if isinstance(key, str) and type(n) is int}
