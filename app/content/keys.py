"""Stable keys for answers: stored answers name keys, so a reworded choice must keep its own."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from app.content.questions import walk
from app.content.questions.base import Question
from app.content.slugs import slug

Q = TypeVar("Q", bound=Question)
LONGEST = 24
Name = tuple[str, str]


def assign_keys(question: Q, previous: Q | None, *, spent: Iterable[str] = ()) -> Q:
    """Fills the missing keys: kept from `previous` by same text, then by same place when exactly
    one answer was reworded, else new. Keys of `previous` and those `spent` before it are never
    given to something else.
    """
    fields = type(question).KEYED
    taken = set(keys_in(question) - {""})
    reserved = {*taken, *spent, *(keys_in(previous) if previous else ())}
    for name in fields:
        old = items_of(previous, name) if same_type(question, previous) else ()
        new = items_of(question, name)
        kept = inherit(new, names_of(question, new), old, names_of(previous, old), taken)
        reserved |= {item.key for item in kept if item.key}
        kept = list(invent(kept, reserved))
        taken |= {item.key for item in kept}
        question = question.same_but(**{name: tuple(kept)})
    return question


def moved_keys(question: Question, previous: Question) -> Iterator[tuple[Any, str]]:
    """Answers whose text `previous` had under another key, and that key; both bear all keys."""
    for name in type(question).KEYED:
        old, new = items_of(previous, name), items_of(question, name)
        before: dict[Name, list[str]] = {}
        for item, known_as in zip(old, names_of(previous, old), strict=True):
            before.setdefault(known_as, []).append(item.key)
        for item, known_as in zip(new, names_of(question, new), strict=True):
            keys = before.get(known_as, [item.key])
            if item.key not in keys:
                yield item, keys[0]


def keys_in(question: Question) -> frozenset[str]:
    fields = type(question).KEYED
    return frozenset(item.key for name in fields for item in items_of(question, name))


def same_type(question: Question, previous: Question | None) -> bool:
    return previous is not None and type(previous) is type(question)


def items_of(question: Question | None, name: str) -> tuple[Any, ...]:
    items: tuple[Any, ...] = getattr(question, name, ())
    return items


def names_of(question: Question | None, items: tuple[Any, ...]) -> list[Name]:
    """By what an answer is known again: its text, and for an option the key of its gap."""
    gaps = items_of(question, "gaps")
    return [
        (gaps[item.gap].key if hasattr(item, "gap") else "", folded(item.label)) for item in items
    ]


def inherit(
    items: tuple[Any, ...],
    names: list[Name],
    old: tuple[Any, ...],
    old_names: list[Name],
    taken: set[str],
) -> list[Any]:
    """Same text at the same place goes first, since several gaps may bear the same text."""
    kept = list(items)
    free = {place: item.key for place, item in enumerate(old) if item.key not in taken}
    for n in range(min(len(items), len(old))):
        if not kept[n].key and n in free and names[n] == old_names[n]:
            kept[n] = with_key(kept[n], free.pop(n))
    places: dict[Name, list[int]] = {}
    for place in reversed(free):
        places.setdefault(old_names[place], []).append(place)
    for n, item in enumerate(kept):
        if not item.key and places.get(names[n]):
            kept[n] = with_key(item, free.pop(places[names[n]].pop()))
    changed = [n for n, item in enumerate(kept) if not item.key]
    if len(kept) == len(old) and len(changed) == 1 and changed == list(free):
        (n,) = changed
        by_hand = {names[m] for m, item in enumerate(items) if item.key}
        given_away = {name for item, name in zip(old, old_names, strict=True) if item.key in taken}
        if old_names[n] not in by_hand and names[n] not in given_away:
            kept[n] = with_key(kept[n], free[n])
    return kept


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
