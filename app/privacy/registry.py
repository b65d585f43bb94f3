"""What the features keep about people: the tables of `app/wiring.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.kit.personal import Anonymise, Kind, Rule


@dataclass(frozen=True)
class Registry:
    kinds: Sequence[Kind] = ()
    rules: Sequence[Rule] = ()
    anonymise: Sequence[Anonymise] = ()


_registry = Registry()


def connect(registry: Registry) -> None:
    # One table per process, set once by the factory.
    global _registry  # noqa: PLW0603
    _registry = registry


def kinds() -> Sequence[Kind]:
    return _registry.kinds


def rules() -> Sequence[Rule]:
    return _registry.rules


def anonymisers() -> Sequence[Anonymise]:
    return _registry.anonymise


def find_kind(code: str) -> Kind | None:
    return next((kind for kind in _registry.kinds if kind.code == code), None)
