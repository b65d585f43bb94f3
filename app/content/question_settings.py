"""The settings in a question heading's braces that every type knows."""

import re
from decimal import Decimal
from typing import Any

from app.content.findings import Report
from app.content.headings import Heading
from app.content.suggest import nearest

COMMON = frozenset({"points", "type", "shuffle", "tags", "competency", "was"})
OF_TYPES = frozenset({"scoring", "case", "unit", "review", "min-words"})
ALL = COMMON | OF_TYPES
VALUES = {
    "shuffle": ("on", "off"),
    "case": ("sensitive", "insensitive"),
    "review": ("self", "peer", "trainer"),
}
WORDS = re.compile(r"[1-9]\d{0,3}")
POINTS = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
MOST_POINTS = 100


def common_settings(heading: Heading, report: Report) -> dict[str, Any]:
    check_names(heading, report)
    check_values(heading, report)
    settings = heading.settings
    return {
        "was": settings.get("was", ""),
        "points": points(heading, report),
        "tags": tuple(tag for tag in re.split(r"[,\s]+", settings.get("tags", "")) if tag),
        "competency": settings.get("competency", ""),
        "shuffle": settings.get("shuffle") != "off",
    }


def check_names(heading: Heading, report: Report) -> None:
    for name in (*heading.settings, *heading.strays):
        if name not in ALL:
            report.add("E103", heading.line, key=name, meant=nearest(name, ALL))


def check_values(heading: Heading, report: Report) -> None:
    for name, allowed in VALUES.items():
        value = heading.settings.get(name, allowed[0])
        if value not in allowed:
            expected, meant = ", ".join(allowed), nearest(value, allowed)
            report.add("E104", heading.line, key=name, value=value, expected=expected, meant=meant)
    words = heading.settings.get("min-words", "1")
    if not WORDS.fullmatch(words):
        report.add("E104", heading.line, key="min-words", value=words, expected="@words")


def points(heading: Heading, report: Report) -> Decimal:
    written = heading.settings.get("points", "1")
    value = Decimal(written.replace(",", ".")) if POINTS.fullmatch(written) else Decimal(0)
    if not 0 < value <= MOST_POINTS:
        report.add("E104", heading.line, key="points", value=written, expected="@points")
        return Decimal(1)
    return Decimal(f"{value.normalize():f}")
