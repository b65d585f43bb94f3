"""Numbers as other programs write them, exactly: with a point, perhaps an exponent."""

import re
from fractions import Fraction

NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:[.,]\d{0,20})?|[.,]\d{1,20})(?:[eE][+-]?\d{1,2})?")
PLACES = 6
"""Decimals of a share: a percentage to four, as the course language reads it."""


def number_of(text: str) -> Fraction | None:
    text = text.strip()
    return Fraction(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def share_of(text: str) -> Fraction | None:
    """A percentage such as `33.33333` as a share."""
    number = number_of(text)
    return None if number is None else round(number / 100, PLACES)


def decimal(value: Fraction) -> str:
    """For values that come from decimals, so that the division ends."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1)
    digits = ""
    while rest and len(digits) < 40:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return sign + str(whole) + ("." + digits if digits else "")


def percent(share: Fraction) -> str:
    """Five decimals, as Moodle writes its grades."""
    return f"{float(share * 100):.5f}".rstrip("0").rstrip(".")
