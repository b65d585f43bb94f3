"""From numbers of right and wrong parts to a share of the points."""

from fractions import Fraction


def share(right: int, wrong: int, possible: int, scoring: str) -> Fraction:
    """exact: all or nothing; partial: (right − wrong) ÷ possible, not below 0; penalty: the same,
    down to −1."""
    if not possible:
        return Fraction(0)
    if scoring == "exact":
        return Fraction(int(right == possible and not wrong))
    lowest = -1 if scoring == "penalty" else 0
    return max(Fraction(right - wrong, possible), Fraction(lowest))
