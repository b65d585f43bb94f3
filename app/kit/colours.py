"""Colours by their contrast, as WCAG 2.2 reckons it: `#rrggbb` in, `#rrggbb` out.

https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
"""

import colorsys
import re
from collections.abc import Callable

WRITTEN = re.compile(r"#?[0-9a-fA-F]{6}")
# Lightness is tried in steps that nobody sees.
STEPS = 200


def read_colour(text: str) -> str:
    """As browsers and people write it, also in capitals. Raises ValueError."""
    text = text.strip()
    if not WRITTEN.fullmatch(text):
        raise ValueError(text)
    return "#" + text.removeprefix("#").lower()


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """From 0, black, to 1, white."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour itself, else the one of its hue and saturation that passes with the least change
    of lightness; None where none does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    levels = [step / STEPS for step in range(STEPS + 1)]
    for level in (lightness, *sorted(levels, key=lambda level: abs(level - lightness))):
        tried = _written(colorsys.hls_to_rgb(hue, level, saturation))
        if passes(tried):
            return tried
    return None


def mixed(colour: str, other: str, share: float) -> str:
    """`share`: of `other`, from 0 to 1."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return _written(tuple(one + (two - one) * share for one, two in pairs))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
