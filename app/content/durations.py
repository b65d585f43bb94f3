"""`45 menit`, `1 jam 30 menit`, `2 tahun`, `PT45M`: durations in both languages and ISO 8601."""

import re

UNITS = {
    "s": {"detik", "second", "seconds", "sec", "s"},
    "m": {"menit", "minute", "minutes", "min", "m"},
    "h": {"jam", "hour", "hours", "h"},
    "d": {"hari", "day", "days"},
    "w": {"minggu", "pekan", "week", "weeks"},
    "month": {"bulan", "month", "months"},
    "year": {"tahun", "year", "years"},
}
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
MONTHS = {"month": 1, "year": 12}
PART = re.compile(r"(\d{1,6})\s*([a-z]+)")
ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
ISO_UNITS = ("year", "month", "d", "h", "m", "s")


def parts_of(text: str) -> list[tuple[int, str]]:
    """`(number, unit)`; empty where the text is no duration."""
    text = text.strip()
    if len(text) > 40:
        return []
    if text != "P" and (match := ISO.fullmatch(text)):
        found = zip(match.groups(), ISO_UNITS, strict=True)
        return [(int(number), unit) for number, unit in found if number]
    if PART.sub("", text.lower()).strip(" ,"):
        return []
    units = [(int(number), unit_of(word)) for number, word in PART.findall(text.lower())]
    return [] if any(not unit for _, unit in units) else units


def unit_of(word: str) -> str:
    return next((unit for unit, words in UNITS.items() if word in words), "")


def seconds(text: str) -> int | None:
    return total(text, SECONDS)


def months(text: str) -> int | None:
    return total(text, MONTHS)


def total(text: str, sizes: dict[str, int]) -> int | None:
    parts = parts_of(text)
    if not parts or any(unit not in sizes for _, unit in parts):
        return None
    return sum(number * sizes[unit] for number, unit in parts)
