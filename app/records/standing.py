"""How somebody stands with what a year asks; pure."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

STANDINGS = ("met", "on_the_way", "at_risk", "nothing")


def days_of_year(day: date) -> tuple[int, int]:
    """How many have passed, `day` among them, and how many the year has."""
    return day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday


def share_of_year(day: date) -> Fraction:
    """1 on 31 December, and so for every year that is over."""
    return Fraction(*days_of_year(day))


def standing_of(hours: Decimal, target: Decimal | None, *, share: Fraction) -> str:
    """One of `STANDINGS`. On the way is whoever reaches the target by 31 December at the pace since
    1 January: `hours` ÷ `share` ≥ `target`. Where nothing is asked, nothing can be met or missed:
    any hours are on the way."""
    if target is not None and hours >= target:
        return "met"
    if not hours:
        return "nothing"
    if target is None or Fraction(hours) >= Fraction(target) * share:
        return "on_the_way"
    return "at_risk"
