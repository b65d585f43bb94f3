"""Stable keys for answers: stored answers name keys, so a reworded choice must keep its own."""

from collections.abc import Iterable
from typing import Any, TypeVar

from app.content.questions import walk
from app.content.questions.base import Question
from app.content.slugs import slug

Q = TypeVar("Q", bound=Question)
LONGEST = 24


def assign_keys(question: Q, previous: Q | None) -> Q:
    """Fills the missing keys: kept from `previous` by same text, then by same place when exactly
    one answer changed, else new. A key that `previous` used for something else is never reused.
    """
    fields = type(question).KEYED
    old = {name: items_of(previous, name) for name in fields if same_type(question, previous)}
    taken = {item.key for name in fields for item in items_of(question, name) if item.key}
    reserved = taken | {item.key for items in old.values() for item in items}
    changes: dict[str, Any] = {}
    for name in fields:
        kept = inherit(items_of(question, name), old.get(name, ()), taken)
        reserved |= {item.key for item in kept if item.key}
        changes[name] = tuple(invent(kept, reserved))
        taken |= {item.key for item in changes[name]}
    return question.same_but(**changes)


def same_type(question: Question, previous: Question | None) -> bool:
    return previous is not None and type(previous) is type(question)


def items_of(question: Question | None, name: str) -> tuple[Any, ...]:
    items: tuple[Any, ...] = getattr(question, name, ())
    return items


def inherit(items: tuple[Any, ...], old: tuple[Any, ...], taken: set[str]) -> list[Any]:
    free: dict[str, list[str]] = {}
    for item in reversed(old):
        if item.key not in taken:
            free.setdefault(folded(item.label), []).append(item.key)
    kept = [item if item.key else with_key(item, next_of(free, item.label)) for item in items]
    used = {item.key for item in kept}
    changed = [place for place, item in enumerate(kept) if not item.key]
    gone = [place for place, item in enumerate(old) if item.key not in used | taken]
    if len(kept) == len(old) and len(changed) == 1 and changed == gone:
        place = changed[0]
        kept[place] = with_key(kept[place], old[place].key)
    return kept


def next_of(free: dict[str, list[str]], label: str) -> str:
    """Several gaps may bear the same label: they keep their keys in their order."""
    keys = free.get(folded(label))
    return keys.pop() if keys else ""


def invent(items: list[Any], reserved: set[str]) -> Iterable[Any]:
    for item in items:
        if item.key:
            yield item
            continue
        key = unused(slug(item.label, longest=LONGEST) or "k", reserved)
        reserved.add(key)
        yield with_key(item, key)


def unused(key: str, reserved: set[str]) -> str:
    number, candidate = 1, key
    while candidate in reserved:
        number += 1
        candidate = f"{key}-{number}"
    return candidate


def with_key(item: Any, key: str) -> Any:
    return walk.replace(item, key=key)


def folded(label: str) -> str:
    return " ".join(label.split()).casefold()
