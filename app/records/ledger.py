"""Which hours of an online course count; pure.

Pages earn on the day on which they were finished. Over all courses of a day at most the day's cap
counts; what is above it stays raw and is never carried over to another day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Credit:
    """JP of one day; `cap` is the day's limit, None where there is none."""

    day: date
    raw: Decimal
    credited: Decimal
    cap: Decimal | None


def spread(jp: Decimal, minutes: Mapping[date, int]) -> dict[date, Decimal]:
    """The course's JP over the days on which its pages were finished, in proportion to minutes.

    The running total is rounded down to hundredths, so the parts add up to `jp` exactly.
    """
    total = sum(minutes.values())
    shares: dict[date, Decimal] = {}
    before, reached = Decimal(0), 0
    for day in sorted(minutes):
        reached += minutes[day]
        until = (jp * reached / total).quantize(HUNDREDTH, ROUND_DOWN) if total else Decimal(0)
        shares[day] = until - before
        before = until
    return shares


def credit(
    raw: Mapping[date, Decimal],
    *,
    cap_on: Callable[[date], Decimal | None],
    used: Mapping[date, Decimal],
) -> list[Credit]:
    """`used`: what other activities of the same form were credited on those days already."""
    credits = []
    for day in sorted(raw):
        cap = cap_on(day)
        room = raw[day] if cap is None else max(Decimal(0), cap - used.get(day, Decimal(0)))
        credits.append(Credit(day, raw[day], min(raw[day], room), cap))
    return credits
