"""Kinds of settings: how one is written as text, and kept as JSON.

A further kind is a class with these members, and a field in `app/admin/forms/settings.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from flask_babel import gettext

T = TypeVar("T")


class Kind(Protocol[T]):
    def parse(self, text: str) -> T:
        """Of the environment and of the form. Raises ValueError."""

    def load(self, stored: Any) -> T:
        """From JSON. Raises ValueError for what an older release allowed."""

    def write(self, value: T) -> str:
        """What `parse` reads."""

    def words(self, value: T) -> str:
        """In the reader's language: “4 hours”."""

    @property
    def expected(self) -> str:
        """Told to the operator, in English: “a number from 1 to 24”."""


@dataclass(frozen=True)
class Number:
    """Whole; both bounds belong to it. `unit`: a number of these in words, as in `units`."""

    at_least: int
    at_most: int
    unit: Callable[[int], str] = str

    def parse(self, text: str) -> int:
        """No signs, blanks or digits of other scripts."""
        text = text.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise ValueError(text)
        return self.load(int(text))

    def load(self, stored: Any) -> int:
        is_number = isinstance(stored, int) and not isinstance(stored, bool)
        if not (is_number and self.at_least <= stored <= self.at_most):
            raise ValueError(stored)
        return int(stored)

    def write(self, value: int) -> str:
        return str(value)

    def words(self, value: int) -> str:
        return self.unit(value)

    @property
    def expected(self) -> str:
        return f"a number from {self.at_least} to {self.at_most}"


@dataclass(frozen=True)
class Choice:
    """One of some. `options`: code and words."""

    options: tuple[tuple[str, object], ...]

    def parse(self, text: str) -> str:
        return self.load(text.strip())

    def load(self, stored: Any) -> str:
        if stored not in [code for code, _ in self.options]:
            raise ValueError(stored)
        return str(stored)

    def write(self, value: str) -> str:
        return value

    def words(self, value: str) -> str:
        return str(dict(self.options)[value])

    @property
    def expected(self) -> str:
        return f"one of {', '.join(code for code, _ in self.options)}"


@dataclass(frozen=True)
class Choices:
    """Any of some, none too. `options`: code and words."""

    options: tuple[tuple[str, object], ...]

    def parse(self, text: str) -> tuple[str, ...]:
        """Separated by commas."""
        return self.load([part.strip() for part in text.split(",") if part.strip()])

    def load(self, stored: Any) -> tuple[str, ...]:
        """In the order of the options, each once."""
        known = [code for code, _ in self.options]
        if not isinstance(stored, Sequence) or isinstance(stored, str) or {*stored} - {*known}:
            raise ValueError(stored)
        return tuple(code for code in known if code in stored)

    def write(self, value: tuple[str, ...]) -> str:
        return ",".join(value)

    def words(self, value: tuple[str, ...]) -> str:
        return ", ".join(str(words) for code, words in self.options if code in value) or gettext(
            "None"
        )

    @property
    def expected(self) -> str:
        return f"any of {', '.join(code for code, _ in self.options)}, separated by commas"
