"""How long work tells how far it has come."""

from typing import Protocol


class Tell(Protocol):
    """`done` of `total` of a `step`; None while nobody knows how much there is."""

    def __call__(self, done: int, total: int | None = None, step: str = "") -> None: ...


def silent(done: int, total: int | None = None, step: str = "") -> None:
    """For work that nobody watches."""
