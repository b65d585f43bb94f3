"""Shuffling that leaves pinned answers where the author put them."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def arranged(items: Sequence[T], pinned: Sequence[bool], order: random.Random | None) -> list[T]:
    if order is None:
        return list(items)
    movable = [item for item, is_pinned in zip(items, pinned, strict=True) if not is_pinned]
    order.shuffle(movable)
    rest = iter(movable)
    return [
        item if is_pinned else next(rest) for item, is_pinned in zip(items, pinned, strict=True)
    ]
