"""Which settings there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.config import SETTLED
from app.settings.kinds import Kind

T = TypeVar("T")


@dataclass(frozen=True)
class Group:
    """Settings that stand together on the page; `title` is translated when it is shown.
    `is_guarded`: a change asks for one's own password again."""

    code: str
    title: object
    is_guarded: bool = False


@dataclass(frozen=True)
class Setting(Generic[T]):
    """`help`: what it does, and what a wrong value would do. `check` raises Invalid for a value
    that does not go with other settings."""

    key: str
    group: Group
    label: object
    help: object
    kind: Kind[T]
    default: T
    variable: str = ""
    check: Callable[[T], None] | None = None

    @property
    def summary(self) -> str:
        """The first sentence of the help."""
        first, dot, _ = str(self.help).partition(". ")
        return first + dot.strip()


_settings: dict[str, Setting[Any]] = {}


def declare(setting: Setting[T]) -> Setting[T]:
    """Raises LookupError for a key that is taken, or a variable that `config` does not know."""
    if setting.key in _settings or (setting.variable and setting.variable not in SETTLED):
        raise LookupError(setting.key)
    _settings[setting.key] = setting
    return setting


def all_settings() -> list[Setting[Any]]:
    """In the order in which they were declared."""
    return list(_settings.values())


def by_group() -> dict[Group, list[Setting[Any]]]:
    """Groups by their titles as the reader reads them."""
    found: dict[Group, list[Setting[Any]]] = {}
    for setting in sorted(_settings.values(), key=lambda one: str(one.group.title)):
        found.setdefault(setting.group, []).append(setting)
    return found


def find(key: str) -> Setting[Any] | None:
    return _settings.get(key)
