"""Amounts as people type them; pure."""

import re
from decimal import ROUND_HALF_UP, Decimal

from app.reference.rule import HUNDREDTH

# Minutes of one JP, and of an hour.
JP, HOUR = 45, 60
MOST_RUPIAH = Decimal("9999999999.99")
PLAIN = re.compile(r"\d{1,12}([.,]\d{1,2})?|[.,]\d{1,2}")
# “1500000”, “1.500.000”, “Rp1.500.000,-”, “1,500,000.00”: what parts thousands is the same each
# time, and never parts the last two digits.
RUPIAH = re.compile(
    r"(?:rp\.?)?\s*(\d+|\d{1,3}(?:([.,\s])\d{3})(?:\2\d{3})*)(?:[.,](\d{1,2}|-))?", re.IGNORECASE
)


def read_amount(text: str, *, most: Decimal = Decimal("999.99")) -> Decimal | None:
    """“2,5” as “2.5”, nothing as None; raises ValueError for what is not positive hundredths up to
    `most`, also for “1.500”, which may mean either."""
    if not text:
        return None
    if not PLAIN.fullmatch(text):
        raise ValueError(text)
    value = Decimal(text.replace(",", "."))
    if not 0 < value <= most:
        raise ValueError(text)
    return value


def read_rupiah(text: str) -> Decimal | None:
    """Nothing as None; raises ValueError for what is no such amount."""
    if not text:
        return None
    found = RUPIAH.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    rupiah, cents = re.sub(r"\D", "", found[1]), (found[3] or "0").replace("-", "0")
    value = Decimal(f"{rupiah}.{cents}")
    if value > MOST_RUPIAH:
        raise ValueError(text)
    return value


def jp_of_hours(hours: Decimal) -> Decimal:
    """One JP is 45 minutes."""
    return (hours * HOUR / JP).quantize(HUNDREDTH, ROUND_HALF_UP)
