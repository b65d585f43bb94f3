"""A person's year in JP: by month, and against what the year asks; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from app.kit import plots


@dataclass(frozen=True)
class Year:
    """`months`: JP credited in January and so on, as far as the year has come; `target`: its
    minimum, None without a post; `is_of_contract`: the law asks it of a contract's own year;
    `most`: what it asks at most, which cuts nothing; `employment_type`: of whom."""

    year: int
    months: Sequence[Decimal]
    target: Decimal | None
    is_of_contract: bool = False
    most: Decimal | None = None
    employment_type: str = ""

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.hours > self.most

    @property
    def hours(self) -> Decimal:
        return sum(self.months, Decimal(0))

    @property
    def left(self) -> Decimal:
        return max(self.target - self.hours, Decimal(0)) if self.target else Decimal(0)

    @property
    def rows(self) -> list[tuple[int, Decimal, Decimal]]:
        """(month, its JP, JP of the year until then)."""
        return list(zip(range(1, 13), self.months, accumulate(self.months), strict=False))

    @cached_property
    def plot(self) -> plots.Columns:
        target = None if self.target is None else float(self.target)
        return plots.columns([float(jp) for jp in self.months], slots=12, target=target)
