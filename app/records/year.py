"""A person's year in JP: by month, against what the year asks, and what is still to come; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from itertools import accumulate

from app.kit import plots


@dataclass(frozen=True)
class Year:
    """`months`: JP credited in January and so on, as far as the year has come; `target`: its
    minimum, None without a post."""

    year: int
    months: Sequence[Decimal]
    target: Decimal | None

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


@dataclass(frozen=True)
class Outlook:
    """`running`: what the courses that run bring at most, `more`: what is missing besides; `days`:
    on how many at least the rest can be earned by e-learning, None where no daily cap holds."""

    running: Decimal
    more: Decimal
    cap: Decimal | None
    days: int | None


def outlook(left: Decimal, running: Iterable[Decimal], *, cap: Decimal | None) -> Outlook:
    """`left`: JP to go; `running`: JP of each running course; `cap`: the day's limit."""
    total = sum(running, Decimal(0))
    days = int((left / cap).to_integral_value(ROUND_CEILING)) if cap else None
    return Outlook(total, max(left - total, Decimal(0)), cap, days)
