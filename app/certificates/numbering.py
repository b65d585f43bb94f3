"""Certificate numbers from an agency's template; pure."""

import re
from datetime import date

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KNOWN = frozenset({"seq", "month_roman", "year"})


def unknown_placeholders(template: str) -> set[str]:
    return set(PLACEHOLDER.findall(template)) - KNOWN


def number(template: str, *, seq: int, day: date) -> str:
    """`800.2/{seq}/BKPSDM/{month_roman}/{year}` → `800.2/0007/BKPSDM/XI/2026`."""
    values = {"seq": f"{seq:04d}", "month_roman": ROMAN[day.month - 1], "year": str(day.year)}
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)
