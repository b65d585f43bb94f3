"""Mean, variance and correlation of floats, the same in whatever order the values come.

`math.fsum` rounds once, so no order of adding shows; values that are all alike have a variance of
exactly 0, which a rounded mean alone would not give.
"""

from collections.abc import Sequence
from math import fsum, sqrt


def as_shown(value: float) -> float:
    """To two decimals: bounds are compared with what is read, or 0.20 would be below 0.20."""
    # Minus nothing is nothing.
    return round(value, 2) + 0.0


def mean(values: Sequence[float]) -> float:
    return values[0] if is_constant(values) else fsum(values) / len(values)


def variance(values: Sequence[float]) -> float:
    """Of a population: Σ(x − x̄)² ÷ n."""
    middle = mean(values)
    return fsum((value - middle) ** 2 for value in values) / len(values)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r = Σ(x − x̄)(y − ȳ) ÷ √(Σ(x − x̄)² · Σ(y − ȳ)²) (K. Pearson, Proceedings of the
    Royal Society 58, 1895); None where either does not vary."""
    if not xs or is_constant(xs) or is_constant(ys):
        return None
    x, y = mean(xs), mean(ys)
    together = fsum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    apart = sqrt(fsum((a - x) ** 2 for a in xs)) * sqrt(fsum((b - y) ** 2 for b in ys))
    return max(-1.0, min(1.0, together / apart)) if apart else None


def is_constant(values: Sequence[float]) -> bool:
    return min(values) == max(values)
