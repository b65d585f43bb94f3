"""Telling upwards: a lower feature raises a frozen dataclass, `app/wiring.py` says who listens.

Handlers run at once, in the same transaction and in the table's order. They answer nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Listeners = Mapping[type, Sequence[Callable[[Any], None]]]

_listeners: Listeners = {}


def connect(listeners: Listeners) -> None:
    global _listeners  # noqa: PLW0603  one table per process, set once by the factory
    _listeners = listeners


def tell(event: object) -> None:
    for handler in _listeners.get(type(event), ()):
        handler(event)
