"""The tokens as numbers: read from their sheet, so that the page cannot tell otherwise. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

HEX = r"(#[0-9a-f]{3,6})"
ONE = re.compile(rf"--([a-z-]+): {HEX};")
PAIR = re.compile(rf"--([a-z-]+): var\(--light, {HEX}\) var\(--dark, {HEX}\);")
SIZE = re.compile(r"--((?:text|space|radius)-\w+|radius|target): ([^;]+);")

# What stands on what, and the least contrast: 4.5 for text, 3 for edges and focus (WCAG 2.2 AA).
GROUNDS = ("paper", "surface", "sunken")
TONES = ("good", "bad", "info")
COMBINATIONS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, 4.5) for text in ("ink", "ink-soft", "accent-text") for ground in GROUNDS),
    *((tone, ground, 4.5) for tone in TONES for ground in (*GROUNDS[:2], f"{tone}-wash")),
    *(("ink", f"{tone}-wash", 4.5) for tone in (*TONES, "accent")),
    ("accent-text", "accent-wash", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-hover", 4.5),
    ("header-ink", "header", 4.5),
    ("header-soft", "header", 4.5),
    *((edge, ground, 3.0) for edge in ("line-strong", "focus") for ground in GROUNDS),
)


@dataclass(frozen=True)
class Colour:
    name: str
    light: str  # "#rrggbb" or "#rgb"
    dark: str


@dataclass(frozen=True)
class Combination:
    text: str
    ground: str
    least: float
    light: float
    dark: float


def colours_in(sheet: str) -> list[Colour]:
    """In the order of the sheet; a colour with one value has it in both themes."""
    found = [
        (match.start(), Colour(match[1], match[2], match[match.lastindex or 2]))
        for pattern in (ONE, PAIR)
        for match in pattern.finditer(sheet)
    ]
    return [colour for _, colour in sorted(found, key=lambda entry: entry[0])]


def sizes_in(sheet: str) -> list[tuple[str, str]]:
    return SIZE.findall(sheet)


def combinations_of(colours: Iterable[Colour]) -> list[Combination]:
    by_name = {colour.name: colour for colour in colours}
    return [
        Combination(
            text=text,
            ground=ground,
            least=least,
            light=contrast(by_name[text].light, by_name[ground].light),
            dark=contrast(by_name[text].dark, by_name[ground].dark),
        )
        for text, ground, least in COMBINATIONS
    ]


def contrast(one: str, other: str) -> float:
    """From 1 to 21; WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """From 0 to 1; WCAG 2.2, "relative luminance"."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
