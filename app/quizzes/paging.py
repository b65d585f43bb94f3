"""The pages of an attempt: so many questions on each, in the order of the slots; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Paging:
    """`per_page` None: all on one. One after another, a page that was left stays left."""

    per_page: int | None
    is_sequential: bool

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "Paging":
        """From a quiz's stored settings, without building all of them: saving an answer asks."""
        per_page = settings.get("per_page")
        is_sequential = settings.get("navigation") == "sequential" and per_page is not None
        return cls(per_page, is_sequential)

    def page_of(self, slot: int) -> int:
        """1 for the first."""
        return (slot - 1) // self.per_page + 1 if self.per_page else 1

    def pages(self, slots: int) -> int:
        return self.page_of(max(slots, 1))

    def slots_on(self, page: int, slots: Iterable[int]) -> list[int]:
        return [slot for slot in slots if self.page_of(slot) == page]

    def takes(self, slot: int, *, reached: int) -> bool:
        """Whether an answer may (still) be given there."""
        return not self.is_sequential or self.page_of(slot) == reached
